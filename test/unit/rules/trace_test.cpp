// SPDX-License-Identifier: MPL-2.0
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/rule_names.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ContainerEq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace test;

/// A town in which every rule has something to decide.
Town busy_town() {
  Town town;
  town.add_anna();
  town.add_class("H1", "org_unit_hierarchy", "linjeorg", "Linjeorganisation");
  town.rows.units[1].hierarchy = id("H1");
  town.unit("U2", "U1").hierarchy = id("H1");
  town.unit("U3", "U2");
  town.unit("U4").hierarchy = id("H1");
  town.unit("U9", "");
  town.rules.filter_hierarchy_names = {"Linjeorganisation"};
  town.rules.filter_units = {id("U3")};
  town.rules.uuid_from_it_systems = {"FK"};
  town.rules.filter_users_by_it_system = true;
  town.rules.limits.text = 4;
  town.rules.user_owners.theirs.set(bit_of(FieldId::email));
  town.account("P1", "AD", "anna");
  town.account("U4", "FK", fk("FU1"));
  town.account("U1", "FK", fk("FU1"));
  town.address("A1", "P1", "TE1", "a@k");
  town.address("A2", "P1", "TE1", "b@k", "SECRET");
  town.address("A3", "U1", "TE1", "c@k");
  return town;
}

std::vector<TraceStep> steps_about(const Town& town, std::string_view symbol) {
  Trace trace{id(symbol)};
  town.map(&trace);
  return trace.steps();
}

std::set<std::string> rule_names() { return {rule::kAll.begin(), rule::kAll.end()}; }

TEST(Trace, HearsOfEveryRuleThatHasAName) {
  std::set<std::string> heard;
  const Town town = busy_town();
  for (const char* const symbol : {"TOP", "U1", "U3", "U4", "U9", "P1"}) {
    for (const TraceStep& step : steps_about(town, symbol)) heard.insert(step.rule);
  }
  Town new_town;
  new_town.rules.new_mode = true;
  new_town.rules.new_mode_it_systems = {"ad-key"};
  new_town.rows.it_systems.push_back({id("FKORG"), "FK-ORG-UUID", "FK-ORG"});
  new_town.add_anna();
  for (const TraceStep& step : steps_about(new_town, "P1")) heard.insert(step.rule);
  EXPECT_THAT(heard, ContainerEq(rule_names()));
}

TEST(Trace, NamesTheSettingThatDecided) {
  for (const TraceStep& step : steps_about(busy_town(), "U3")) {
    if (step.rule == rule::kUnitFilter) {
      EXPECT_EQ(step.setting, "os2sync.filter_orgunit_uuid");
      EXPECT_THAT(step.decided.english, HasSubstr("not transferred"));
      return;
    }
  }
  FAIL() << "no step of rule unit.filter";
}

TEST(Trace, NamesTheListThatDecidesBetweenAddresses) {
  Town town = busy_town();
  town.add_type("tPnr", "PNUMBER");
  town.address("A4", "U1", "tPnr", "1003");
  town.rules.work_address_types = {"tPnr"};
  std::set<std::pair<std::string, std::string>> settings;
  for (const char* const symbol : {"U1", "P1"}) {
    for (const TraceStep& step : steps_about(town, symbol))
      if (step.decided.english.starts_with("fills")) settings.emplace(step.decided.english, step.setting);
  }
  EXPECT_THAT(settings, testing::Contains(testing::Pair("fills Location", "os2sync.unit_address_table")));
  EXPECT_THAT(settings, testing::Contains(testing::Pair("fills Email", "os2sync.email_scope_classes")));
}

TEST(Trace, HearsNothingOfOtherObjects) { EXPECT_THAT(steps_about(busy_town(), "P7"), IsEmpty()); }

TEST(Trace, NeverHoldsACprNumber) {
  Town town = busy_town();
  town.rules.xfer_cpr = true;
  town.rows.persons[0].cpr = Cpr::parse("0101011234");
  const auto steps = steps_about(town, "P1");
  ASSERT_THAT(steps, Not(IsEmpty()));
  for (const TraceStep& step : steps)
    EXPECT_THAT(step.saw.english + step.decided.english + step.saw.danish + step.decided.danish,
                Not(HasSubstr("0101011234")));
}

TEST(Trace, EndsWithTheReasonWhenNobodyIsSent) {
  Town town = busy_town();
  town.rows.engagements[0].unit = id("U9");
  const auto steps = steps_about(town, "P1");
  ASSERT_THAT(steps, SizeIs(2));
  EXPECT_EQ(steps.back().rule, rule::kUserPositions);
  EXPECT_THAT(steps.back().decided.english, HasSubstr("no user"));
}

/// "rule: saw → decided" of all steps, in order.
std::vector<std::string> told_about(const Town& town, std::string_view symbol) {
  std::vector<std::string> told;
  for (const TraceStep& step : steps_about(town, symbol))
    told.push_back(step.rule + ": " + step.saw.english + " → " + step.decided.english);
  return told;
}

