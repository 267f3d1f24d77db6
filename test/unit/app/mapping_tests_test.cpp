// SPDX-License-Identifier: MPL-2.0
/// @file A municipality's own mapping tests: what they can say, when they pass, what a failing one tells.
#include "app/mapping_tests.hpp"

#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/config_builders.hpp"
#include "support/rules_templates.hpp"

namespace os2sync {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// The differences of one test under some more settings ("\"key\": value, …"; may be empty).
std::vector<std::string> differences(const std::string& test, const std::string& settings = "",
                                     Language language = Language::english) {
  const std::string comma = settings.empty() ? "" : ",";
  const LoadedSettings loaded =
      test::load(fmt::format(R"({{{}{} "os2sync.tests": [{{"name": "t", {}}}]}})", settings, comma, test));
  return run_mapping_test(loaded.settings.mapping_tests.at(0), loaded.settings.rules, nullptr, language).differences;
}

constexpr const char* kHanne = R"("person": {"name": "Hanne Bo Hansen", "nickname": "Hanne H", "user_key": "HBH",
  "engagements": [{"title": "Lærer", "unit": "Skolen", "from": "2024-02-01"}, {"id": "e2", "title": "Leder"}],
  "accounts": [{"system": "Active Directory", "user_key": "hanne"}],
  "addresses": [{"scope": "PHONE", "value": "12345678"}, {"scope": "EMAIL", "value": "h@x.dk"}]})";

TEST(MappingTests, ComparesThePersonsFields) {
  EXPECT_THAT(differences(std::string{kHanne} + R"(, "expect": {"Uuid": "Hanne Bo Hansen", "UserId": "hanne",
      "Person.Name": "Hanne Bo Hansen", "PhoneNumber": "12345678", "Email": "h@x.dk", "Landline": null,
      "Positions": ["Leder @ top", "Lærer @ Skolen"]})"),
              IsEmpty());
}

TEST(MappingTests, TellEveryFieldThatDiffersInBothLanguages) {
  const std::string test = std::string{kHanne} +
                           R"(, "expect": {"UserId": "hans", "PhoneNumber": null, "Landline": "1",
                           "Positions": ["Lærer @ Skolen", "Leder @ top"]})";
  EXPECT_THAT(differences(test),
              ElementsAre("Landline: expected '1', got nothing", "PhoneNumber: expected nothing, got '12345678'",
                          "Positions: expected 'Lærer @ Skolen', 'Leder @ top', got 'Leder @ top', "
                          "'Lærer @ Skolen'",
                          "UserId: expected 'hans', got 'hanne'"));
  EXPECT_THAT(differences(test, "", Language::danish), testing::Contains("UserId: ventede 'hans', fik 'hanne'"));
}

TEST(MappingTests, HidesAnAddressThatMayNotBeShown) {
  const auto expecting = [](const char* visibility, const char* expected, const char* settings) {
    return differences(fmt::format(R"("person": {{"name": "H", "engagements": [{{"title": "L"}}],
        "addresses": [{{"scope": "PHONE", "value": "1", "visibility": {}}}]}}, "expect": {{"PhoneNumber": {}}})",
                                   visibility, expected),
                       settings);
  };
  EXPECT_THAT(expecting("\"PUBLIC\"", "\"1\"", ""), IsEmpty());
  EXPECT_THAT(expecting("\"SECRET\"", "null", ""), IsEmpty());
  EXPECT_THAT(expecting("null", "\"1\"", ""), IsEmpty());
  EXPECT_THAT(expecting("null", "null", R"("os2sync.require_visibility": true)"), IsEmpty());
}

TEST(MappingTests, KnowsSeveralUsersOfOnePersonByTheirFkUuids) {
  const std::string test =
      R"("person": {"name": "H", "engagements": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
    "accounts": [{"system": "FK", "user_key": "bbbbbbbb-0000-4000-8000-000000000002", "engagements": ["b"]},
                 {"system": "FK", "user_key": "bbbbbbbb-0000-4000-8000-000000000001", "engagements": ["a"]}],
    "addresses": [{"scope": "PHONE", "value": "1", "engagement": "a"}, {"scope": "PHONE", "value": "2", "engagement": "b"}]},
    "expect": [{"Uuid": "bbbbbbbb-0000-4000-8000-000000000001", "Positions": "A @ top", "PhoneNumber": "1"},
               {"Uuid": "bbbbbbbb-0000-4000-8000-000000000002", "Positions": "B @ top", "PhoneNumber": "2"}])";
  EXPECT_THAT(differences(test, R"("os2sync.uuid_from_it_systems": ["FK"])"), IsEmpty());
}

