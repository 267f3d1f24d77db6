// SPDX-License-Identifier: MPL-2.0
/// @file Settings from a file's text and the environment; every fault of them in one go.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/settings.hpp"
#include "core/language.hpp"

namespace os2sync {

/// A settings file that was read. `name` is what messages call it.
struct SettingsFile {
  std::string name;
  std::string text;
};

/// All that settings are made from. Nothing else is looked at.
struct SettingsSources {
  std::optional<SettingsFile> file;
  std::map<std::string, std::string> environment;
  Language language = Language::english;  ///< of faults and warnings
  /// The content of a file with a secret in it; none when it cannot be read.
  std::function<std::optional<std::string>(const std::string& path)> read_file;
};

/// Where a value comes from.
struct SettingOrigin {
  enum class Kind { default_value, file, environment };
  Kind kind = Kind::default_value;
  std::string name;               ///< the file's name or the variable's
  std::size_t line = 0;           ///< in the file
  std::string to_string() const;  ///< "settings.json:12", "TOP_UNIT_UUID", "default"
  bool operator==(const SettingOrigin&) const = default;
};

/// One setting as it will be used. A secret's value is not in here.
struct LoadedSetting {
  std::string key;
  std::string value = "null";          ///< compact JSON; of a secret null
  std::string default_value = "null";  ///< likewise
  SettingOrigin origin;
  bool is_secret = false;
  bool is_set = false;                  ///< given somewhere, blank and null apart
  bool is_default = false;              ///< the value equals the default, wherever it comes from
  std::string secret_file;              ///< of a secret that was read from a file: its path
  std::vector<std::string> overridden;  ///< other places that name the setting and lose
  std::vector<std::string> merged;      ///< of an object: other places that gave members
};

struct LoadedSettings {
  Settings settings;
  std::vector<LoadedSetting> values;  ///< every honoured setting, in the table's order
  std::vector<std::string> warnings;
};

/// What is wrong, one line each: file faults by line, then the environment's, then what is missing.
struct SettingsFaults {
  std::vector<std::string> lines;
  bool contradict = false;  ///< every single value is right, but they cannot be followed together
};

using SettingsResult = std::variant<LoadedSettings, SettingsFaults>;

/// Environment beats file, a newer name beats an older one, objects are merged member by member, null means the
/// default.
SettingsResult try_load_settings(const SettingsSources& sources);

/// The same for those who cannot go on without: throws Error{settings} with all lines.
LoadedSettings load_settings(const SettingsSources& sources);

/// Whether crontab.RUN_OS2SYNC lets the nightly job run. Nothing else has to be set for that; true when it cannot be
/// told, so that loading the settings tells why.
bool is_switched_on(const SettingsSources& sources);

/// Where to look for the file, in order; the first that exists is taken. A file named on the command line must exist.
std::vector<std::string> find_settings_file_candidates(const std::optional<std::string>& named_on_command_line);

}  // namespace os2sync
