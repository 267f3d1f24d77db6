// SPDX-License-Identifier: MPL-2.0
/// @file Settings written in another spelling: loaded again they are the same.
#include "config/convert_settings.hpp"

#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "config/settings_json.hpp"
#include "support/config_builders.hpp"
#include "support/config_samples.hpp"

namespace os2sync {
namespace {

using testing::HasSubstr;
using testing::Not;

/// What a shell makes of lines NAME='value'.
std::map<std::string, std::string> read_variables(const std::string& lines) {
  std::map<std::string, std::string> variables;
  std::istringstream in{lines};
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t equals = line.find('=');
    std::string value;
    for (std::size_t i = equals + 1; i < line.size(); ++i) {
      if (line[i] == '\\')
        value += line[++i];
      else if (line[i] != '\'')
        value += line[i];
    }
    variables[line.substr(0, equals)] = value;
  }
  return variables;
}

/// Sources that give every honoured setting a value of its own; secrets are files.
SettingsSources everything_set() {
  SettingsSources from;
  std::string file = "{";
  for (const SettingSpec& spec : make_settings_table()) {
    if (spec.support != SettingSupport::honoured || spec.is_secret()) continue;
    // What no variable can switch on (S11) is given as it is.
    const std::string value = spec.key == "os2sync.wash_foreign" ? spec.default_text() : test::sample_of(spec);
    file += fmt::format("{}\"{}\": {}", file.size() == 1 ? "" : ", ", spec.key, value);
  }
  from.file = SettingsFile{"settings.json", file + "}"};
  from.read_file = [](const std::string&) { return test::kSecret; };
  return from;
}

std::vector<std::string> values_of(const LoadedSettings& loaded) {
  std::vector<std::string> values;
  for (const LoadedSetting& setting : loaded.values) {
    values.push_back(fmt::format("{} = {} {} {}", setting.key, setting.value, setting.is_set, setting.secret_file));
  }
  return values;
}

TEST(ConvertSettings, GivesTheSameSettingsInEverySpelling) {
  const LoadedSettings original = load_settings(everything_set());
  for (const LoadedSetting& setting : original.values) EXPECT_TRUE(setting.is_set) << setting.key;
  for (const Spelling spelling : {Spelling::file, Spelling::environment, Spelling::today}) {
    SettingsSources from = everything_set();
    const std::string text = convert_settings(original, spelling, Language::english);
    from.file.reset();
    if (spelling == Spelling::file)
      from.file = SettingsFile{"settings.json", text};
    else
      from.environment = read_variables(text);
    const LoadedSettings again = load_settings(from);
    EXPECT_EQ(values_of(again), values_of(original));
    EXPECT_EQ(again.settings.rules, original.settings.rules);
    EXPECT_EQ(again.settings.os2mo.client_secret.reveal(), test::kSecret);
  }
}

TEST(ConvertSettings, WritesWhatIsGivenAloneAndUnderTheChosenNames) {
  const LoadedSettings loaded = test::load(R"({"os2sync.xfer_cpr": true, "mora.base": "http://it's",
                                               "os2sync.filter_hierarchy_names": ["Linje, stab"]})");
  const auto file = nlohmann::json::parse(convert_settings(loaded, Spelling::file, Language::english));
  EXPECT_EQ(file.at("os2sync.xfer_cpr"), true);
  EXPECT_EQ(file.at("os2sync.top_unit_uuid"), test::kTopUnit);
  EXPECT_FALSE(file.contains("os2sync.autowash"));
  const std::string variables = "\n" + convert_settings(loaded, Spelling::environment, Language::english);
  EXPECT_THAT(variables, HasSubstr("\nOS2SYNC_XFER_CPR='true'\n"));
  EXPECT_THAT(variables, HasSubstr("\nOS2SYNC_MORA_BASE='http://it'\\''s'\n"));
  EXPECT_THAT(variables, HasSubstr("\nOS2SYNC_FILTER_HIERARCHY_NAMES='[\"Linje, stab\"]'\n"));
  const std::string today = "\n" + convert_settings(loaded, Spelling::today, Language::english);
  EXPECT_THAT(today, HasSubstr("\nSYNC_CPR='true'\n"));
  EXPECT_THAT(today, HasSubstr("\nFASTRAMQPI__MO_URL='http://it'\\''s'\n"));
}

TEST(ConvertSettings, S11RemarksOnALoosenedGuardInsteadOfWritingAVariableThatIsIgnored) {
  const LoadedSettings loaded = test::load(R"({"os2sync.guard.user_count": 100, "os2sync.guard.unit_count": 1,
                                               "os2sync.guard.window_hours": 5, "os2sync.wash_foreign": true})");
  for (const Spelling spelling : {Spelling::environment, Spelling::today}) {
    const std::string text = "\n" + convert_settings(loaded, spelling, Language::english);
    EXPECT_THAT(text, HasSubstr("\n# os2sync.guard.user_count is 100, looser than the default; variables loosen no "
                                "guard, so keep a settings file for it\n"));
    EXPECT_THAT(text, HasSubstr("\n# os2sync.guard.window_hours is 5, "));
    EXPECT_THAT(text, HasSubstr("\n# os2sync.wash_foreign is true, "));
    EXPECT_THAT(text, HasSubstr("\nOS2SYNC_GUARD_UNIT_COUNT='1'\n")) << "a stricter one counts";
    EXPECT_THAT(text, Not(HasSubstr("GUARD_USER_COUNT=")));
  }
  const auto file = nlohmann::json::parse(convert_settings(loaded, Spelling::file, Language::danish));
  EXPECT_EQ(file.at("os2sync.guard.user_count"), 100);
  EXPECT_THAT(convert_settings(loaded, Spelling::today, Language::danish), HasSubstr("løsere end standardværdien"));
}

TEST(ConvertSettings, NamesASecretButNeverWritesIt) {
  const LoadedSettings loaded = test::load(std::nullopt);
  for (const Spelling spelling : {Spelling::file, Spelling::environment, Spelling::today}) {
    EXPECT_THAT(convert_settings(loaded, spelling, Language::english), Not(HasSubstr(test::kSecret)));
  }
  EXPECT_THAT(
      convert_settings(loaded, Spelling::today, Language::english),
      HasSubstr("# FASTRAMQPI__CLIENT_SECRET is given by OS2SYNC_CLIENT_SECRET and never written; carry it over "
                "yourself\n"));
  EXPECT_THAT(convert_settings(loaded, Spelling::file, Language::danish), HasSubstr("skrives aldrig; flyt den selv"));
}

}  // namespace
}  // namespace os2sync
