// SPDX-License-Identifier: MPL-2.0
/// @file Documents made from the table: the files in the repository are the ones made today, and they work.
#include "config/settings_docs.hpp"

#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "config/settings_table.hpp"
#include "config/wrap_text.hpp"
#include "support/config_builders.hpp"

namespace os2sync {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string read_repository_file(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

/// Compares with a file of the repository; ACCEPT_GOLDEN=1 writes it anew.
void expect_same_as_file(const std::string& path, const std::string& made) {
  if (std::getenv("ACCEPT_GOLDEN") != nullptr) std::ofstream{path, std::ios::binary} << made;
  EXPECT_TRUE(read_repository_file(path) == made) << path << " is behind the settings table; run with ACCEPT_GOLDEN=1";
}

TEST(SettingsPage, IsWhatTheTableSays) {
  expect_same_as_file("docs/settings.md", make_settings_page(Language::english));
}

TEST(SettingsPage, NamesEverySpellingInBothLanguages) {
  for (const Language language : {Language::english, Language::danish}) {
    const std::string page = make_settings_page(language);
    for (const SettingSpec& spec : make_settings_table()) {
      for (const std::string& key : spec.file_keys) EXPECT_THAT(page, HasSubstr("`" + key + "`"));
      for (const std::string& name : spec.environment) EXPECT_THAT(page, HasSubstr("`" + name + "`"));
      EXPECT_THAT(page, HasSubstr(std::string{spec.help.in(language)}));
    }
  }
}

TEST(SettingsHelp, StaysWithinTheWidthAndNamesEveryHonouredSetting) {
  for (const Language language : {Language::english, Language::danish}) {
    const std::string help = make_settings_help(language, 80);
    std::istringstream in{help};
    for (std::string line; std::getline(in, line);) EXPECT_LE(count_columns(line), 80U) << line;
    for (const SettingSpec& spec : make_settings_table()) {
      const bool is_named = help.find("\n  " + spec.key + "  [") != std::string::npos;
      EXPECT_EQ(is_named, spec.support == SettingSupport::honoured) << spec.key;
    }
  }
}

TEST(SettingsManSection, NamesEveryHonouredSettingWithItsVariables) {
  const std::string section = make_settings_man_section(Language::english);
  EXPECT_THAT(section, testing::StartsWith("# SETTINGS\n"));
  EXPECT_THAT(make_settings_man_section(Language::danish), testing::StartsWith("# INDSTILLINGER\n"));
  for (const SettingSpec& spec : make_settings_table()) {
    if (spec.support != SettingSupport::honoured) continue;
    EXPECT_THAT(section, HasSubstr("**" + spec.key + "** ("));
    EXPECT_THAT(section, HasSubstr(spec.environment.front()));
  }
}

TEST(SettingsManPage, IsTheFileInMan) {
  expect_same_as_file("man/os2sync-export-settings.5.md", make_settings_man_page());
}

TEST(ExampleSettings, IsTheFileInPackaging) {
  expect_same_as_file("packaging/settings.example.json", make_example_settings(Spelling::file, Language::english));
}

TEST(ExampleSettings, AsksForTheRequiredValuesAndForNothingElse) {
  SettingsSources from;
  for (const Language language : {Language::english, Language::danish}) {
    from.file = SettingsFile{"settings.json", make_example_settings(Spelling::file, language)};
    EXPECT_THAT(test::faults_of(from), testing::ElementsAre(testing::StartsWith("client_secret: not set"),
                                                            testing::StartsWith("municipality.cvr: not set"),
                                                            testing::StartsWith("os2sync.top_unit_uuid: not set")));
  }
}

TEST(ExampleSettings, LoadsWithoutAWarningOnceTheyAreFilledInAndHoldsEveryDefault) {
  nlohmann::json example = nlohmann::json::parse(make_example_settings(Spelling::file, Language::english));
  example["client_secret"] = test::kSecret;
  example["municipality.cvr"] = "12345678";
  example["os2sync.top_unit_uuid"] = test::kTopUnit;
  SettingsSources from;
  from.file = SettingsFile{"settings.json", example.dump()};
  const LoadedSettings loaded = load_settings(from);
  EXPECT_THAT(loaded.warnings, testing::IsEmpty());
  const std::vector<SettingSpec> table = make_settings_table();
  for (const LoadedSetting& setting : loaded.values) {
    EXPECT_TRUE(example.contains(setting.key)) << setting.key;
    EXPECT_TRUE(example.contains("# " + setting.key)) << setting.key;
    EXPECT_TRUE(find_setting(table, setting.key)->required || setting.is_secret || setting.is_default) << setting.key;
  }
  EXPECT_EQ(example.size(), 2 * loaded.values.size());
}

TEST(ExampleSettings, AsVariablesNamesEverySettingAndLeavesTheRequiredOnesOpen) {
  const std::string lines = "\n" + make_example_settings(Spelling::today, Language::english);
  EXPECT_THAT(lines, HasSubstr("\nTOP_UNIT_UUID=\n"));
  EXPECT_THAT(lines, HasSubstr("\nMUNICIPALITY=\n"));
  EXPECT_THAT(lines, HasSubstr("\n# OS2SYNC_MORA_PAGE_SIZE='200'\n"));
  for (const SettingSpec& spec : make_settings_table()) {
    const bool is_named =
        lines.find(spec.environment.empty() ? "?" : spec.environment.front() + "=") != std::string::npos;
    EXPECT_EQ(is_named, spec.support == SettingSupport::honoured) << spec.key;
  }
}

TEST(SettingsSchema, DescribesEveryKeyWithTypeHelpAndDefault) {
  const nlohmann::json schema = nlohmann::json::parse(make_settings_schema(Language::english));
  EXPECT_EQ(schema.at("$schema"), "https://json-schema.org/draft/2020-12/schema");
  const nlohmann::json& properties = schema.at("properties");
  std::size_t keys = 0;
  for (const SettingSpec& spec : make_settings_table()) {
    for (const std::string& key : spec.file_keys) {
      ASSERT_TRUE(properties.contains(key)) << key;
      EXPECT_EQ(properties.at(key).at("description"), std::string{spec.help.english});
      if (spec.range && spec.type == SettingType::number) {
        EXPECT_EQ(properties.at(key).at("minimum"), spec.range->first);
        EXPECT_EQ(properties.at(key).at("maximum"), spec.range->second);
      }
      ++keys;
    }
  }
  EXPECT_EQ(properties.size(), keys);
  EXPECT_EQ(properties.at("mora.page_size").at("default"), 200);
  EXPECT_FALSE(properties.at("client_secret").contains("default"));
}

TEST(SettingsSchema, ForbidsUnknownKeysOfOurFamilyAlone) {
  const nlohmann::json schema = nlohmann::json::parse(make_settings_schema(Language::english));
  const nlohmann::json& patterns = schema.at("patternProperties");
  ASSERT_EQ(patterns.size(), 1U);
  const std::regex forbidden{patterns.begin().key()};
  EXPECT_TRUE(std::regex_search("os2sync.autowahs", forbidden));
  EXPECT_TRUE(std::regex_search("os2sync.autowash2", forbidden));
  for (const SettingSpec& spec : make_settings_table()) {
    for (std::string key : spec.file_keys) {
      EXPECT_FALSE(std::regex_search(key, forbidden)) << key;
      std::replace(key.begin(), key.end(), '.', '_');
      EXPECT_FALSE(std::regex_search(key, forbidden)) << key;
    }
  }
  EXPECT_FALSE(std::regex_search("crontab.RUN_OS2SYNC", forbidden));
}

}  // namespace
}  // namespace os2sync
