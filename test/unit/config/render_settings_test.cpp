// SPDX-License-Identifier: MPL-2.0
/// @file What `config show` and `config check` print.
#include "config/render_settings.hpp"

#include <set>
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

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string line_with(const std::string& text, const std::string& part) {
  for (const std::string& line : lines_of(text)) {
    if (line.find(part) != std::string::npos) return line;
  }
  return "no such line";
}

TEST(RenderSettingsText, PutsValueAndOriginOnOneLineOfTheWidth) {
  const std::string text = render_settings_text(test::load("{\n\"os2sync.autowash\": true}"), Language::english, 80);
  EXPECT_EQ(line_with(text, "os2sync.autowash"),
            "os2sync.autowash = true" + std::string(25, ' ') + "settings.json:2 (default: false)");
  EXPECT_EQ(line_with(text, "mora.page_size"), "mora.page_size = 200" + std::string(53, ' ') + "default");
}

TEST(RenderSettingsText, NamesEachGroupOnce) {
  std::vector<std::string> heads;
  for (const std::string& line : lines_of(render_settings_text(test::load("{}"), Language::english, 80))) {
    if (line.starts_with("# ")) heads.push_back(line);
  }
  EXPECT_EQ(heads.size(), kSettingGroupCount);
  EXPECT_EQ(std::set(heads.begin(), heads.end()).size(), heads.size());
}

TEST(RenderSettingsText, MarksAValueThatIsGivenAndEqualToTheDefault) {
  const std::string text = render_settings_text(test::load(R"({"os2sync.autowash": false})"), Language::english, 80);
  EXPECT_THAT(line_with(text, "os2sync.autowash"), testing::EndsWith(" settings.json:1 (default)"));
}

TEST(RenderSettingsText, TellsWhichPlaceLost) {
  const std::string text =
      render_settings_text(test::load(R"({"os2sync.autowash": false})", {{"AUTOWASH", "1"}}), Language::english, 80);
  EXPECT_THAT(line_with(text, "os2sync.autowash"),
              testing::EndsWith(" AUTOWASH, not settings.json:1 (default: false)"));
}

TEST(RenderSettingsText, TellsWhichPlacesGaveMembersOfAnObject) {
  const std::string file = R"({"os2sync.templates": {"person.name": "a"}})";
  const LoadedSettings merged = test::load(file, {{"TEMPLATES", R"({"person.user_id": "b"})"}});
  EXPECT_THAT(render_settings_text(merged, Language::english, 120),
              testing::AllOf(HasSubstr(R"({"person.name":"a", "person.user_id":"b"})"),
                             HasSubstr("TEMPLATES over settings.json:1")));
  const LoadedSettings reset = test::load(file, {{"TEMPLATES", "null"}});
  EXPECT_THAT(render_settings_text(reset, Language::english, 120), HasSubstr("TEMPLATES, not settings.json:1"));
  EXPECT_TRUE(reset.settings.templates.empty());
}

TEST(RenderSettingsText, ShowsOnlyThatASecretIsSet) {
  const LoadedSettings loaded = test::load(std::nullopt);
  EXPECT_THAT(line_with(render_settings_text(loaded, Language::english, 80), "client_secret ="),
              testing::StartsWith("client_secret = (set, from OS2SYNC_CLIENT_SECRET) "));
  EXPECT_THAT(line_with(render_settings_text(loaded, Language::danish, 80), "client_secret ="),
              testing::StartsWith("client_secret = (sat, fra OS2SYNC_CLIENT_SECRET) "));
  EXPECT_THAT(line_with(render_settings_text(loaded, Language::english, 80), "os2sync.api_key ="),
              testing::StartsWith("os2sync.api_key = (not set) "));
}

TEST(RenderSettingsText, NamesTheFileASecretCameFrom) {
  SettingsSources from = test::sources(R"({"os2sync.api_key_file": "/run/key"})");
  from.read_file = [](const std::string&) { return "k"; };
  EXPECT_THAT(line_with(render_settings_text(load_settings(from), Language::english, 80), "os2sync.api_key ="),
              testing::StartsWith("os2sync.api_key = (set, from /run/key) "));
}

