// SPDX-License-Identifier: MPL-2.0
/// @file Which value wins, where it is said to come from, and what is refused.
#include "config/load_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "config/check_meaning.hpp"
#include "core/error.hpp"
#include "support/config_builders.hpp"

namespace os2sync {
namespace {

using test::faults_of;
using test::find_loaded;
using test::load;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

TEST(LoadSettings, WorksFromTheEnvironmentAloneWithAllDefaults) {
  const LoadedSettings loaded = load(std::nullopt);
  EXPECT_EQ(loaded.settings.rules.top_unit, Uuid::parse(test::kTopUnit));
  EXPECT_EQ(loaded.settings.os2sync.cvr, "12345678");
  EXPECT_EQ(loaded.settings.os2mo.client_secret.reveal(), test::kSecret);
  EXPECT_THAT(loaded.warnings, IsEmpty());
  EXPECT_EQ(find_loaded(loaded, "mora.base").origin.to_string(), "default");
  EXPECT_TRUE(find_loaded(loaded, "mora.base").is_default);
}

TEST(LoadSettings, LetsTheEnvironmentBeatTheFileWithoutAWarning) {
  const LoadedSettings loaded = load(R"({"os2sync.autowash": true})", {{"OS2SYNC_AUTOWASH", "off"}});
  EXPECT_FALSE(loaded.settings.autowash);
  EXPECT_EQ(find_loaded(loaded, "os2sync.autowash").origin.to_string(), "OS2SYNC_AUTOWASH");
  EXPECT_THAT(find_loaded(loaded, "os2sync.autowash").overridden, ElementsAre("settings.json:1"));
  EXPECT_THAT(loaded.warnings, IsEmpty());
}

TEST(LoadSettings, LetsTheNewerOfTwoVariablesWinAndWarnsWhenTheyDisagree) {
  const LoadedSettings loaded = load(std::nullopt, {{"OS2SYNC_XFER_CPR", "false"}, {"SYNC_CPR", "true"}});
  EXPECT_TRUE(loaded.settings.rules.xfer_cpr);
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre("SYNC_CPR and OS2SYNC_XFER_CPR disagree about os2sync.xfer_cpr; SYNC_CPR is used, remove the other"));
}

TEST(LoadSettings, DoesNotWarnWhenTwoVariablesMeanTheSame) {
  EXPECT_THAT(load(std::nullopt, {{"OS2SYNC_XFER_CPR", "yes"}, {"SYNC_CPR", "1"}}).warnings, IsEmpty());
  EXPECT_THAT(load(std::nullopt, {{"OS2SYNC_PHONE_SCOPE_CLASSES", "[]"}, {"PHONE_SCOPE_CLASSES", "null"}}).warnings,
              IsEmpty());
}

TEST(LoadSettings, WarnsWhenTheLosingSpellingCannotEvenBeRead) {
  EXPECT_THAT(load(std::nullopt, {{"OS2SYNC_XFER_CPR", "perhaps"}, {"SYNC_CPR", "1"}}).warnings,
              ElementsAre(HasSubstr("disagree about os2sync.xfer_cpr")));
}

TEST(LoadSettings, WarnsWhenSecretsDisagreeWithoutShowingThem) {
  const LoadedSettings loaded = load(std::nullopt, {{"CLIENT_SECRET", "new"}});
  EXPECT_EQ(loaded.settings.os2mo.client_secret.reveal(), "new");
  EXPECT_THAT(loaded.warnings, ElementsAre("CLIENT_SECRET and OS2SYNC_CLIENT_SECRET disagree about client_secret; "
                                           "CLIENT_SECRET is used, remove the other"));
}

TEST(LoadSettings, WarnsWhenTwoSpellingsInTheFileDisagreeAndTakesTheDottedOne) {
  const LoadedSettings loaded = load("{\"os2sync_autowash\": false,\n\"os2sync.autowash\": true}");
  EXPECT_TRUE(loaded.settings.autowash);
  EXPECT_THAT(loaded.warnings, ElementsAre("settings.json:2 and settings.json:1 disagree about os2sync.autowash; "
                                           "settings.json:2 is used, remove the other"));
}

TEST(LoadSettings, TakesVariablesInAnyLetterCaseAndWithTheDotOfOs2mosDocumentation) {
  const std::string uuid = "bbbbbbbb-0000-4000-8000-000000000001";
  const LoadedSettings loaded = load(std::nullopt, {{"os2sync_Autowash", "1"}, {"OS2SYNC_IGNORED.UNIT_LEVELS", uuid}});
  EXPECT_TRUE(loaded.settings.autowash);
  EXPECT_THAT(loaded.settings.rules.ignored_unit_levels, ElementsAre(*Uuid::parse(uuid)));
  EXPECT_EQ(find_loaded(loaded, "os2sync.autowash").origin.to_string(), "os2sync_Autowash");
}

TEST(LoadSettings, WarnsWhenOneVariableStandsInTwoLetterCases) {
  EXPECT_THAT(load(std::nullopt, {{"autowash", "1"}, {"AUTOWASH", "0"}}).warnings,
              ElementsAre("AUTOWASH and autowash disagree about os2sync.autowash; AUTOWASH is used, remove the other"));
}

TEST(LoadSettings, CountsAnEmptyVariableAsNotSet) {
  const LoadedSettings loaded = load(R"({"os2sync.autowash": true})", {{"OS2SYNC_AUTOWASH", " "}});
  EXPECT_TRUE(loaded.settings.autowash);
  EXPECT_EQ(find_loaded(loaded, "os2sync.autowash").origin.to_string(), "settings.json:1");
}

TEST(LoadSettings, CountsAnEmptyTextInTheFileAsNotSet) {
  const LoadedSettings loaded = load(R"({"os2sync.hash_cache": "", "mora.base": " "})");
  EXPECT_EQ(loaded.settings.state_path, "");
  EXPECT_EQ(loaded.settings.os2mo.base_url, Settings{}.os2mo.base_url);
  EXPECT_EQ(find_loaded(loaded, "mora.base").origin.to_string(), "default");
}

TEST(LoadSettings, TakesNullForTheDefaultAndStillLetsItBeatTheFile) {
  const LoadedSettings loaded =
      load(R"({"os2sync.truncate_length": 150, "mora.page_size": null})", {{"TRUNCATE_LENGTH", "null"}});
  EXPECT_EQ(loaded.settings.truncate_length, 200U);
  EXPECT_EQ(loaded.settings.os2mo.page_size, Settings{}.os2mo.page_size);
  EXPECT_EQ(find_loaded(loaded, "os2sync.truncate_length").origin.to_string(), "TRUNCATE_LENGTH");
}

TEST(LoadSettings, CountsARequiredSettingThatIsNullAsMissing) {
  EXPECT_THAT(faults_of(std::nullopt, {{"TOP_UNIT_UUID", "null"}}),
              ElementsAre(HasSubstr("os2sync.top_unit_uuid: not set")));
}

TEST(LoadSettings, ReplacesAListOfTheFileByTheEnvironmentsEvenWhenThatIsEmpty) {
  const std::string file = R"({"os2sync.filter_hierarchy_names": ["Linjeorganisation"]})";
  EXPECT_THAT(load(file).settings.rules.filter_hierarchy_names, ElementsAre("Linjeorganisation"));
  EXPECT_THAT(load(file, {{"FILTER_HIERARCHY_NAMES", "[]"}}).settings.rules.filter_hierarchy_names, IsEmpty());
  EXPECT_THAT(load(file, {{"FILTER_HIERARCHY_NAMES", "A,B"}}).settings.rules.filter_hierarchy_names,
              ElementsAre("A", "B"));
}

TEST(LoadSettings, MergesObjectsMemberByMember) {
  const std::string file = R"({"os2sync.templates": {"person.name": "{{ name }}", "person.user_id": "x"}})";
  EXPECT_THAT(load(file, {{"TEMPLATES", R"({"unit.name": "y", "person.name": null})"}}).settings.templates,
              ElementsAre(Pair("person.user_id", "x"), Pair("unit.name", "y")));
  EXPECT_THAT(load(file, {{"TEMPLATES", R"({"person.name": null, "person.user_id": null})"}}).settings.templates,
              IsEmpty());
}

TEST(LoadSettings, UnderstandsObjectsInsideEachOtherAsDottedKeys) {
  const LoadedSettings loaded = load(R"({"os2sync": {"autowash": true, "ignored": {"unit_types":
      ["bbbbbbbb-0000-4000-8000-000000000001"]}}, "mora": {"base": "http://mo"}, "os2sync.guard": {"user_count": 3}})");
  EXPECT_TRUE(loaded.settings.autowash);
  EXPECT_EQ(loaded.settings.os2mo.base_url, "http://mo");
  EXPECT_EQ(loaded.settings.guards.users.count, 3U);
  EXPECT_EQ(loaded.settings.rules.ignored_unit_types.size(), 1U);
  EXPECT_THAT(find_loaded(loaded, "os2sync.ignored.unit_types").origin.to_string(), "settings.json:1");
}

