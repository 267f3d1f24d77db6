// SPDX-License-Identifier: MPL-2.0
#include "config/convert_settings.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/setting_error.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr Text kSecret{"{} is given by {} and never written; carry it over yourself",
                       "{} er angivet af {} og skrives aldrig; flyt den selv"};

constexpr Text kLooser{"{} is {}, looser than the default; variables loosen no guard, so keep a settings file for it",
                       "{} er {}, løsere end standardværdien; variable løsner ingen sikring, så behold en "
                       "indstillingsfil til den"};

std::string remark_on_secret(const LoadedSetting& setting, const SettingSpec& spec, Spelling spelling,
                             Language language) {
  return fill_in(language, kSecret, name_in(spelling, spec), setting.origin.to_string());
}

/// A secret that stands in a file of its own is carried over by the path of that file.
bool needs_remark(const LoadedSetting& setting) { return setting.is_secret && setting.secret_file.empty(); }

std::string dump(const Json& document) { return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string to_file(const LoadedSettings& loaded, const std::vector<SettingSpec>& table, Language language) {
  Json file = Json::object();
  for (const LoadedSetting& setting : loaded.values) {
    const SettingSpec* spec = find_setting(table, setting.key);
    if (!setting.is_set || spec == nullptr) continue;
    if (needs_remark(setting)) {
      file["# " + setting.key] = remark_on_secret(setting, *spec, Spelling::file, language);
    } else if (!setting.is_secret) {
      file[name_in(Spelling::file, *spec)] = Json::parse(setting.value);
    }
  }
  return dump(file);
}

std::string to_variables(const LoadedSettings& loaded, const std::vector<SettingSpec>& table, Spelling spelling,
                         Language language) {
  std::string lines;
  for (const LoadedSetting& setting : loaded.values) {
    const SettingSpec* spec = find_setting(table, setting.key);
    if (!setting.is_set || spec == nullptr) continue;
    if (needs_remark(setting)) {
      lines += fmt::format("# {}\n", remark_on_secret(setting, *spec, spelling, language));
    } else if (is_looser(*spec, setting.value, setting.default_value)) {
      lines += fmt::format("# {}\n", fill_in(language, kLooser, setting.key, setting.value));
    } else if (!setting.is_secret) {
      lines += fmt::format("{}={}\n", name_in(spelling, *spec), quote_for_variable(setting.value));
    }
  }
  return lines;
}

}  // namespace

std::string name_in(Spelling spelling, const SettingSpec& spec) {
  switch (spelling) {
    case Spelling::file: return spec.key;
    case Spelling::environment: return environment_name_of(spec.key);
    case Spelling::today: return spec.environment.front();
  }
  return spec.key;
}

std::string quote_for_variable(std::string_view json) {
  const Json value = Json::parse(json);
  const std::string text = value.is_string() ? value.get<std::string>() : std::string{json};
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string convert_settings(const LoadedSettings& loaded, Spelling spelling, Language language) {
  const std::vector<SettingSpec> table = make_settings_table();
  return spelling == Spelling::file ? to_file(loaded, table, language)
                                    : to_variables(loaded, table, spelling, language);
}

}  // namespace os2sync
