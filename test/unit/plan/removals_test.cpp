// SPDX-License-Identifier: MPL-2.0
#include "plan/removals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/guard.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

std::vector<WantedUser> users(int count) {
  std::vector<WantedUser> all;
  for (int i = 0; i < count; ++i) all.push_back(user("P" + std::to_string(100 + i)));
  return all;
}
std::vector<WantedUnit> units(int count) {
  std::vector<WantedUnit> all;
  for (int i = 0; i < count; ++i) all.push_back(unit("U" + std::to_string(100 + i), "TOP"));
  return all;
}

TEST(RemovalLimit, IsTheLargerOfCountAndPercentageRoundedDown) {
  EXPECT_EQ(removal_limit({10, 5}, 0), 10U);
  EXPECT_EQ(removal_limit({10, 5}, 219), 10U);
  EXPECT_EQ(removal_limit({10, 5}, 220), 11U);
  EXPECT_EQ(removal_limit({10, 5}, 239), 11U);
  EXPECT_EQ(removal_limit({10, 0}, 100'000), 10U);
}

TEST(RemovalLimit, IsNothingForACountOf0WhateverThePercentage) { EXPECT_EQ(removal_limit({0, 100}, 1000), 0U); }

TEST(PlanChanges, RemovesAUserWhoIsNotWantedAnyMore) {
  const Plan plan = plan_of(wanted_with({}, {user("P")}), ledger_of(wanted_with({}, {user("P"), user("Q")})));
  EXPECT_THAT(removed(plan), ElementsAre(id("Q")));
  EXPECT_EQ(change_of(plan, "Q").reason, Reason::no_longer_wanted);
  EXPECT_EQ(plan.users, (ObjectCounts{.wanted = 1, .in_ledger = 2, .remove = 1, .unchanged = 1}));
}

/// Two users of the record P.mo.
std::vector<WantedUser> two_users(std::string_view first, std::string_view second) {
  std::vector<WantedUser> both{user(std::string{first}), user(std::string{second})};
  for (WantedUser& one : both) one.source = id("P.mo");
  return both;
}

TEST(PlanChanges, SaysOfAPersonsSecondUserThatItIsNotWantedAnyMoreNotThatItsUuidWasReplaced) {
  const auto ledger = ledger_of(wanted_with({}, two_users("A", "B")));
  Wanted wanted = wanted_with({}, two_users("A", "B"));
  wanted.users.pop_back();
  const Plan plan = plan_of(wanted, ledger);
  EXPECT_THAT(removed(plan), ElementsAre(id("B")));
  EXPECT_EQ(change_of(plan, "B").reason, Reason::other_uuid_stays);
}

TEST(PlanChanges, SaysThatAUuidWasReplacedWhenTheNewOneIsNotInFkOrg) {
  auto ledger = ledger_of(wanted_with({}, two_users("A", "B")));
  EXPECT_EQ(change_of(plan_of(wanted_with({}, {two_users("A", "C")}), ledger), "B").reason, Reason::uuid_replaced);
  // Nor is one there that was deleted once.
  ledger = ledger_of(wanted_with({}, two_users("A", "B")));
  for (LedgerEntry& entry : ledger) entry.deleted = entry.uuid == id("A");
  Wanted wanted = wanted_with({}, two_users("A", "B"));
  wanted.users.pop_back();
  EXPECT_EQ(change_of(plan_of(wanted, ledger), "B").reason, Reason::uuid_replaced);
}

TEST(PlanChanges, G21_AUnitThatEndedIsDeletedUnderItsFkUuidAfterItsFormerUsersWereSent) {
  WantedUnit ended = unit("FU1", "TOP");
  ended.source = id("U1");
  WantedUser mover = user("P");
  mover.positions = {{id("FU1"), "Lærer", {}, {}}};
  WantedUser moved = user("P");
  moved.positions = {{id("TOP"), "Lærer", {}, {}}};
  const Plan plan = plan_of(wanted_with({}, {moved}), ledger_of(wanted_with({ended}, {mover})), lenient_rules());
  EXPECT_THAT(removed(plan), ElementsAre(id("FU1")));
  EXPECT_EQ(change_of(plan, "FU1").source, id("U1"));
  ASSERT_THAT(plan.waves, SizeIs(2));
  EXPECT_EQ(plan.waves[0].changes[0].uuid, id("P"));
}

TEST(PlanChanges, DoesNotDeleteWhatIsDeletedAlready) {
  auto ledger = ledger_of(wanted_with({}, {user("P")}));
  for (LedgerEntry& entry : ledger) entry.deleted = entry.kind == ObjectKind::user;
  const Plan plan = plan_of(wanted_with({}), ledger);
  EXPECT_TRUE(plan.empty());
  EXPECT_EQ(plan.users.in_ledger, 0U);
}

TEST(PlanChanges, S2TakesAsManyRemovalsAsTheLimitAndNotOneMore) {
  const auto ledger = ledger_of(wanted_with({}, users(100)));
  PlanRules rules = lenient_rules();
  rules.guards.users = {10, 5};
  EXPECT_THAT(removed(plan_of(wanted_with({}, users(90)), ledger, rules)), SizeIs(10));

  const Plan over = plan_of(wanted_with({}, users(89)), ledger, rules);
  EXPECT_THAT(removed(over), IsEmpty());
  EXPECT_THAT(withheld(over), SizeIs(11));
  EXPECT_THAT(withheld(over), testing::Each(Pair(testing::_, WithheldReason::guard)));
  EXPECT_EQ(over.users.withheld, 11U);
  EXPECT_EQ(over.users.remove, 0U);
}

TEST(PlanChanges, S2CountsThePercentageOfLiveEntriesOnly) {
  // 240 users of whom 40 are deleted: 5 % of the 200 live ones is 10, of all of them it would be 12.
  auto ledger = ledger_of(wanted_with({}, users(240)));
  for (LedgerEntry& entry : ledger) entry.deleted = entry.kind == ObjectKind::user && entry.uuid < id("P140");
  std::vector<WantedUser> wanted = users(240);
  wanted.erase(wanted.begin(), wanted.begin() + 51);
  PlanRules rules = lenient_rules();
  rules.guards.users = {1, 5};
  EXPECT_THAT(removed(plan_of(wanted_with({}, wanted), ledger, rules)), IsEmpty());
}

TEST(PlanChanges, S2LetsABigMunicipalityRemoveMoreThanTheCount) {
  const auto ledger = ledger_of(wanted_with({}, users(400)));
  PlanRules rules = lenient_rules();
  rules.guards.users = {10, 5};
  EXPECT_THAT(removed(plan_of(wanted_with({}, users(380)), ledger, rules)), SizeIs(20));
}

TEST(PlanChanges, S2NeverRemovesWithACountOf0) {
  PlanRules rules = lenient_rules();
  rules.guards.users = {0, 100};
  const Plan plan = plan_of(wanted_with({}, {user("P")}), ledger_of(wanted_with({}, {user("P"), user("Q")})), rules);
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("Q"), WithheldReason::removal_off)));
}