TEST(LoadSettings, RefusesOneKeyGivenWithDotsAndAsAnObject) {
  EXPECT_THAT(faults_of("{\"os2sync.autowash\": true,\n\"os2sync\": {\"autowash\": true}}"),
              ElementsAre("settings.json:2: os2sync.autowash: stands here and in line 1; keep one of them"));
}

TEST(LoadSettings, AcceptsOneUserNameSystemOrSeveral) {
  for (const char* file :
       {R"({"os2sync.user_key_it_system_name": "AD"})", R"({"os2sync.user_key_it_system_name": ["AD"]})",
        R"({"os2sync.user_key_it_system_names": ["AD"]})"}) {
    EXPECT_THAT(load(file).settings.rules.user_name_it_systems, ElementsAre("AD")) << file;
  }
  EXPECT_THAT(
      load(std::nullopt, {{"USER_KEY_IT_SYSTEM_NAMES", R"(["AD", "B"])"}, {"OS2SYNC_USER_KEY_IT_SYSTEM_NAME", "C"}})
          .settings.rules.user_name_it_systems,
      ElementsAre("AD", "B"));
}

TEST(Crontab, StandsForTheVariableBetweenTheEnvironmentAndTheFilesOwnKeys) {
  const std::string file = R"({"os2sync.autowash": true,
    "crontab.OS2SYNC_AUTOWASH": false, "crontab.SYNC_CPR": true, "crontab.OS2SYNC_FILTER_HIERARCHY_NAMES": "[\"A\"]",
    "crontab.OS2SYNC_GUARD_USER_COUNT": 7})";
  const LoadedSettings loaded = load(file);
  EXPECT_FALSE(loaded.settings.autowash);
  EXPECT_TRUE(loaded.settings.rules.xfer_cpr);
  EXPECT_THAT(loaded.settings.rules.filter_hierarchy_names, ElementsAre("A"));
  EXPECT_EQ(loaded.settings.guards.users.count, 7U);
  EXPECT_EQ(find_loaded(loaded, "os2sync.xfer_cpr").origin.to_string(), "settings.json:2");
  EXPECT_THAT(loaded.warnings, ElementsAre("settings.json:2 and settings.json:1 disagree about os2sync.autowash; "
                                           "settings.json:2 is used, remove the other"));
  EXPECT_TRUE(load(file, {{"AUTOWASH", "true"}}).settings.autowash);
}

