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
