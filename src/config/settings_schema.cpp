// SPDX-License-Identifier: MPL-2.0
/// @file The settings table as a JSON Schema.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/settings_docs.hpp"
#include "config/settings_table.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kUuidPattern = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

Json list_schema(Json items) {
  // The comma form is a text.
  return {{"type", Json::array({"array", "string", "null"})}, {"items", std::move(items)}};
}

Json address_table_schema() {
  Json fields = Json::array();
  for (const std::string_view name : kUnitTextNames) fields.push_back(name);
  const Json row{
      {"type", "object"},
      {"required", {"scope", "field"}},
      {"additionalProperties", false},
      {"properties",
       {{"scope", {{"type", "string"}}}, {"user_key", {{"type", "string"}}}, {"field", {{"enum", fields}}}}}};
  return {{"anyOf",
           Json::array({Json{{"enum", {"documented", "current", nullptr}}}, Json{{"type", "array"}, {"items", row}}})}};
}

Json number_schema(const SettingSpec& spec) {
  Json schema{{"type", Json::array({"integer", "string", "null"})}};
  if (spec.range) {
    schema["minimum"] = spec.range->first;
    schema["maximum"] = spec.range->second;
  }
  return schema;
}

Json schema_of(const SettingSpec& spec) {
  switch (spec.type) {
    case SettingType::flag: return {{"type", Json::array({"boolean", "string", "integer", "null"})}};
    case SettingType::number: return number_schema(spec);
    case SettingType::uuid: return {{"type", "string"}, {"pattern", kUuidPattern}};
    case SettingType::uuid_list: return list_schema({{"type", "string"}, {"pattern", kUuidPattern}});
    case SettingType::number_list: return list_schema({{"type", Json::array({"integer", "string"})}});
    case SettingType::text_list: return list_schema({{"type", "string"}});
    case SettingType::address_table: return address_table_schema();
    case SettingType::cvr: return {{"type", Json::array({"string", "integer"})}};
    case SettingType::templates:
    case SettingType::ownership_map: return {{"type", Json::array({"object", "string", "null"})}};
    case SettingType::extension_field: return {{"enum", Json::array({1, 3, "1", "3", nullptr})}};
    case SettingType::mapping_tests: return {{"type", Json::array({"array", "string", "null"})}};
    case SettingType::anything: return Json::object();
    case SettingType::text:
    case SettingType::log_level:
    case SettingType::url:
    case SettingType::url_or_stub:
    case SettingType::path:
    case SettingType::secret: return {{"type", Json::array({"string", "null"})}};
  }
  return Json::object();
}

}  // namespace

std::string make_settings_schema(Language language) {
  Json properties = Json::object();
  std::string known;
  for (const SettingSpec& spec : make_settings_table()) {
    for (const std::string& key : spec.file_keys) {
      Json schema = schema_of(spec);
      schema["description"] = spec.help.in(language);
      if (spec.support == SettingSupport::honoured && !spec.is_secret() && !spec.required) {
        schema["default"] = Json::parse(spec.default_text());
      }
      if (spec.support != SettingSupport::honoured) schema["deprecated"] = true;
      properties[key] = std::move(schema);
      constexpr std::string_view kFamily = "os2sync.";
      if (!key.starts_with(kFamily)) continue;
      for (const char c : key.substr(kFamily.size())) known += c == '.' || c == '_' ? "[._]" : std::string(1, c);
      known += '|';
    }
  }
  known.pop_back();
  const Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                    {"title", "os2sync-export settings.json"},
                    {"type", "object"},
                    {"properties", properties},
                    // The file is shared: other programs' keys pass, unknown ones of our own family do not.
                    {"patternProperties", {{fmt::format("^os2sync[._](?!({})$)", known), false}}}};
  return schema.dump(2) + "\n";
}

}  // namespace os2sync