TEST(PlanChanges, S2JudgesUnitsAndUsersApart) {
  const auto ledger = ledger_of(wanted_with(units(6), users(6)));
  PlanRules rules = lenient_rules();
  rules.guards.users = {6, 0};
  rules.guards.units = {5, 0};
  const Plan plan = plan_of(wanted_with({}), ledger, rules);
  EXPECT_EQ(plan.users.remove, 6U);
  EXPECT_EQ(plan.units.withheld, 6U);
}

TEST(PlanChanges, S5GoesOnCreatingAndUpdatingWhileRemovalsAreWithheld) {
  const auto ledger = ledger_of(wanted_with({}, {user("P"), user("Q")}));
  Wanted wanted = wanted_with({}, {user("P"), user("R")});
  wanted.users[0].name = "Changed";
  PlanRules rules = lenient_rules();
  rules.guards.users = {0, 0};
  const Plan plan = plan_of(wanted, ledger, rules);
  EXPECT_EQ(plan.users, (ObjectCounts{.wanted = 2, .in_ledger = 2, .create = 1, .update = 1, .withheld = 1}));
  EXPECT_EQ(plan.change_count(), 2U);
}

TEST(PlanChanges, RemovesUnitsOnlyWithAutowash) {
  const auto ledger = ledger_of(wanted_with({unit("A", "TOP")}));
  PlanRules rules = lenient_rules();
  rules.autowash = false;
  const Plan plan = plan_of(wanted_with({}), ledger, rules);
  EXPECT_TRUE(plan.empty());
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("A"), WithheldReason::autowash_off)));
}

TEST(PlanChanges, RemovesUsersWithoutAutowash) {
  PlanRules rules = lenient_rules();
  rules.autowash = false;
  EXPECT_THAT(removed(plan_of(wanted_with({}), ledger_of(wanted_with({}, {user("P")})), rules)), ElementsAre(id("P")));
}

TEST(PlanChanges, ConcludesNothingFromAnUnfitPerson) {
  const auto ledger = ledger_of(wanted_with({}, {user("P"), user("Q")}));
  Wanted wanted = wanted_with({});
  wanted.held_persons = {id("P.mo")};
  const Plan plan = plan_of(wanted, ledger);
  EXPECT_THAT(removed(plan), ElementsAre(id("Q")));
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("P"), WithheldReason::record_held)));
  EXPECT_EQ(plan.users, (ObjectCounts{.in_ledger = 2, .remove = 1, .held = 1, .withheld = 1}));
}

TEST(PlanChanges, DoesNotMistakeAHeldUnitForAHeldPerson) {
  const auto ledger = ledger_of(wanted_with({unit("A", "TOP")}, {user("P")}));
  Wanted wanted = wanted_with({});
  wanted.held_units = {id("P.mo")};
  wanted.held_persons = {id("A.mo")};
  EXPECT_THAT(removed(plan_of(wanted, ledger)), ElementsAre(id("P"), id("A")));
}

