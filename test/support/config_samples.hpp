// SPDX-License-Identifier: MPL-2.0
/// @file For every setting a value that is not its default.
#pragma once

#include <map>
#include <string>

#include <fmt/format.h>

#include "config/settings_table.hpp"

namespace os2sync::test {

inline constexpr const char* kOtherUuid = "cccccccc-0000-4000-8000-000000000009";

/// A value that is not the default, as JSON; of a guard a stricter one, which may stand in the environment.
inline std::string sample_of(const SettingSpec& spec) {
  const std::map<SettingType, std::string> samples{
      {SettingType::text, "\"sample\""},
      {SettingType::path, "\"/sample/path\""},
      {SettingType::url, "\"http://sample:1/x\""},
      {SettingType::url_or_stub, "\"http://sample:2/api\""},
      {SettingType::cvr, "\"87654321\""},
      {SettingType::uuid, fmt::format("\"{}\"", kOtherUuid)},
      {SettingType::uuid_list, fmt::format("[\"{}\"]", kOtherUuid)},
      {SettingType::text_list, "[\"One\",\"Two, three\"]"},
      {SettingType::number_list, "[1,2]"},
      {SettingType::log_level, "\"DEBUG\""},
      {SettingType::address_table, "\"current\""},
      {SettingType::templates, R"({"person.name":"{{ name }}"})"},
      {SettingType::ownership_map, R"({"User.Location":"theirs"})"},
      {SettingType::extension_field, "\"1\""},
      {SettingType::mapping_tests, R"([{"name":"t","unit":{"name":"Skolen"},"expect":null}])"},
      {SettingType::secret, "\"s3cret\""}};
  if (spec.key == "lc-for-jobs.actual_db_name") return "\"/sample/lc\"";  // os2sync.use_lc_db wants the whole path
  if (spec.type == SettingType::flag) return spec.default_text() == "true" ? "false" : "true";
  if (spec.looser == LooserWhen::lower) return std::to_string(spec.range->second);
  if (spec.type == SettingType::number) {
    return std::to_string(spec.default_text() == std::to_string(spec.range->first) ? spec.range->second
                                                                                   : spec.range->first);
  }
  return samples.at(spec.type);
}

}  // namespace os2sync::test
