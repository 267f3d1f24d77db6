// SPDX-License-Identifier: MPL-2.0
/// @file S11: guards are loosened in the settings file and nowhere else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/settings_table.hpp"
#include "support/config_builders.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::size_t user_count(const std::optional<std::string>& file, const std::string& variable) {
  return load(file, {{"OS2SYNC_GUARD_USER_COUNT", variable}}).settings.guards.users.count;
}

TEST(GuardSettings, S11TheEnvironmentTightensTheDefaultAndTheFile) {
  EXPECT_EQ(user_count(std::nullopt, "9"), 9U);
  EXPECT_EQ(user_count(R"({"os2sync.guard.user_count": 50})", "49"), 49U);
  EXPECT_EQ(user_count(R"({"os2sync.guard.user_count": 50})", "0"), 0U);
}

TEST(GuardSettings, S11TheEnvironmentLoosensNothing) {
  EXPECT_EQ(user_count(std::nullopt, "11"), 10U);
  EXPECT_EQ(user_count(R"({"os2sync.guard.user_count": 50})", "51"), 50U);
  EXPECT_EQ(user_count(R"({"os2sync.guard.user_count": 3})", "10"), 3U) << "the default is looser than this file";
  EXPECT_EQ(user_count(R"({"os2sync.guard.user_count": 3})", ""), 3U) << "and so is taking the default";
}

TEST(GuardSettings, S11TheFileLoosens) {
  EXPECT_EQ(load(R"({"os2sync.guard.user_count": 500})").settings.guards.users.count, 500U);
  EXPECT_EQ(load(R"({"crontab.OS2SYNC_GUARD_USER_COUNT": 500})").settings.guards.users.count, 500U);
}

TEST(GuardSettings, S11NamesTheVariableAndWhatStays) {
  const LoadedSettings of_file = load(R"({"os2sync.guard.user_count": 3})", {{"OS2SYNC_GUARD_USER_COUNT", "10"}});
  EXPECT_THAT(of_file.warnings,
              ElementsAre(AllOf(HasSubstr("OS2SYNC_GUARD_USER_COUNT"), HasSubstr("os2sync.guard.user_count from 3"),
                                HasSubstr("settings.json:1"), HasSubstr("ignored"))));
  EXPECT_EQ(find_loaded(of_file, "os2sync.guard.user_count").origin.to_string(), "settings.json:1");
  EXPECT_THAT(load(std::nullopt, {{"OS2SYNC_GUARD_USER_COUNT", "11"}}).warnings, ElementsAre(HasSubstr("the default")));
  EXPECT_THAT(load(std::nullopt, {{"OS2SYNC_GUARD_USER_COUNT", "9"}}).warnings, IsEmpty());
}

TEST(GuardSettings, S11HoldsForEveryGuardInItsOwnDirection) {
  struct Row {
    const char* key;
    const char* looser;
    const char* stricter;
  };
  const std::vector<Row> rows{
      {"user_count", "11", "9"},   {"user_percent", "6", "4"},     {"unit_count", "6", "4"},
      {"unit_percent", "6", "4"},  {"shrink_percent", "21", "19"}, {"window_hours", "23", "25"},
      {"change_count", "11", "9"}, {"change_percent", "21", "19"}, {"continue_when_withheld", "", "false"}};
  std::size_t guards = 0;
  for (const SettingSpec& spec : make_settings_table()) {
    guards += spec.key.starts_with("os2sync.guard.") ? 1 : 0;
    const bool protects = spec.key.starts_with("os2sync.guard.") || spec.key == "os2sync.wash_foreign";
    EXPECT_EQ(spec.looser != LooserWhen::never, protects) << spec.key;
  }
  EXPECT_EQ(guards, rows.size());
  for (const Row& row : rows) {
    const std::string key = std::string{"os2sync.guard."} + row.key;
    const std::string variable = environment_name_of(key);
    EXPECT_TRUE(find_loaded(load(std::nullopt, {{variable, row.looser}}), key).is_default) << key;
    EXPECT_FALSE(find_loaded(load(std::nullopt, {{variable, row.stricter}}), key).is_default) << key;
  }
}

TEST(GuardSettings, S11TheEnvironmentCannotSwitchOnWhatTheFileSwitchedOff) {
  const std::string file = R"({"os2sync.guard.continue_when_withheld": false})";
  EXPECT_FALSE(load(file, {{"OS2SYNC_GUARD_CONTINUE_WHEN_WITHHELD", "true"}}).settings.guards.continue_when_withheld);
}

TEST(GuardSettings, S11TheEnvironmentCannotGiveUpTheProtectionOfForeignObjects) {
  const LoadedSettings loaded = load(std::nullopt, {{"OS2SYNC_WASH_FOREIGN", "true"}});
  EXPECT_FALSE(loaded.settings.wash_foreign);
  EXPECT_THAT(loaded.warnings, Contains(AllOf(HasSubstr("OS2SYNC_WASH_FOREIGN"), HasSubstr("ignored"))));
  EXPECT_TRUE(load(R"({"os2sync.wash_foreign": true})").settings.wash_foreign);
  EXPECT_FALSE(load(R"({"os2sync.wash_foreign": true})", {{"OS2SYNC_WASH_FOREIGN", "false"}}).settings.wash_foreign);
}

TEST(GuardSettings, AValueThatIsNoneIsAFaultAsEver) {
  EXPECT_THAT(faults_of(std::nullopt, {{"OS2SYNC_GUARD_USER_COUNT", "many"}}),
              Contains(HasSubstr("OS2SYNC_GUARD_USER_COUNT")));
  EXPECT_THAT(faults_of(R"({"os2sync.guard.user_count": "many"})", {{"OS2SYNC_GUARD_USER_COUNT", "5"}}), IsEmpty())
      << "the file's value is overridden";
  EXPECT_THAT(faults_of(R"({"os2sync.guard.user_count": "many"})", {{"OS2SYNC_GUARD_USER_COUNT", "500"}}),
              Contains(HasSubstr("settings.json:1")));
}

}  // namespace
}  // namespace os2sync::test
