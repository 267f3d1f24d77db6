// SPDX-License-Identifier: MPL-2.0
/// @file The settings table as an example to fill in.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/setting_error.hpp"
#include "config/settings_docs.hpp"
#include "config/settings_table.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr Text kRequired{"REQUIRED. {}", "PÅKRÆVET. {}"};
constexpr Text kEither{"{} Or leave this one out and fill in {}_file.", "{} Eller udelad denne, og udfyld {}_file."};

std::string remark_on(const SettingSpec& spec, Language language) {
  const std::string_view help = spec.help.in(language);
  if (!spec.required) return std::string{help};
  const std::string remark = fill_in(language, kRequired, help);
  return spec.is_secret() ? fill_in(language, kEither, remark, spec.key) : remark;
}

std::string make_example_file(const std::vector<SettingSpec>& table, Language language) {
  Json example = Json::object();
  for (const SettingSpec& spec : table) {
    if (spec.support != SettingSupport::honoured) continue;
    example["# " + spec.key] = remark_on(spec, language);
    example[spec.key] = spec.required ? Json("") : Json::parse(spec.default_text());
  }
  return example.dump(2) + "\n";
}

std::string make_example_variables(const std::vector<SettingSpec>& table, Spelling spelling, Language language) {
  std::string lines;
  for (const SettingSpec& spec : table) {
    if (spec.support != SettingSupport::honoured) continue;
    lines += fmt::format("{}# {}\n", lines.empty() ? "" : "\n", remark_on(spec, language));
    const std::string standard = spec.default_text();
    const std::string value = standard == "null" ? std::string{} : quote_for_variable(standard);
    lines += fmt::format("{}{}={}\n", spec.required ? "" : "# ", name_in(spelling, spec), value);
  }
  return lines;
}

}  // namespace

std::string make_example_settings(Spelling spelling, Language language) {
  const std::vector<SettingSpec> table = make_settings_table();
  return spelling == Spelling::file ? make_example_file(table, language)
                                    : make_example_variables(table, spelling, language);
}

}  // namespace os2sync
