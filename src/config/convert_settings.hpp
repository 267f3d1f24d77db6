// SPDX-License-Identifier: MPL-2.0
/// @file The settings in force, written in one chosen spelling.
#pragma once

#include <string>

#include "config/load_settings.hpp"
#include "config/settings_table.hpp"

namespace os2sync {

/// The three ways the exporters have had to name a setting.
enum class Spelling {
  file,         ///< a settings.json: os2sync.top_unit_uuid
  environment,  ///< variables of the first exporter, one name for every setting: OS2SYNC_TOP_UNIT_UUID
  today,        ///< variables of today's service where it has one: TOP_UNIT_UUID
};

/// The setting's name in that spelling.
std::string name_in(Spelling spelling, const SettingSpec& spec);

/// Every setting that is given somewhere, under the chosen names: a JSON object, or lines NAME='value' for a shell,
/// systemd's EnvironmentFile or Compose. Loading it gives the same settings. A secret is never written, a remark names
/// it instead; the file a secret comes from is written like any setting. Nor is a loosened guard written as a variable,
/// which would be ignored (S11): a remark says so.
std::string convert_settings(const LoadedSettings& loaded, Spelling spelling, Language language);

/// A JSON text between the quotes a variable needs: texts bare, everything else as JSON.
std::string quote_for_variable(std::string_view json);

}  // namespace os2sync
