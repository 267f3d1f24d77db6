// SPDX-License-Identifier: MPL-2.0
/// @file Guards S2, S4 and S6: limits over time, and what an approval lets past them.
#include "plan/approvable.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/guard.hpp"
#include "plan/mo_uuid_removals.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

std::vector<WantedUser> users(int from, int to) {
  std::vector<WantedUser> all;
  for (int i = from; i < to; ++i) all.push_back(user("P" + std::to_string(1000 + i)));
  return all;
}
std::vector<LedgerEntry> ledger_of_users(int count) { return ledger_of(wanted_with({}, users(0, count))); }

PlanRules strict_rules() {
  PlanRules rules = lenient_rules();
  rules.guards.users = {10, 0};
  rules.guards.units = {5, 0};
  return rules;
}

/// The rules once an operator has approved what this plan withholds.
PlanRules approving(const Plan& plan, PlanRules rules) {
  rules.history.approved = find_approvable(plan);
  return rules;
}

TEST(PlanChanges, S4CountsWhatEarlierRunsRemovedAgainstTheSameLimit) {
  const auto ledger = ledger_of_users(100);
  PlanRules rules = strict_rules();
  rules.history.users_removed = 7;
  EXPECT_THAT(removed(plan_of(wanted_with({}, users(3, 100)), ledger, rules)), SizeIs(3));
  const Plan over = plan_of(wanted_with({}, users(4, 100)), ledger, rules);
  EXPECT_THAT(removed(over), IsEmpty());
  EXPECT_THAT(withheld(over), Each(Pair(testing::_, WithheldReason::budget)));
}

TEST(PlanChanges, S4KeepsTheBudgetsOfUnitsAndUsersApart) {
  const auto ledger = ledger_of(wanted_with({unit("A", "TOP")}, {user("P")}));
  PlanRules rules = strict_rules();
  rules.history.users_removed = 10;
  const Plan plan = plan_of(wanted_with({}), ledger, rules);
  EXPECT_EQ(plan.users.withheld, 1U);
  rules.history = {};
  rules.history.units_removed = 5;
  const Plan other = plan_of(wanted_with({}), ledger, rules);
  EXPECT_THAT(removed(other), ElementsAre(id("P")));
  EXPECT_THAT(withheld(other), ElementsAre(Pair(id("A"), WithheldReason::budget)));
}

TEST(PlanChanges, S4HoldsForARunAboutOneObjectToo) {
  PlanRules rules = strict_rules();
  rules.scope.persons = {id("P1000.mo")};
  rules.history.users_removed = 9;
  const auto ledger = ledger_of_users(100);
  EXPECT_THAT(removed(plan_of(wanted_with({}), ledger, rules)), SizeIs(1));
  rules.history.users_removed = 10;
  EXPECT_THAT(withheld(plan_of(wanted_with({}), ledger, rules)),
              ElementsAre(Pair(id("P1000"), WithheldReason::budget)));
}

TEST(PlanChanges, S4TakesThePercentageOfAllThatFkOrgHoldsInARunAboutSome) {
  PlanRules rules = strict_rules();
  rules.guards.users = {1, 5};
  rules.scope.persons = {id("P1000.mo"), id("P1001.mo"), id("P1002.mo")};
  EXPECT_THAT(removed(plan_of(wanted_with({}), ledger_of_users(100), rules)), SizeIs(3)) << "5 % of 100, not of 3";
}

TEST(PlanChanges, S6LetsThroughWhatWasApproved) {
  const auto ledger = ledger_of_users(100);
  const Wanted wanted = wanted_with({}, users(12, 100));
  const Plan plan = plan_of(wanted, ledger, strict_rules());
  ASSERT_THAT(removed(plan), IsEmpty());
  EXPECT_THAT(removed(plan_of(wanted, ledger, approving(plan, strict_rules()))), SizeIs(12));
}

TEST(PlanChanges, Accident_S6AnApprovalOfTwelveIsACeilingWhenTheSourceThenLosesFiveHundred) {
  const auto ledger = ledger_of_users(600);
  const Plan plan = plan_of(wanted_with({}, users(12, 600)), ledger, strict_rules());
  const Plan later = plan_of(wanted_with({}, users(512, 600)), ledger, approving(plan, strict_rules()));
  EXPECT_THAT(removed(later), SizeIs(12));
  for (const Uuid& uuid : removed(later)) EXPECT_LT(uuid, id("P1012"));
  EXPECT_EQ(later.users.withheld, 500U);
}

TEST(PlanChanges, S6LetsNothingThroughThatIsWantedAgain) {
  const auto ledger = ledger_of_users(100);
  const Plan plan = plan_of(wanted_with({}, users(12, 100)), ledger, strict_rules());
  EXPECT_THAT(removed(plan_of(wanted_with({}, users(0, 100)), ledger, approving(plan, strict_rules()))), IsEmpty());
}

