// SPDX-License-Identifier: MPL-2.0
/// @file Short notations for settings tests: sources with the required settings in place, faults, values by key.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "config/load_settings.hpp"

namespace os2sync::test {

inline constexpr const char* kTopUnit = "aaaaaaaa-0000-4000-8000-000000000001";
inline constexpr const char* kSecret = "hunter2-correct-horse";

/// The three required settings in the environment, under names that no test about names uses by accident.
inline std::map<std::string, std::string> required_environment() {
  return {{"OS2SYNC_TOP_UNIT_UUID", kTopUnit},
          {"OS2SYNC_MUNICIPALITY_CVR", "12345678"},
          {"OS2SYNC_CLIENT_SECRET", kSecret}};
}

/// Required settings from the environment, `file_text` as settings.json, `more` on top of the environment.
inline SettingsSources sources(const std::optional<std::string>& file_text,
                               const std::map<std::string, std::string>& more = {}) {
  SettingsSources made;
  if (file_text) made.file = SettingsFile{"settings.json", *file_text};
  made.environment = required_environment();
  for (const auto& [name, value] : more) made.environment[name] = value;
  made.read_file = [](const std::string&) { return std::nullopt; };
  return made;
}

inline LoadedSettings load(const std::optional<std::string>& file_text,
                           const std::map<std::string, std::string>& more = {}) {
  return load_settings(sources(file_text, more));
}

/// The fault lines; empty when the settings load.
inline std::vector<std::string> faults_of(const SettingsSources& from) {
  const auto result = try_load_settings(from);
  const auto* faults = std::get_if<SettingsFaults>(&result);
  return faults == nullptr ? std::vector<std::string>{} : faults->lines;
}
inline std::vector<std::string> faults_of(const std::optional<std::string>& file_text,
                                          const std::map<std::string, std::string>& more = {}) {
  return faults_of(sources(file_text, more));
}

inline const LoadedSetting& find_loaded(const LoadedSettings& loaded, const std::string& key) {
  for (const LoadedSetting& setting : loaded.values) {
    if (setting.key == key) return setting;
  }
  throw std::out_of_range{key};
}

}  // namespace os2sync::test