TEST(Trace, TellsEachAccountThatContradictsAnotherWithItsSystemAndValue) {
  Town town;
  town.add_anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"));
  town.account("P1", "FK", fk("FP2"));
  town.account("P1", "FK", "ukendt");
  town.account("P1", "AD", "anna", {"E1"});
  const auto told = told_about(town, "P1");
  for (const std::string& value : {"says the FK uuid " + fk("FP1"), "says the FK uuid " + fk("FP2"),
                                   std::string{"'ukendt' is no FK uuid: not used"}})
    EXPECT_THAT(told, testing::Contains(
                          testing::AllOf(HasSubstr("user.accounts: IT account "), testing::EndsWith("→ " + value))));
  EXPECT_THAT(told, testing::Contains(testing::EndsWith(", tied to 1 engagement(s) → says the user name 'anna'")));
  EXPECT_THAT(told, testing::Contains(HasSubstr("they contradict each other")));
}

TEST(Trace, TellsOfAUnitsAccountsWhyOneGivesNoFkUuid) {
  Town town;
  town.add_anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("U1", "FK", "ukendt");
  town.account("U1", "AD", "x");
  const auto told = told_about(town, "U1");
  EXPECT_THAT(told, testing::Contains(testing::AllOf(HasSubstr("unit.uuid: IT account "),
                                                     testing::EndsWith("'ukendt' is no FK uuid: not used"))));
  EXPECT_THAT(told, testing::Contains(testing::EndsWith("its it-system gives neither FK uuid nor user name")));
}

TEST(Trace, MasksAnAccountThatHoldsACprNumber) {
  Town town;
  town.add_anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", "0101611234");
  town.account("P1", "AD", "0101611234");
  for (const std::string& step : told_about(town, "P1")) {
    if (!step.starts_with("user.accounts: ")) continue;
    EXPECT_THAT(step, Not(HasSubstr("0101611234")));
  }
}

TEST(Trace, SaysHowManyEngagementsWereReadWhenThereIsNoPosition) {
  Town town;
  town.add_anna();
  town.rows.engagements.clear();
  EXPECT_THAT(told_about(town, "P1").back(),
              HasSubstr("0 engagement(s) of today; ended and future ones are not read → no position"));
  town.rules.future_engagements = true;
  EXPECT_THAT(told_about(town, "P1").back(), HasSubstr("0 engagement(s) of today or later; ended ones are not read"));
}

TEST(Trace, SaysThatAnEngagementBeginsLater) {
  Town town;
  town.add_anna();
  town.rows.engagements[0].is_future = true;
  EXPECT_THAT(told_about(town, "P1"), testing::Contains(testing::EndsWith("begins later: no position")));
}

TEST(Trace, TellsAVacancyFromAManagerWhoIsNotTransferred) {
  Town town;
  town.add_anna();
  town.rules.sync_managers = true;
  town.manager("M1", "U1", "");
  town.manager("M2", "U1", "P9");
  const auto told = told_about(town, "U1");
  EXPECT_THAT(told, testing::Contains("unit.manager: manager row " + id("M1").to_string() + " → a vacancy"));
  EXPECT_THAT(told, testing::Contains("unit.manager: manager row " + id("M2").to_string() + " → person " +
                                      id("P9").to_string()));
}

TEST(Trace, SaysWhichOfSeveralUsersTheStepsAreAbout) {
  Town town;
  town.add_anna();
  town.engagement("E2", "P1", "U1");
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E2"});
  const auto told = told_about(town, "P1");
  for (const char* const uuid : {"FP1", "FP2"})
    EXPECT_THAT(told, testing::Contains(testing::AllOf(HasSubstr("user " + fk(uuid)),
                                                       testing::EndsWith("what follows is about this user"))));
}

TEST(Trace, ListsTheKleNumbersOfAUnit) {
  Town town;
  town.add_anna();
  town.rules.enable_kle = true;
  town.add_class("K1", "kle_number", "27.12.08", "Pleje");
  town.kle("KLE1", "U1", "K1", {});
  town.kle("KLE2", "U1", "K2", {});
  EXPECT_THAT(told_about(town, "U1"), testing::Contains("unit.kle: 2 KLE rows → Tasks: 27.12.08, " +
                                                        id("K2").to_string() + "; ContactForTasks: -"));
}

TEST(RulesDocument, HasAnAnchorForEveryRuleNameAndNoOther) {
  std::ifstream in{"docs/rules.md"};
  ASSERT_TRUE(in) << "docs/rules.md is read from the working directory, the root of the repository";
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  constexpr std::string_view kBegin = "<a id=\"";
  std::set<std::string> anchors;
  for (auto at = text.find(kBegin); at != std::string::npos; at = text.find(kBegin, at + 1)) {
    const auto begin = at + kBegin.size();
    anchors.insert(text.substr(begin, text.find('"', begin) - begin));
  }
  EXPECT_THAT(anchors, ContainerEq(rule_names()));
}

}  // namespace
}  // namespace os2sync