TEST(PlanChanges, S6DoesNotTakeAUnitForAUser) {
  const auto ledger = ledger_of_users(100);
  const Wanted wanted = wanted_with({}, users(12, 100));
  PlanRules rules = approving(plan_of(wanted, ledger, strict_rules()), strict_rules());
  for (HeldItem& item : rules.history.approved) item.kind = ObjectKind::unit;
  EXPECT_THAT(removed(plan_of(wanted, ledger, rules)), IsEmpty());
}

TEST(PlanChanges, S6AnApprovalSpendsTheBudgetButIsNotStoppedByIt) {
  const auto ledger = ledger_of_users(100);
  const Wanted wanted = wanted_with({}, users(12, 100));
  PlanRules rules = approving(plan_of(wanted, ledger, strict_rules()), strict_rules());
  rules.history.users_removed = 1000;
  EXPECT_THAT(removed(plan_of(wanted, ledger, rules)), SizeIs(12));
}

TEST(PlanChanges, S2NeverRemovesWithACountOf0EvenWhenApproved) {
  const auto ledger = ledger_of_users(2);
  PlanRules rules = strict_rules();
  rules.guards.users = {0, 100};
  const Plan plan = plan_of(wanted_with({}, users(1, 2)), ledger, rules);
  EXPECT_THAT(find_approvable(plan), IsEmpty());
  rules.history.approved = {{HeldAction::remove, ObjectKind::user, id("P1000"), 0}};
  EXPECT_THAT(removed(plan_of(wanted_with({}, users(1, 2)), ledger, rules)), IsEmpty());
}

TEST(PlanChanges, Accident_S3NeverRemovesTheTopUnitEvenWhenApproved) {
  Wanted wanted;
  wanted.top_unit = id("TOP");
  LedgerEntry top;
  top.uuid = id("former");
  top.source = id("TOP.mo");
  PlanRules rules = strict_rules();
  rules.history.approved = {{HeldAction::remove, ObjectKind::unit, id("former"), 0}};
  for (const auto& refusal : {std::optional<Refusal>{}, std::optional{Refusal::units_shrank}}) {
    rules.refusal = refusal;
    const Plan plan = plan_of(wanted, {top}, rules);
    EXPECT_THAT(removed(plan), IsEmpty());
    EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("former"), WithheldReason::top_unit)));
  }
}

TEST(PlanChanges, KeepsAUnitWhileTheRemovalOfUsersIsWithheld) {
  const auto ledger = ledger_of(wanted_with({unit("A", "TOP")}, users(0, 11)));
  const Plan plan = plan_of(wanted_with({}), ledger, strict_rules());
  EXPECT_THAT(removed(plan), IsEmpty());
  EXPECT_THAT(withheld(plan), testing::Contains(Pair(id("A"), WithheldReason::updates_withheld)));
  EXPECT_THAT(removed(plan_of(wanted_with({}), ledger, approving(plan, strict_rules()))), SizeIs(12));
}

TEST(PlanMoUuidRemovals, S4AndS6HoldThereToo) {
  Wanted wanted = wanted_with({});
  std::vector<LedgerEntry> ledger;
  std::vector<Change> seen;
  for (int i = 0; i < 11; ++i) {
    seen.push_back(
        {Action::remove, ObjectKind::user, id("O" + std::to_string(100 + i)), {}, Reason::uuid_replaced, 0, {}, {}});
  }
  const Plan over = plan_mo_uuid_removals(seen, wanted, ledger, strict_rules());
  EXPECT_THAT(withheld(over), SizeIs(11));
  EXPECT_THAT(removed(plan_mo_uuid_removals(seen, wanted, ledger, approving(over, strict_rules()))), SizeIs(11));
  PlanRules rules = strict_rules();
  rules.history.users_removed = 8;
  seen.resize(3);
  EXPECT_THAT(withheld(plan_mo_uuid_removals(seen, wanted, ledger, rules)),
              Each(Pair(testing::_, WithheldReason::budget)));
}

TEST(HashOfWithheld, IsTheSameForTheSameSetAndAnotherForAnother) {
  const auto ledger = ledger_of_users(100);
  const Plan plan = plan_of(wanted_with({}, users(12, 100)), ledger, strict_rules());
  EXPECT_EQ(approval_hash(plan).size(), 19U);
  Plan shuffled = plan;
  std::reverse(shuffled.withheld.begin(), shuffled.withheld.end());
  EXPECT_EQ(approval_hash(shuffled), approval_hash(plan));
  EXPECT_NE(approval_hash(plan_of(wanted_with({}, users(13, 100)), ledger, strict_rules())), approval_hash(plan));
}

