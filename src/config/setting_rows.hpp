// SPDX-License-Identifier: MPL-2.0
/// @file The notation of the table's rows; private to the table.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/setting_types.hpp"
#include "config/settings_table.hpp"

namespace os2sync::rows {

/// What a row says about its type, apart from names and help.
struct Binding {
  SettingType type{};
  std::function<void(Settings&, const SettingValue&)> assign;
  std::function<std::string(const Settings&)> show;
  std::optional<std::pair<std::int64_t, std::int64_t>> range;
};

/// Ties a member of Settings to its reader. `access` is a generic lambda that returns a reference to the member.
template <typename Access, typename Reader>
Binding bind(SettingType type, Access access, Reader read) {
  return {type, [access, read](Settings& settings, const SettingValue& value) { access(settings) = read(value); },
          [access](const Settings& settings) { return show_value(access(settings)); }, std::nullopt};
}

template <typename Access>
Binding flag(Access access) {
  return bind(SettingType::flag, access, read_flag);
}
template <typename Access>
Binding number(std::int64_t lowest, std::int64_t highest, Access access) {
  using Number = std::remove_cvref_t<decltype(access(std::declval<Settings&>()))>;
  Binding binding = bind(SettingType::number, access, [lowest, highest](const SettingValue& value) {
    return static_cast<Number>(read_whole_number(value, lowest, highest));
  });
  binding.range = {lowest, highest};
  return binding;
}
template <typename Access>
Binding text(Access access) {
  return bind(SettingType::text, access, read_text);
}
template <typename Access>
Binding path(Access access) {
  return bind(SettingType::path, access, read_text);
}
template <typename Access>
Binding url(Access access) {
  return bind(SettingType::url, access, read_url);
}
template <typename Access>
Binding uuid(Text remedy, Access access) {
  return bind(SettingType::uuid, access, [remedy](const SettingValue& value) { return read_uuid(value, remedy); });
}
template <typename Access>
Binding uuids(Text remedy, Access access) {
  return bind(SettingType::uuid_list, access,
              [remedy](const SettingValue& value) { return read_uuid_list(value, remedy); });
}
template <typename Access>
Binding texts(Access access) {
  return bind(SettingType::text_list, access, read_text_list);
}
template <typename Access>
Binding secret(Access access) {
  return {SettingType::secret,
          [access](Settings& settings, const SettingValue& value) { access(settings) = Secret{value.text}; },
          [](const Settings&) { return std::string{"null"}; }, std::nullopt};
}
/// A file that holds the secret of `key`.
inline Binding secret_file() { return {SettingType::path, {}, {}, std::nullopt}; }

/// Environment names older exporters knew, newest first; the row adds OS2SYNC_... itself.
using Names = std::vector<std::string>;

/// A row of the table. `key` may be followed by older spellings in `other_keys`, or preceded by newer ones.
inline SettingSpec row(SettingGroup group, std::string key, Names environment, Text help, Binding binding,
                       Names newer_keys = {}) {
  SettingSpec spec;
  spec.group = group;
  spec.file_keys = std::move(newer_keys);
  spec.file_keys.push_back(key);
  spec.key = std::move(key);
  spec.environment = std::move(environment);
  for (const std::string& file_key : spec.file_keys) spec.environment.push_back(environment_name_of(file_key));
  spec.type = binding.type;
  spec.help = help;
  spec.range = binding.range;
  spec.assign = std::move(binding.assign);
  spec.show = std::move(binding.show);
  return spec;
}

inline SettingSpec required(SettingSpec spec) {
  spec.required = true;
  return spec;
}

inline SettingSpec row_of_secret_file(SettingGroup group, std::string secret_key, Names environment, Text help) {
  SettingSpec spec = row(group, secret_key + "_file", std::move(environment), help, secret_file());
  spec.secret_key = std::move(secret_key);
  return spec;
}

/// Read and checked, but refused when it says anything but the default.
inline SettingSpec not_yet(SettingSpec spec) {
  spec.support = SettingSupport::not_yet;
  return spec;
}

/// Guards: the environment may make them stricter, only the file looser. For a flag true is the higher one.
inline SettingSpec looser_when_higher(SettingSpec spec) {
  spec.looser = LooserWhen::higher;
  return spec;
}
inline SettingSpec looser_when_lower(SettingSpec spec) {
  spec.looser = LooserWhen::lower;
  return spec;
}

/// The parts of the table, one file each.
void add_connection_rows(std::vector<SettingSpec>& table);
void add_mapping_rows(std::vector<SettingSpec>& table);
void add_delivery_rows(std::vector<SettingSpec>& table);
void add_safety_rows(std::vector<SettingSpec>& table);
void add_legacy_rows(std::vector<SettingSpec>& table);

}  // namespace os2sync::rows