TEST(PlanChanges, DoesNotCountUnfitRecordsAgainstTheLimit) {
  const auto ledger = ledger_of(wanted_with({}, {user("P"), user("Q")}));
  Wanted wanted = wanted_with({});
  wanted.held_persons = {id("P.mo")};
  PlanRules rules = lenient_rules();
  rules.guards.users = {1, 0};
  EXPECT_THAT(removed(plan_of(wanted, ledger, rules)), ElementsAre(id("Q")));
}

TEST(PlanChanges, RemovesAUnitThatTheParentOfAnUnfitOneLeavesInTheSamePlan) {
  const auto ledger = ledger_of(wanted_with({unit("A", "TOP"), unit("B", "A"), unit("C", "B")}));
  Wanted wanted = wanted_with({unit("B", "TOP")});
  wanted.held_units = {id("C.mo")};
  EXPECT_THAT(removed(plan_of(wanted, ledger)), ElementsAre(id("A")));
}

TEST(PlanChanges, KeepsTheUnitsAboveAnUnfitOne) {
  const auto ledger = ledger_of(wanted_with({unit("A", "TOP"), unit("B", "A"), unit("C", "B"), unit("D", "A")}));
  Wanted wanted = wanted_with({});
  wanted.held_units = {id("C.mo")};
  const Plan plan = plan_of(wanted, ledger);
  EXPECT_THAT(removed(plan), ElementsAre(id("D")));
  EXPECT_THAT(withheld(plan),
              ElementsAre(Pair(id("A"), WithheldReason::record_held), Pair(id("B"), WithheldReason::record_held),
                          Pair(id("C"), WithheldReason::record_held)));
}

TEST(PlanChanges, KeepsAnUnfitUnitThatWasSentWithoutAParent) {
  auto ledger = ledger_of(wanted_with({unit("A", "TOP"), unit("B", "TOP")}));
  for (LedgerEntry& entry : ledger) {
    if (entry.uuid == id("A")) entry.parent.reset();
  }
  Wanted wanted = wanted_with({});
  wanted.held_units = {id("A.mo")};
  EXPECT_THAT(removed(plan_of(wanted, ledger)), ElementsAre(id("B")));
}

TEST(PlanChanges, EndsWhenAnUnfitUnitLiesOnACircle) {
  auto ledger = ledger_of(wanted_with({unit("A", "TOP"), unit("B", "A")}));
  for (LedgerEntry& entry : ledger) {
    if (entry.uuid == id("A")) entry.parent = id("B");
  }
  Wanted wanted = wanted_with({});
  wanted.held_units = {id("B.mo")};
  EXPECT_THAT(removed(plan_of(wanted, ledger)), IsEmpty());
}

/// A ledger in which the top unit is no longer wanted under `uuid`.
std::vector<LedgerEntry> ledger_with_top(const Uuid& uuid, const Uuid& source) {
  LedgerEntry top;
  top.kind = ObjectKind::unit;
  top.uuid = uuid;
  top.source = source;
  return {top};
}

TEST(PlanChanges, S3NeverRemovesTheTopUnitByItsFkUuid) {
  Wanted wanted;
  wanted.top_unit = id("TOP");
  const Plan plan = plan_of(wanted, ledger_with_top(id("TOP"), id("other")));
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("TOP"), WithheldReason::top_unit)));
  EXPECT_TRUE(plan.empty());
}

TEST(PlanChanges, S3NeverRemovesTheTopUnitByItsOs2moUuid) {
  Wanted wanted;
  wanted.top_unit = id("TOP");
  const Plan plan = plan_of(wanted, ledger_with_top(id("TOP.mo"), id("other")));
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("TOP.mo"), WithheldReason::top_unit)));
}

TEST(PlanChanges, S3NeverRemovesAFormerFkUuidOfTheTopUnit) {
  Wanted wanted;
  wanted.top_unit = id("TOP");
  const Plan plan = plan_of(wanted, ledger_with_top(id("former"), id("TOP.mo")));
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("former"), WithheldReason::top_unit)));
}

TEST(PlanChanges, ListsWithheldRemovalsByKindAndUuid) {
  const auto ledger = ledger_of(wanted_with({unit("Z", "TOP"), unit("B", "TOP")}, {user("Y"), user("A")}));
  PlanRules rules = lenient_rules();
  rules.guards.users = {1, 0};
  rules.guards.units = {1, 0};
  const Plan plan = plan_of(wanted_with({}), ledger, rules);
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("B"), WithheldReason::guard), Pair(id("Z"), WithheldReason::guard),
                                          Pair(id("A"), WithheldReason::guard), Pair(id("Y"), WithheldReason::guard)));
}

}  // namespace
}  // namespace os2sync::test