TEST(Crontab, PassesOverListsObjectsBlanksAndWhatIsNoSetting) {
  const LoadedSettings loaded = load(R"({"crontab.OS2SYNC_FILTER_HIERARCHY_NAMES": ["A"], "crontab.AUTOWASH": {"a": 1},
    "crontab.SYNC_CPR": "", "crontab.USE_NICKNAME": null, "crontab.RUN_MOX_ADVIS": true, "crontab.BACKUP": "x"})");
  EXPECT_THAT(loaded.warnings, IsEmpty());
  EXPECT_THAT(loaded.settings.rules.filter_hierarchy_names, IsEmpty());
  EXPECT_FALSE(loaded.settings.autowash);
}

TEST(Crontab, RefusesMisspeltNamesOfOurOwn) {
  EXPECT_THAT(faults_of(R"({"crontab.OS2SYNC_AUTOWAHS": true})"),
              ElementsAre("settings.json:1: 'crontab.OS2SYNC_AUTOWAHS' is not a setting; did you mean "
                          "crontab.OS2SYNC_AUTOWASH?"));
}

TEST(IsSwitchedOn, AsksForRunOs2syncAlone) {
  SettingsSources from;
  EXPECT_FALSE(is_switched_on(from));
  from.file = SettingsFile{"settings.json", R"({"crontab.RUN_OS2SYNC": true})"};
  EXPECT_TRUE(is_switched_on(from));
  from.environment["RUN_OS2SYNC"] = "false";
  EXPECT_FALSE(is_switched_on(from));
  from.environment["RUN_OS2SYNC"] = "true";
  from.file->text = R"({"crontab.RUN_OS2SYNC": false})";
  EXPECT_TRUE(is_switched_on(from));
  EXPECT_TRUE(load(R"({"crontab.RUN_OS2SYNC": true})").settings.switched_on);
}

