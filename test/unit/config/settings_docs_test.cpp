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

TEST(ExampleSettings, IsTheFileInPackaging) {
  expect_same_as_file("packaging/settings.example.json", make_example_settings());
}

TEST(ExampleSettings, LoadsWithoutAWarningAndHoldsEveryDefault) {
  SettingsSources from;
  from.file = SettingsFile{"settings.example.json", make_example_settings()};
  from.read_file = [](const std::string& path) {
    return path == "/etc/os2sync-export/client_secret" ? std::optional<std::string>{"s\n"} : std::nullopt;
  };
  const LoadedSettings loaded = load_settings(from);
  EXPECT_THAT(loaded.warnings, testing::IsEmpty());
  const std::vector<SettingSpec> table = make_settings_table();
  const nlohmann::json example = nlohmann::json::parse(make_example_settings());
  for (const LoadedSetting& setting : loaded.values) {
    EXPECT_TRUE(example.contains(setting.key)) << setting.key;
    const SettingSpec* spec = find_setting(table, setting.key);
    const bool is_made_up = spec->required || setting.key == "client_secret_file";
    EXPECT_TRUE(is_made_up || setting.is_secret || setting.is_default) << setting.key;
  }
  EXPECT_EQ(example.size(), loaded.values.size());
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
