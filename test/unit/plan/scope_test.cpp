// SPDX-License-Identifier: MPL-2.0
#include "plan/scope.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

PlanRules rules_for(const Scope& scope) {
  PlanRules rules = lenient_rules();
  rules.scope = scope;
  return rules;
}

Wanted town() { return wanted_with({unit("U1", "TOP"), unit("U2", "U1")}, {user("P", "U1"), user("Q", "U2")}); }

TEST(Scope, KeepsOnlyTheScopesObjectsAndRemarks) {
  Wanted wanted = town();
  wanted.findings = {{FindingCode::text_cut, ObjectKind::unit, id("P.mo"), ""},
                     {FindingCode::text_cut, ObjectKind::user, id("P.mo"), ""},
                     {FindingCode::text_cut, ObjectKind::user, id("Q.mo"), ""}};
  wanted.held_persons = {id("H.mo"), id("K.mo")};
  restrict_to_scope(wanted, {}, {{id("P.mo"), id("K.mo")}, {}});
  EXPECT_THAT(wanted.units, IsEmpty());
  ASSERT_THAT(wanted.users, SizeIs(1));
  EXPECT_EQ(wanted.users[0].uuid, id("P"));
  ASSERT_THAT(wanted.findings, SizeIs(1));
  EXPECT_EQ(wanted.findings[0].kind, ObjectKind::user);
  EXPECT_THAT(wanted.held_persons, ElementsAre(id("K.mo")));
}

TEST(Scope, OfEverythingChangesNothing) {
  Wanted wanted = town();
  restrict_to_scope(wanted, {}, {});
  EXPECT_EQ(wanted.units, town().units);
  EXPECT_EQ(wanted.users, town().users);
}

TEST(Scope, PlansNothingForObjectsOutsideIt) {
  Wanted wanted = town();
  const auto ledger = ledger_of(town());
  wanted.users[0].name = "Another name";
  wanted.users[1].name = "Another name";
  const Scope scope{{id("P.mo")}, {}};
  restrict_to_scope(wanted, ledger, scope);
  const Plan plan = plan_of(wanted, ledger, rules_for(scope));
  ASSERT_EQ(plan.change_count(), 1U);
  EXPECT_EQ(change_of(plan, "P").action, Action::update);
}

TEST(Scope, RemovesAUserOfThePersonAndNobodyElse) {
  const auto ledger = ledger_of(town());
  Wanted wanted = wanted_with({});
  const Scope scope{{id("P.mo")}, {}};
  restrict_to_scope(wanted, ledger, scope);
  EXPECT_THAT(removed(plan_of(wanted, ledger, rules_for(scope))), ElementsAre(id("P")));
}

TEST(Scope, RemovesTheOldUuidOfAPersonWhoGotAnother) {
  const auto ledger = ledger_of(town());
  Wanted wanted = town();
  wanted.users[0].uuid = id("FP");
  const Scope scope{{id("P.mo")}, {}};
  restrict_to_scope(wanted, ledger, scope);
  const Plan plan = plan_of(wanted, ledger, rules_for(scope));
  EXPECT_EQ(change_of(plan, "FP").action, Action::create);
  EXPECT_EQ(change_of(plan, "P").reason, Reason::uuid_replaced);
}

TEST(Scope, LeavesTheRemovalOfUnitsToARunOverEverything) {
  const auto ledger = ledger_of(town());
  Wanted wanted = wanted_with({});
  const Scope scope{{}, {id("U2.mo")}};
  restrict_to_scope(wanted, ledger, scope);
  const Plan plan = plan_of(wanted, ledger, rules_for(scope));
  EXPECT_TRUE(plan.empty());
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("U2"), WithheldReason::needs_whole_run)));
}

TEST(Scope, HoldsAnObjectWhoseUuidAnotherRecordHolds) {
  const auto ledger = ledger_of(town());
  Wanted wanted = town();
  wanted.users[1].uuid = id("P");  // Q now claims P's uuid; whether P gave it up was not read
  const Scope scope{{id("Q.mo")}, {}};
  restrict_to_scope(wanted, ledger, scope);
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(wanted.held_persons, ElementsAre(id("Q.mo")));
  ASSERT_THAT(wanted.findings, SizeIs(1));
  EXPECT_EQ(wanted.findings[0].code, FindingCode::fk_uuid_shared);
  EXPECT_TRUE(plan_of(wanted, ledger, rules_for(scope)).empty()) << "nor is what Q had before removed";
}

TEST(Scope, HoldsAUnitWhoseUuidAnotherUnitHolds) {
  const auto ledger = ledger_of(town());
  Wanted wanted = town();
  wanted.units[2].uuid = id("U1");
  restrict_to_scope(wanted, ledger, {{}, {id("U2.mo")}});
  EXPECT_THAT(wanted.units, IsEmpty());
  EXPECT_THAT(wanted.held_units, ElementsAre(id("U2.mo")));
  ASSERT_THAT(wanted.findings, SizeIs(1));
  EXPECT_EQ(wanted.findings[0].kind, ObjectKind::unit);
}

TEST(Scope, TakesAUuidOverWhenItsHolderIsInTheScopeToo) {
  const auto ledger = ledger_of(town());
  Wanted wanted = town();
  std::swap(wanted.users[0].uuid, wanted.users[1].uuid);
  restrict_to_scope(wanted, ledger, {{id("P.mo"), id("Q.mo")}, {}});
  EXPECT_THAT(wanted.users, SizeIs(2));
}

TEST(Scope, NamesTheUnitsThatWereNeverSent) {
  Wanted wanted = town();
  const Scope scope{{id("Q.mo")}, {id("U1.mo")}};
  restrict_to_scope(wanted, {}, scope);
  EXPECT_THAT(find_unsent_units(plan_of(wanted, {}, rules_for(scope)), wanted, {}), ElementsAre(id("TOP"), id("U2")))
      << "the parent of U1 and Q's unit; U1 itself is in the plan";
  Wanted known = town();
  EXPECT_THAT(find_unsent_units(plan_of(wanted, {}, rules_for(scope)), wanted, ledger_of(known)), IsEmpty());
}

TEST(Scope, NeedsNoUnitAboveTheTopUnitNorForWhatIsRemoved) {
  const Wanted before = wanted_with({}, {user("Q", "GONE")});
  const Wanted wanted = wanted_with({}, {user("P", "TOP")});
  const Scope scope{{id("P.mo"), id("Q.mo")}, {id("TOP.mo")}};
  auto ledger = ledger_of(before);
  std::erase_if(ledger, [](const LedgerEntry& entry) { return entry.kind == ObjectKind::unit; });
  const Plan plan = plan_of(wanted, ledger, rules_for(scope));
  EXPECT_EQ(plan.change_count(), 3U);
  EXPECT_THAT(find_unsent_units(plan, wanted, ledger), IsEmpty());
}

TEST(Scope, ADeletedUnitCountsAsNotSent) {
  auto ledger = ledger_of(wanted_with({unit("U1", "TOP")}));
  for (LedgerEntry& entry : ledger) entry.deleted = entry.uuid == id("U1");
  Wanted wanted = wanted_with({unit("U1", "TOP")}, {user("P", "U1")});
  const Scope scope{{id("P.mo")}, {}};
  restrict_to_scope(wanted, ledger, scope);
  EXPECT_THAT(find_unsent_units(plan_of(wanted, ledger, rules_for(scope)), wanted, ledger), ElementsAre(id("U1")));
}

}  // namespace
}  // namespace os2sync::test