TEST(IsSwitchedOn, LetsTheRunTellWhatCannotBeRead) {
  SettingsSources from;
  from.file = SettingsFile{"settings.json", "{"};
  EXPECT_TRUE(is_switched_on(from));
  from.file->text = R"({"crontab.RUN_OS2SYNC": "perhaps"})";
  EXPECT_TRUE(is_switched_on(from));
}

TEST(FindRisks, TellsWhenTheTwoWaysToNameTheTitlesFieldDisagree) {
  Settings settings;
  settings.use_extension_field = true;
  settings.rules.job_title_extension = 3;
  EXPECT_THAT(find_risks(settings, Language::english), IsEmpty());
  settings.rules.job_title_extension = 1;
  EXPECT_THAT(find_risks(settings, Language::english),
              ElementsAre(HasSubstr("os2sync.use_extension_field_as_job_function")));
}

TEST(LoadSettings, NeedsNoLoginToOs2moWithTheLcDatabase) {
  SettingsSources from =
      test::sources(R"({"os2sync.use_lc_db": true, "lc-for-jobs.actual_db_name": "/lc/ActualState"})");
  from.environment.erase("OS2SYNC_CLIENT_SECRET");
  EXPECT_THAT(faults_of(from), IsEmpty());
  from.file->text = R"({"lc-for-jobs.actual_db_name": "/lc/ActualState"})";
  EXPECT_THAT(faults_of(from), ElementsAre(HasSubstr("client_secret: not set")));
}

TEST(LoadSettings, WantsTheWholePathOfTheLcDatabase) {
  EXPECT_THAT(faults_of(R"({"os2sync.use_lc_db": true, "lc-for-jobs.actual_db_name": "ActualState"})"),
              ElementsAre(HasSubstr("lc-for-jobs.actual_db_name: os2sync.use_lc_db needs the whole path")));
  EXPECT_THAT(faults_of(R"({"os2sync.use_lc_db": true})"),
              ElementsAre(HasSubstr("'ActualState.db' means another file")));
  EXPECT_THAT(faults_of(R"({"lc-for-jobs.actual_db_name": "ActualState"})"), IsEmpty());
}

TEST(LoadSettings, LetsTheSourceKnowWhetherThereAreTemplates) {
  EXPECT_TRUE(load(R"({"os2sync.templates": {"person.name": "x"}})").settings.rules.has_templates);
  EXPECT_FALSE(load(R"({"os2sync.templates": {"person.name": null}})").settings.rules.has_templates);
}

TEST(FindRisks, TellsWhenATemplateMakesACprNumberPartOfAName) {
  Settings settings;
  settings.templates = {{"person.user_id", "{{ person.context.cpr_no }}"}};
  EXPECT_THAT(find_risks(settings, Language::english), IsEmpty());
  settings.rules.xfer_cpr = true;
  EXPECT_THAT(find_risks(settings, Language::english), ElementsAre(HasSubstr("os2sync.templates uses cpr_no")));
}

TEST(LoadSettings, FitsTextLimitsToTheServerVersion) {
  const TextLimits three = load(R"({"os2sync.server_version": 3})").settings.rules.limits;
  EXPECT_EQ(three.text, 200U);
  EXPECT_EQ(three.person_name, 100U);
  EXPECT_EQ(three.position_name, 200U);
  const TextLimits four =
      load(R"({"os2sync.server_version": 4, "os2sync.truncate_length": 1000})").settings.rules.limits;
  EXPECT_EQ(four.text, 255U);
  EXPECT_EQ(four.person_name, 255U);
  EXPECT_EQ(four.position_name, 200U);
  const TextLimits asked = load(R"({"os2sync.truncate_length": 60})").settings.rules.limits;
  EXPECT_EQ(asked.text, 60U);
  EXPECT_EQ(asked.person_name, 60U);
  EXPECT_EQ(asked.position_name, 200U);
  EXPECT_EQ(load(R"({"os2sync.server_version": 3, "os2sync.truncate_length": 60})").settings.rules.limits.person_name,
            60U);
}