TEST(HashOfWithheld, TellsEveryPartOfAnItemApart) {
  const HeldItem item{HeldAction::remove, ObjectKind::user, id("P"), 1};
  HeldItem action = item;
  action.action = HeldAction::update;
  HeldItem kind = item;
  kind.kind = ObjectKind::unit;
  HeldItem uuid = item;
  uuid.uuid = id("Q");
  HeldItem value = item;
  value.value = 2;
  for (const HeldItem& other : {action, kind, uuid, value}) EXPECT_NE(hash_of({other}), hash_of({item}));
  EXPECT_EQ(hash_of({item}), "d0d9-d962-7ba4-e7e1") << "hashes outlive versions of the program";
}

TEST(HashOfWithheld, IsNoneForNothingAndForAPlanAboutSomeObjects) {
  EXPECT_EQ(approval_hash(plan_of(wanted_with({}), {})), "");
  PlanRules rules = strict_rules();
  rules.scope.persons = {id("P1000.mo")};
  rules.history.users_removed = 10;
  const Plan scoped = plan_of(wanted_with({}), ledger_of_users(100), rules);
  EXPECT_THAT(find_approvable(scoped), SizeIs(1));
  EXPECT_EQ(approval_hash(scoped), "");
}

TEST(HashOfWithheld, DoesNotCoverWhatNoApprovalCanLetThrough) {
  PlanRules rules = strict_rules();
  rules.autowash = false;
  const Plan plan = plan_of(wanted_with({}), ledger_of(wanted_with({unit("A", "TOP")})), rules);
  EXPECT_THAT(plan.withheld, SizeIs(1));
  EXPECT_THAT(find_approvable(plan), IsEmpty());
}

const HeldItem kRemoval{HeldAction::remove, ObjectKind::user, id("P"), 0};
constexpr std::int64_t kNow = 1'000'000;

std::vector<HeldItem> approved_at(std::int64_t time, const std::vector<Deletion>& deletions = {}) {
  return find_approved({{"hash", time, {kRemoval}}}, deletions, kNow);
}

TEST(FindApproved, S6EndsAfter24Hours) {
  EXPECT_THAT(approved_at(kNow), ElementsAre(kRemoval));
  EXPECT_THAT(approved_at(kNow - kApprovalSeconds + 1), ElementsAre(kRemoval));
  EXPECT_THAT(approved_at(kNow - kApprovalSeconds), IsEmpty());
}

TEST(FindApproved, S6TakesNoWordFromTheFuture) { EXPECT_THAT(approved_at(kNow + 1), IsEmpty()); }

TEST(FindApproved, S6IsSpentByTheRemovalItApproved) {
  EXPECT_THAT(approved_at(kNow - 100, {{ObjectKind::user, id("P"), kNow - 100}}), IsEmpty());
  EXPECT_THAT(approved_at(kNow - 100, {{ObjectKind::user, id("P"), kNow - 101}}), ElementsAre(kRemoval))
      << "that one was before";
  EXPECT_THAT(approved_at(kNow - 100, {{ObjectKind::unit, id("P"), kNow - 50}, {ObjectKind::user, id("Q"), kNow - 50}}),
              ElementsAre(kRemoval));
}

TEST(FindApproved, IsAscendingWithoutRepetition) {
  const HeldItem update{HeldAction::update, ObjectKind::unit, id("U"), 7};
  EXPECT_THAT(find_approved({{"b", kNow, {kRemoval}}, {"a", kNow, {update, kRemoval}}}, {}, kNow),
              ElementsAre(update, kRemoval));
}

TEST(FindAlarm, S7CountsRemovalsThatWaitedLongerThanADayAndAWeek) {
  constexpr std::int64_t kDay = 24 * 60 * 60;
  PlanRules rules = strict_rules();
  rules.guards.users = {1, 0};
  Plan plan = plan_of(wanted_with({}), ledger_of_users(4), rules);
  plan.withheld[0].since = kNow - kDay;
  plan.withheld[1].since = kNow - kDay - 1;
  plan.withheld[2].since = kNow - 7 * kDay;
  plan.withheld[3].since = kNow - 7 * kDay - 1;
  const WithheldAlarm alarm = find_alarm(plan, kNow);
  EXPECT_EQ(alarm.over_a_day, 3U);
  EXPECT_EQ(alarm.over_a_week, 1U);
  plan.withheld[3].reason = WithheldReason::record_held;
  EXPECT_EQ(find_alarm(plan, kNow).over_a_week, 0U);
  plan.withheld[2].since = 0;
  EXPECT_EQ(find_alarm(plan, kNow).over_a_day, 1U);
  plan.withheld[1].change.action = Action::update;
  EXPECT_EQ(find_alarm(plan, kNow).over_a_day, 0U);
}

}  // namespace
}  // namespace os2sync::test
