// SPDX-License-Identifier: MPL-2.0
/// @file From a setting's value as written to its type, and from the type to the value as it is shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/setting_value.hpp"
#include "config/settings.hpp"
#include "core/language.hpp"

namespace os2sync {

// Every reader throws SettingError with "VALUE is …; what to write instead". The caller adds the place and the key.
// Lists and objects may also be JSON inside a text, as environment variables hold them; lists may be a comma list.

bool read_flag(const SettingValue& value);
std::int64_t read_whole_number(const SettingValue& value, std::int64_t lowest, std::int64_t highest);
/// A number is taken as its digits.
std::string read_text(const SettingValue& value);
/// http or https, with a host, without user name, query and fragment; a trailing '/' is removed.
std::string read_url(const SettingValue& value);
/// As read_url, or the word "stub".
std::string read_api_url(const SettingValue& value);
/// Eight digits.
std::string read_cvr(const SettingValue& value);
Uuid read_uuid(const SettingValue& value, Text remedy);
std::vector<Uuid> read_uuid_list(const SettingValue& value, Text remedy);
std::vector<std::string> read_text_list(const SettingValue& value);
std::vector<int> read_number_list(const SettingValue& value, std::int64_t lowest, std::int64_t highest);
/// "documented", "current" or rows of {scope, user_key, field}.
std::vector<AddressRow> read_address_table(const SettingValue& value);
/// Python's names in any letter case; NOTSET counts as DEBUG, CRITICAL as ERROR.
LogLevel read_log_level(const SettingValue& value);

/// Jinja texts by the name of the field they make.
std::map<std::string, std::string> read_templates(const SettingValue& value);
/// {"User.PhoneNumber": "theirs"}: known fields, ownerships the field can have.
FieldOwnerships read_field_ownerships(const SettingValue& value);
/// The extension field of engagements that titles come from: 1 or 3; 0 = none.
int read_extension_field(const SettingValue& value);
/// The LC database's file for the name the Python programs know it by: NAME.db.
std::string read_lc_db_name(const SettingValue& value);

/// Examples of persons and units with what they must become; docs/mapping-tests.md.
std::vector<MappingTest> read_mapping_tests(const SettingValue& value);

/// The text as a list or object if it is JSON for one; any other value as it is. Throws SettingError for broken
/// JSON.
SettingValue parse_if_json(const SettingValue& value);

// The same values as compact JSON.
std::string show_value(bool value);
std::string show_value(int value);
std::string show_value(std::size_t value);
std::string show_value(const std::string& value);  ///< empty = null
std::string show_value(const Uuid& value);         ///< nil = null
std::string show_value(const std::vector<Uuid>& value);
std::string show_value(const std::vector<std::string>& value);
std::string show_value(const std::vector<int>& value);
std::string show_value(const std::vector<AddressRow>& value);
std::string show_value(LogLevel value);
std::string show_value(const std::optional<bool>& value);  ///< none = null
std::string show_value(const std::map<std::string, std::string>& value);
std::string show_value(const FieldOwnerships& value);
std::string show_value(const std::vector<MappingTest>& value);
std::string show_extension_field(int value);  ///< 0 = null
std::string show_lc_db_name(const std::string& path);

}  // namespace os2sync