TEST(LoadSettings, HandsTheFieldOwnershipToTheRules) {
  const Rules rules =
      load(R"({"os2sync.field_ownership": {"User.Email": "theirs", "Unit.Ean": "fill-if-empty"}})").settings.rules;
  EXPECT_TRUE(rules.user_owners.theirs[bit_of(FieldId::email)]);
  EXPECT_TRUE(rules.unit_owners.fill_if_empty[bit_of(FieldId::ean)]);
  EXPECT_TRUE(rules.unit_owners.theirs.none());
}

TEST(LoadSettings, TakesATruncateLengthShorterThanAUuid) {
  EXPECT_EQ(load(R"({"os2sync.truncate_length": 10})").settings.rules.limits.text, 10U);
}

TEST(LoadSettings, NamesKeyPlaceValueAndRemedyOfAWrongValue) {
  EXPECT_THAT(
      faults_of("{\n\n\"os2sync.filter_orgunit_uuid\": [\"abc\"]}"),
      ElementsAre("settings.json:3: os2sync.filter_orgunit_uuid: 'abc' is not a uuid; give the uuids of units as OS2MO "
                  "shows them"));
  EXPECT_THAT(
      faults_of(std::nullopt, {{"TOP_UNIT_UUID", "abc"}}),
      ElementsAre("TOP_UNIT_UUID: os2sync.top_unit_uuid: 'abc' is not a uuid; give the uuid of the top unit as OS2MO "
                  "shows it"));
}

TEST(LoadSettings, ReportsAllFaultsTogetherInTheOrderOfTheFile) {
  SettingsSources bad;
  bad.file = SettingsFile{"settings.json",
                          "{\n\"os2sync.xfer_cpr\": \"maybe\",\n\"os2sync.autowahs\": true,\n"
                          "\"mora.base\": \"localhost\",\n\"municipality.cvr\": 123}"};
  bad.environment = {{"OS2SYNC_CONNECTIONS", "5"}};
  EXPECT_THAT(faults_of(bad),
              ElementsAre(HasSubstr("settings.json:2: os2sync.xfer_cpr: 'maybe'"),
                          "settings.json:3: 'os2sync.autowahs' is not a setting; did you mean os2sync.autowash?",
                          HasSubstr("settings.json:4: mora.base: 'localhost'"),
                          HasSubstr("settings.json:5: municipality.cvr: '123'"),
                          HasSubstr("OS2SYNC_CONNECTIONS: os2sync.connections: '5' is out of range"),
                          HasSubstr("client_secret: not set"), HasSubstr("os2sync.top_unit_uuid: not set")));
}

TEST(LoadSettings, ThrowsOneErrorWithALineForEachFault) {
  try {
    load_settings({});
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::settings);
    EXPECT_THAT(error.what(), HasSubstr("municipality.cvr: not set"));
    EXPECT_THAT(error.what(),
                HasSubstr("\nos2sync.top_unit_uuid: not set; give it in settings.json or as the environment "
                          "variable OS2SYNC_TOP_UNIT_UUID"));
  }
}

TEST(LoadSettings, NeedsNoCvrWhenNothingIsSent) {
  SettingsSources stub = test::sources(R"({"os2sync.api_url": "stub"})");
  stub.environment.erase("OS2SYNC_MUNICIPALITY_CVR");
  EXPECT_THAT(faults_of(stub), IsEmpty());
  EXPECT_TRUE(load_settings(stub).settings.os2sync.is_stub());
  stub.file->text = "{}";
  EXPECT_THAT(faults_of(stub), ElementsAre(HasSubstr("municipality.cvr: not set")));
}

TEST(LoadSettings, StopsAtBrokenJsonWithItsPlace) {
  EXPECT_THAT(faults_of("{\"a\": 1,\n}"),
              ElementsAre("settings.json:2:1: not valid JSON: expected a key in double quotes, found '}'"));
  EXPECT_THAT(faults_of("[]"), ElementsAre("settings.json:1: settings are one JSON object, {\"key\": value, …}"));
}

TEST(LoadSettings, RefusesAPrivateKeyWithoutItsCertificate) {
  EXPECT_THAT(faults_of(R"({"os2sync.client_key": "/k", "mora.client_key": "/k", "mora.client_certificate": "/c"})"),
              ElementsAre("os2sync.client_key: is given without os2sync.client_certificate; give both or neither"));
  EXPECT_THAT(faults_of(R"({"mora.client_key": "/k"})"), ElementsAre(HasSubstr("mora.client_key: is given without")));
}

