// SPDX-License-Identifier: MPL-2.0
#include "plan/foreign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/as_held.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

Wanted town() { return wanted_with({unit("U1", "TOP")}, {user("P1"), user("P2")}); }

LedgerEntry foreign_unit(const std::string& symbol, const std::string& parent) {
  return entry_without_values(ObjectKind::unit, id(symbol), id(symbol), id(parent));
}
LedgerEntry foreign_user(const std::string& symbol, const std::string& owner) {
  return entry_without_values(ObjectKind::user, id(symbol), id(owner), std::nullopt);
}

Plan plan_town(const std::vector<LedgerEntry>& foreign, const PlanRules& rules = lenient_rules(),
               const Wanted& wanted = town()) {
  return plan_with_foreign(wanted, ledger_of(town()), foreign, CountingDigester{}, rules);
}

TEST(PlanWithForeign, RemovesUsersThenUnitsFromTheLeavesUpAndSaysThatTheyAreForeign) {
  const Plan plan = plan_town({foreign_unit("F1", "TOP"), foreign_unit("F2", "F1"), foreign_user("G1", "G1")});
  EXPECT_THAT(removed(plan), ElementsAre(id("G1"), id("F2"), id("F1")));
  for (const Change& change : all_changes(plan)) {
    EXPECT_EQ(change.reason, Reason::foreign);
    EXPECT_TRUE(change.after.deleted);
  }
  EXPECT_EQ(plan.units.in_ledger, 2U) << "what others sent is not in the ledger";
  EXPECT_EQ(plan.units.remove, 2U);
  EXPECT_EQ(plan.users.in_ledger, 2U);
}

TEST(PlanWithForeign, IsTheUsualPlanWhenThereIsNothingForeign) { EXPECT_TRUE(plan_town({}).empty()); }

TEST(PlanWithForeign, S2CountsOurRemovalsAndForeignOnesTogetherAgainstAllThatFkOrgHolds) {
  Wanted without_p2 = town();
  without_p2.users.pop_back();
  PlanRules rules = lenient_rules();
  rules.guards.users = {2, 0};
  EXPECT_THAT(removed(plan_town({foreign_user("G1", "G1")}, rules, without_p2)), ElementsAre(id("G1"), id("P2")));
  const Plan too_many = plan_town({foreign_user("G1", "G1"), foreign_user("G2", "G2")}, rules, without_p2);
  EXPECT_THAT(removed(too_many), IsEmpty());
  EXPECT_EQ(too_many.users.withheld, 3U);
  rules.guards.users = {1, 50};  // of two sent and two foreign users: two
  EXPECT_THAT(removed(plan_town({foreign_user("G1", "G1"), foreign_user("G2", "G2")}, rules)),
              ElementsAre(id("G1"), id("G2")));
}

TEST(PlanWithForeign, LeavesForeignUnitsToAutowash) {
  PlanRules rules = lenient_rules();
  rules.autowash = false;
  const Plan plan = plan_town({foreign_unit("F1", "TOP"), foreign_user("G1", "G1")}, rules);
  EXPECT_THAT(removed(plan), ElementsAre(id("G1")));
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("F1"), WithheldReason::autowash_off)));
  EXPECT_EQ(plan.withheld.front().change.reason, Reason::foreign);
}

TEST(PlanWithForeign, KeepsWhatBelongsToAHeldRecordAndTheUnitsAboveIt) {
  Wanted wanted = town();
  wanted.held_units = {id("H.mo")};
  wanted.held_persons = {id("HP.mo")};
  LedgerEntry held = foreign_unit("F2", "F1");
  held.source = id("H.mo");
  const Plan plan = plan_town({foreign_unit("F1", "TOP"), held, foreign_user("G1", "HP.mo")}, lenient_rules(), wanted);
  EXPECT_THAT(removed(plan), IsEmpty());
  EXPECT_THAT(withheld(plan), UnorderedElementsAre(Pair(id("F1"), WithheldReason::record_held),
                                                   Pair(id("F2"), WithheldReason::record_held),
                                                   Pair(id("G1"), WithheldReason::record_held)));
}

TEST(PlanWithForeign, NeverRemovesTheTopUnitByEitherUuid) {
  Wanted wanted = town();
  wanted.units.erase(wanted.units.begin());
  const Plan plan = plan_with_foreign(wanted, {}, {foreign_unit("TOP", "X"), foreign_unit("TOP.mo", "X")},
                                      CountingDigester{}, lenient_rules());
  EXPECT_THAT(removed(plan), IsEmpty());
  EXPECT_THAT(withheld(plan), UnorderedElementsAre(Pair(id("TOP"), WithheldReason::top_unit),
                                                   Pair(id("TOP.mo"), WithheldReason::top_unit)));
}

}  // namespace
}  // namespace os2sync::test
