// SPDX-License-Identifier: MPL-2.0
/// @file The one table of settings: loader, `config show`, --help, man page, schema and docs/settings.md all read it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/setting_value.hpp"
#include "config/settings.hpp"
#include "core/language.hpp"

namespace os2sync {

/// Headings of the documentation, in its order.
enum class SettingGroup { os2mo, os2sync, scope, units, users, safety, program };
inline constexpr std::size_t kSettingGroupCount = 7;
Text describe(SettingGroup group) noexcept;

enum class SettingType {
  flag,
  number,
  text,
  url,
  url_or_stub,
  cvr,
  uuid,
  uuid_list,
  text_list,
  number_list,
  log_level,
  address_table,
  path,
  secret,
  templates,
  ownership_map,
  extension_field,
  mapping_tests,
  anything,
};
/// One or two words for the documentation.
Text describe(SettingType type) noexcept;

/// What this release does with a setting.
enum class SettingSupport {
  honoured,
  not_yet,    ///< known, but refused when it would change anything: never silently ignored
  no_effect,  ///< accepted with a remark: it never decided what is sent
};

/// Which way a guard is loosened. Everything else is no guard.
enum class LooserWhen { never, higher, lower };

struct SettingSpec {
  std::string key;                       ///< dotted, as documented
  std::vector<std::string> file_keys;    ///< every dotted spelling in a file, newest first; includes `key`
  std::vector<std::string> environment;  ///< every environment name in upper case, newest first
  SettingGroup group{};
  SettingType type{};
  SettingSupport support = SettingSupport::honoured;
  Text help;
  bool required = false;
  LooserWhen looser = LooserWhen::never;
  /// Of a setting that names a file with a secret in it: the secret's key.
  std::string secret_key;
  std::optional<std::pair<std::int64_t, std::int64_t>> range;

  /// Puts a value into the settings; throws Error{settings} without the key. Empty unless `honoured`, and for files
  /// with secrets, which only the loader can open.
  std::function<void(Settings&, const SettingValue&)> assign;
  /// The setting's value as JSON; for secrets null. Empty where assign is.
  std::function<std::string(const Settings&)> show;

  bool is_secret() const { return type == SettingType::secret; }
  /// What several places give is merged member by member.
  bool is_merged() const { return type == SettingType::templates || type == SettingType::ownership_map; }
  bool is_list() const {
    return type == SettingType::uuid_list || type == SettingType::text_list || type == SettingType::number_list;
  }
  /// The default as JSON, taken from Settings{} so that it cannot differ from it.
  std::string default_text() const { return show ? show(Settings{}) : "null"; }
};

/// Every setting, by group; built once per call.
std::vector<SettingSpec> make_settings_table();

/// The environment name every key has: OS2SYNC_ and the key in capitals ("os2sync.a.b" → OS2SYNC_A_B).
std::string environment_name_of(std::string_view key);

/// The setting of this key (any of its file keys); null if there is none.
const SettingSpec* find_setting(const std::vector<SettingSpec>& table, std::string_view key);
const SettingSpec* find_setting(std::vector<SettingSpec>&&,
                                std::string_view) = delete;  // it would not outlive the call

/// Whether a guard at `value` lets more through than at `base`, both as `show` writes them; false for all else.
bool is_looser(const SettingSpec& spec, const std::string& value, const std::string& base);

/// What the limits of OS2sync's columns make of truncate_length on this server version.
TextLimits text_limits_of(int server_version, std::size_t truncate_length);

}  // namespace os2sync