TEST(LoadSettings, WarnsLoudlyWhenCertificatesAreNotChecked) {
  EXPECT_THAT(
      load(R"({"os2sync.ca_verify_os2mo": false, "os2sync.ca_verify_os2sync": false})").warnings,
      ElementsAre(HasSubstr("os2sync.ca_verify_os2mo is false"), HasSubstr("os2sync.ca_verify_os2sync is false")));
}

TEST(LoadSettings, WarnsWhenCprNumbersOrTheKeyLeaveThisHostUnencrypted) {
  const std::string file = R"({"os2sync.api_url": "http://os2sync:5000/api", "os2sync.xfer_cpr": )";
  EXPECT_THAT(load(file + "true}").warnings, ElementsAre(HasSubstr("CPR numbers can be read on the way")));
  EXPECT_THAT(load(file + "false, \"os2sync.api_key\": \"k\"}").warnings,
              ElementsAre(HasSubstr("the ApiKey can be read")));
  EXPECT_THAT(load(file + "false}").warnings, IsEmpty());
  EXPECT_THAT(load(R"({"os2sync.api_url": "https://os2sync/api", "os2sync.xfer_cpr": true})").warnings, IsEmpty());
  EXPECT_THAT(load(R"({"os2sync.xfer_cpr": true})").warnings, IsEmpty());
}

TEST(LoadSettings, WarnsWhenTheServerTakesLessThanTruncateLength) {
  EXPECT_THAT(load(R"({"os2sync.truncate_length": 256})").warnings, ElementsAre(HasSubstr("OS2sync 4 takes 255")));
  EXPECT_THAT(load(R"({"os2sync.truncate_length": 201, "os2sync.server_version": 3})").warnings,
              ElementsAre(HasSubstr("OS2sync 3 takes 200")));
  EXPECT_THAT(load(R"({"os2sync.truncate_length": 255})").warnings, IsEmpty());
}

TEST(FindSettingsFileCandidates, PutsTheNamedFileInPlaceOfTheSearchPath) {
  EXPECT_THAT(find_settings_file_candidates("my.json"), ElementsAre("my.json"));
  EXPECT_THAT(find_settings_file_candidates(std::nullopt),
              ElementsAre("./settings/settings.json", "/opt/dipex/os2mo-data-import-and-export/settings/settings.json",
                          "/etc/os2sync-export/settings.json"));
}

/// Either settings or faults, whatever the bytes; and no fault without a text.
void expect_verdict(const std::string& text) {
  const auto result = try_load_settings(test::sources(text));
  if (const auto* faults = std::get_if<SettingsFaults>(&result)) {
    RC_ASSERT(!faults->lines.empty());
    for (const std::string& line : faults->lines) RC_ASSERT(!line.empty());
  }
}

RC_GTEST_PROP(LoadSettings, SurvivesArbitraryBytes, (const std::string& text)) { expect_verdict(text); }

RC_GTEST_PROP(LoadSettings, SurvivesArbitraryChangesOfAGoodFile, ()) {
  std::string text = R"({"os2sync": {"ignored": {"unit_levels": ["aaaaaaaa-0000-4000-8000-000000000001"]}},
    "os2sync.unit_address_table": [{"scope": "TEXT", "user_key": "DtrId", "field": "DtrId"}], "mora.page_size": 100,
    "os2sync.templates": {}, "municipality.cvr": 12345678, "client_secret": "ÆØ\u00e5\n", "other": [1.5e3, null]})";
  const auto changes = *rc::gen::inRange(1, 6);
  for (int i = 0; i < changes; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto byte = static_cast<char>(*rc::gen::inRange(0, 256));
    if (*rc::gen::arbitrary<bool>()) {
      text[at] = byte;
    } else {
      text.erase(at, *rc::gen::inRange<std::size_t>(1, 20));
    }
    if (text.empty()) break;
  }
  expect_verdict(text);
}

RC_GTEST_PROP(LoadSettings, SurvivesArbitraryVariables, (const std::string& value)) {
  std::string text;
  for (const char c : value) {
    if (c != '\0') text += c;
  }
  for (const char* name : {"TOP_UNIT_UUID", "OS2SYNC_UNIT_ADDRESS_TABLE", "TEMPLATES", "MORA_BASE", "LOG_LEVEL",
                           "USER_KEY_IT_SYSTEM_NAMES", "CLIENT_SECRET", "OS2SYNC_RETRY_SECONDS"}) {
    (void)try_load_settings(test::sources(std::nullopt, {{name, text}}));
  }
}

}  // namespace
}  // namespace os2sync