TEST(MappingTests, ExpectsNothingWhereNothingIsSent) {
  const std::string nobody = R"("person": {"name": "H"}, "expect": null)";
  EXPECT_THAT(differences(nobody), IsEmpty());
  const std::string somebody = R"("person": {"name": "H", "engagements": [{"title": "L"}]}, "expect": null)";
  EXPECT_THAT(differences(somebody), ElementsAre("expected 0 to be sent, got 1"));
}

TEST(MappingTests, TellsWhyNothingIsSent) {
  const std::string test = R"("person": {"name": "H", "engagements": [{"title": "L"}]}, "expect": {"UserId": "h"})";
  EXPECT_THAT(differences(test, R"("os2sync.filter_users_by_it_system": true)"),
              ElementsAre("expected 1 to be sent, got 0", HasSubstr("account")));
}

TEST(MappingTests, CanSayWhatTemplatesAloneShow) {
  const LoadedSettings loaded = test::load(
      R"({"os2sync.tests": [{"name": "t", "person": {"name": "H", "seniority": "2001-02-03", "organisation": "Byen",
          "engagements": [{"title": "L"}]}, "expect": {"Person.Name": "Byen 2001-02-03"}}]})");
  test::FakeTemplates templates;
  templates.answer_name = [](const PersonContext& person) {
    return TemplateAnswer{person.organisation->name + " " + person.seniority->to_string()};
  };
  const auto& mapping_test = loaded.settings.mapping_tests.at(0);
  EXPECT_THAT(run_mapping_test(mapping_test, loaded.settings.rules, &templates, Language::english).differences,
              IsEmpty());
}

TEST(MappingTests, SendsACprNumberThatIsNobodysOnlyWhenSettingsSaySo) {
  const std::string person = R"("person": {"name": "H", "cpr": true, "engagements": [{"title": "L"}]}, "expect": )";
  EXPECT_THAT(differences(person + R"({"Person.Cpr": null})"), IsEmpty());
  EXPECT_THAT(differences(person + R"({"Person.Cpr": "[cpr]"})", R"("os2sync.xfer_cpr": true)"), IsEmpty());
  EXPECT_THAT(differences(person + R"({"Person.Cpr": null})", R"("os2sync.xfer_cpr": true)"),
              ElementsAre("Person.Cpr: expected nothing, got '[cpr]'"));
}

constexpr const char* kIgnored = "cccccccc-0000-4000-8000-000000000001";

TEST(MappingTests, PutsAUnitUnderTheNearestOneThatIsSent) {
  const std::string test = fmt::format(R"("units": [{{"name": "Klub", "type": "{}"}}],
    "unit": {{"name": "Team", "parent": "Klub"}}, "expect": {{"ParentOrgUnitUuid": "top", "Name": "Team"}})",
                                       kIgnored);
  EXPECT_THAT(differences(test), ElementsAre("ParentOrgUnitUuid: expected 'top', got 'Klub'"));
  EXPECT_THAT(differences(test, fmt::format(R"("os2sync.ignored.unit_types": ["{}"])", kIgnored)), IsEmpty());
}

TEST(MappingTests, GivesAManagerTheAccountThatMakesAUserInNewMode) {
  const std::string test = R"("unit": {"name": "Team", "manager": "Bo Berg"},
      "units": [{"name": "Hold", "manager": "Ea Eg"}], "expect": {"ManagerUuid": "Bo Berg"})";
  const std::string settings = R"("os2sync.sync_managers": true, "os2sync.new": true)";
  EXPECT_THAT(differences(test, settings), IsEmpty());
  EXPECT_THAT(differences(test, settings + R"(, "os2sync.it_system_user_keys": ["AD", "Active Directory"])"),
              IsEmpty());
  EXPECT_THAT(differences(test, settings + R"(, "os2sync.randomize_fk_org_uuid": true)"), IsEmpty());
}

TEST(MappingTests, KnowsManagersKleHierarchiesAndAddressesOfUnits) {
  const std::string test = R"("unit": {"name": "Team", "manager": "Bo Berg", "hierarchy": "Linje",
      "kle": [{"number": "27.60", "aspects": ["Udførende"]}, {"number": "00.01", "aspects": ["Udførende", "Ansvarlig"]}],
      "addresses": [{"scope": "EAN", "value": "5790"}, {"scope": "TEXT", "user_key": "DtrId", "value": "d"}]},
    "expect": {"ManagerUuid": "Bo Berg", "Tasks": ["27.60", "00.01"], "ContactForTasks": "00.01", "Ean": "5790",
               "DtrId": "d"})";
  const std::string settings = R"("os2sync.sync_managers": true, "os2sync.use_contact_for_tasks": true,
      "os2sync.filter_users_by_it_system": true, "os2sync.filter_hierarchy_names": [")";
  EXPECT_THAT(differences(test, settings + "Linje\"]"), IsEmpty());
  EXPECT_THAT(differences(test, settings + "Stab\"]"), ElementsAre("expected 1 to be sent, got 0"));
}

