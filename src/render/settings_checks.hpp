// SPDX-License-Identifier: MPL-2.0
/// @file The verdict on settings as a list of checks: syntax and values, meaning, names in the source.
#pragma once

#include <string>
#include <vector>

#include "config/check_names.hpp"
#include "config/load_settings.hpp"
#include "core/source.hpp"
#include "render/check_report.hpp"

namespace os2sync {

/// The first two layers. The second is left out when the first has faults.
std::vector<Check> check_settings_alone(const SettingsResult& result, Language language);

/// The third layer, after the source was asked.
Check check_of_names(NameFindings findings, const Snapshot& snapshot, Language language);
/// The third layer when the source could not be asked; nothing in the settings need be wrong, but nobody can tell.
Check failed_check_of_names(std::vector<std::string> why, Language language);
/// The third layer when nobody was to be asked.
Check skipped_check_of_names(Language language);

}  // namespace os2sync