TEST(RenderSettingsText, ListsEveryHonouredSettingOnceAndStaysWithinTheWidth) {
  const std::string uuids = R"(["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"])";
  const LoadedSettings loaded =
      test::load("{\"os2sync.phone_scope_classes\": " + uuids + ", \"os2sync.ca_verify_os2sync\": false}",
                 {{"EMAIL_SCOPE_CLASSES", uuids}});
  for (const Language language : {Language::english, Language::danish}) {
    for (const std::size_t width : {80U, 120U}) {
      const std::string text = render_settings_text(loaded, language, width);
      for (const std::string& line : lines_of(text)) EXPECT_LE(count_columns(line), width) << line;
      for (const SettingSpec& spec : make_settings_table()) {
        const std::string beginning = "\n" + spec.key + " = ";
        const bool is_shown = text.find(beginning) != std::string::npos;
        EXPECT_EQ(is_shown, spec.support == SettingSupport::honoured) << spec.key;
      }
    }
  }
}

TEST(RenderSettingsText, EndsWithTheWarnings) {
  const LoadedSettings loaded = test::load(R"({"os2sync.log_file": "x"})");
  EXPECT_THAT(render_settings_text(loaded, Language::english, 80),
              HasSubstr("\nWarnings\n! settings.json:1: os2sync.log_file has no effect in this program: The log goes\n"
                        "  to standard error.\n"));
  EXPECT_THAT(render_settings_text(loaded, Language::danish, 80), HasSubstr("\nAdvarsler\n"));
  EXPECT_THAT(render_settings_text(test::load(std::nullopt), Language::english, 80), Not(HasSubstr("Warnings")));
}

TEST(RenderSettingsText, BreaksListsAfterCommasButNotInsideTexts) {
  const LoadedSettings loaded = test::load(R"({"os2sync.filter_hierarchy_names": ["a,b \"c,d", "e"]})");
  EXPECT_THAT(render_settings_text(loaded, Language::english, 120), HasSubstr(R"(= ["a,b \"c,d", "e"] )"));
}

TEST(RenderSettingsJson, HoldsTypedValuesWithTheirOrigin) {
  const auto document = nlohmann::json::parse(render_settings_json(
      test::load("{\n\"os2sync.truncate_length\": 99}", {{"AUTOWASH", "on"}, {"OS2SYNC_AUTOWASH", "on"}})));
  std::map<std::string, nlohmann::json> by_key;
  for (const auto& setting : document.at("settings")) by_key[setting.at("key")] = setting;
  EXPECT_EQ(by_key.at("os2sync.truncate_length").at("value"), 99);
  EXPECT_EQ(by_key.at("os2sync.truncate_length").at("default"), 200);
  EXPECT_EQ(by_key.at("os2sync.truncate_length").at("origin"),
            (nlohmann::json{{"kind", "file"}, {"name", "settings.json"}, {"line", 2}}));
  EXPECT_EQ(by_key.at("os2sync.autowash").at("value"), true);
  EXPECT_EQ(by_key.at("os2sync.autowash").at("overridden"), nlohmann::json::array({"OS2SYNC_AUTOWASH"}));
  EXPECT_EQ(by_key.at("mora.base").at("origin"), (nlohmann::json{{"kind", "default"}}));
  EXPECT_EQ(by_key.at("mora.base").at("is_default"), true);
  EXPECT_FALSE(by_key.at("client_secret").contains("value"));
  EXPECT_EQ(by_key.at("client_secret").at("is_set"), true);
  EXPECT_EQ(by_key.at("os2sync.api_key").at("is_set"), false);
}

TEST(RenderSettingsJson, StaysUtf8WhateverTheEnvironmentHolds) {
  const LoadedSettings loaded = test::load(std::nullopt, {{"OS2SYNC_HASH_CACHE", "/tmp/\xff"}});
  EXPECT_TRUE(nlohmann::json::accept(render_settings_json(loaded)));
}

TEST(WrapText, BreaksAtBlanksAndCountsCharactersNotBytes) {
  EXPECT_THAT(wrap_text("æøå æøå æøå", 7), testing::ElementsAre("æøå æøå", "æøå"));
  EXPECT_THAT(wrap_text("a longerthanwidth b", 5), testing::ElementsAre("a", "longerthanwidth", "b"));
  EXPECT_THAT(wrap_text("", 5), testing::IsEmpty());
}

TEST(WrapLines, BreaksLongLinesFurtherInAndLeavesTheOthersAsTheyAre) {
  EXPECT_EQ(wrap_lines("a  b\n\n  ø1 ø2 ø3 ø4\nend", 8), "a  b\n\n  ø1\n    ø2\n    ø3\n    ø4\nend\n");
  EXPECT_EQ(wrap_lines("    word another\n", 3), "    word\n      another\n");
  EXPECT_EQ(wrap_lines("", 3), "");
}

}  // namespace
}  // namespace os2sync