TEST(MappingTests, SaysThatAFieldIsLeftAlone) {
  const std::string test = R"("unit": {"name": "Team", "manager": "Bo Berg"}, "expect": {"ManagerUuid": )";
  EXPECT_THAT(differences(test + "\"Bo Berg\"}"),
              ElementsAre("ManagerUuid: expected 'Bo Berg', but these settings leave the field as it is in FK-ORG"));
  EXPECT_THAT(differences(test + "null}"), IsEmpty());
}

TEST(MappingTests, NamesAUnitByItsOwnNameWhateverItsFkUuid) {
  const std::string test = R"("units": [{"name": "Skolen",
      "accounts": [{"system": "FK", "user_key": "bbbbbbbb-0000-4000-8000-000000000001"}]}],
    "person": {"name": "H", "engagements": [{"title": "L", "unit": "Skolen"}]}, "expect": {"Positions": ["L @ Skolen"]})";
  EXPECT_THAT(differences(test, R"("os2sync.uuid_from_it_systems": ["FK"])"), IsEmpty());
}

/// What is wrong with one test's text, without the place and the test's number.
std::string fault_of(const std::string& test) {
  const std::vector<std::string> faults = test::faults_of(fmt::format(R"({{"os2sync.tests": [{}]}})", test));
  constexpr std::string_view kPlace = "settings.json:1: os2sync.tests: test 1: ";
  if (faults.size() != 1 || !faults[0].starts_with(kPlace)) return fmt::format("{}", fmt::join(faults, "\n"));
  return faults[0].substr(kPlace.size());
}

TEST(ReadMappingTests, NamesTheMemberThatIsWrong) {
  const std::string expect = R"(, "expect": null)";
  EXPECT_THAT(fault_of("1"), StartsWith("'1' is no object"));
  EXPECT_THAT(fault_of("{}"), StartsWith("name is missing"));
  EXPECT_THAT(fault_of(R"({"name": "t"})"), StartsWith("t: a test is about either a person or a unit"));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H"}, "unit": {"name": "U"}})"),
              StartsWith("t: a test is about either a person or a unit"));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H"}})"), StartsWith("t: expect: expect is missing"));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {}, "expect": null})"), StartsWith("t: person: name is missing"));
  EXPECT_EQ(fault_of(R"({"name": "t", "person": {"name": "H", "adresses": []})" + expect + "}"),
            "t: person: 'adresses' does not belong here; did you mean addresses?");
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H", "zzz": []})" + expect + "}"),
              AllOf(StartsWith("t: person: 'zzz' does not belong here; known are name, "), HasSubstr("engagements")));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H", "addresses": 1})" + expect + "}"),
              StartsWith("t: person: addresses: '1' is no list"));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H", "addresses": [{"scope": "DAR"}]})" + expect + "}"),
              StartsWith("t: person: addresses: value is missing"));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H", "accounts": [{}]})" + expect + "}"),
              StartsWith("t: person: accounts: system is missing"));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H", "engagements": [{"from": "now"}]})" + expect + "}"),
              StartsWith("t: person: engagements: from: 'now' is no day"));
  EXPECT_THAT(fault_of(R"({"name": "t", "person": {"name": "H"}, "expect": {"UserID": "h"}})"),
              StartsWith("t: expect: 'UserID' does not belong here; did you mean UserId?"));
  EXPECT_THAT(fault_of(R"({"name": "t", "unit": {"name": "H"}, "expect": {"UserId": "h"}})"),
              StartsWith("t: expect: 'UserId' does not belong here"));
  EXPECT_THAT(test::faults_of(R"({"os2sync.tests": "x"})"), ElementsAre(HasSubstr("'x' is no list of tests")));
}

TEST(MappingTestsPage, HoldsExamplesThatPass) {
  std::ifstream page{"docs/mapping-tests.md"};
  std::ostringstream content;
  content << page.rdbuf();
  const std::string text = content.str();
  const std::size_t begin = text.find("```json\n");
  ASSERT_NE(begin, std::string::npos);
  const std::string example = text.substr(begin + 8, text.find("```", begin + 8) - begin - 8);
  const LoadedSettings loaded = test::load(example);
  EXPECT_GT(loaded.settings.mapping_tests.size(), 2U);
  for (const MappingTest& mapping_test : loaded.settings.mapping_tests) {
    const auto result = run_mapping_test(mapping_test, loaded.settings.rules, nullptr, Language::english);
    EXPECT_THAT(result.differences, IsEmpty()) << mapping_test.name;
  }
}

}  // namespace
}  // namespace os2sync
