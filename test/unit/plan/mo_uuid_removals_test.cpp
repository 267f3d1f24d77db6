// SPDX-License-Identifier: MPL-2.0
#include "plan/mo_uuid_removals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

/// U2 below U1 below TOP; U1, U2 and P are sent under other uuids than OS2MO's, Q under its own.
Wanted town() {
  Wanted wanted = wanted_with({unit("FU1", "TOP"), unit("FU2", "FU1")}, {user("FP", "FU1"), user("Q", "FU2")});
  wanted.units[0].source = id("TOP.mo");
  wanted.units[1].source = id("U1");
  wanted.units[2].source = id("U2");
  wanted.users[0].source = id("P");
  wanted.users[1].source = id("Q");
  return wanted;
}

std::vector<Uuid> uuids(const std::vector<Change>& changes) {
  std::vector<Uuid> ids;
  for (const Change& change : changes) ids.push_back(change.uuid);
  return ids;
}

TEST(MoUuidRemovals, AreTheUuidsInOs2moOfWhatIsSentUnderAnother) {
  const auto removals = find_mo_uuid_removals(town(), ledger_of(town()), lenient_rules());
  EXPECT_THAT(uuids(removals), ElementsAre(id("U1"), id("U2"), id("P")));
  for (const Change& change : removals) {
    EXPECT_EQ(change.reason, Reason::uuid_replaced);
    EXPECT_TRUE(change.after.deleted);
  }
}

TEST(MoUuidRemovals, WaitUntilTheObjectWasAcceptedUnderItsNewUuid) {
  auto ledger = ledger_of(town());
  std::erase_if(ledger, [](const LedgerEntry& entry) { return entry.uuid == id("FP"); });
  for (LedgerEntry& entry : ledger) entry.deleted = entry.uuid == id("FU2");
  EXPECT_THAT(uuids(find_mo_uuid_removals(town(), ledger, lenient_rules())), ElementsAre(id("U1")));
}

TEST(MoUuidRemovals, NeverTakeTheTopUnitByAnyUuid) {
  PlanRules rules = lenient_rules();
  rules.top_unit = id("U1");  // OS2MO's uuid of a top unit that is sent under another
  EXPECT_THAT(uuids(find_mo_uuid_removals(town(), ledger_of(town()), rules)),
              ElementsAre(id("TOP.mo"), id("U2"), id("P")));
  rules.top_unit = id("TOP.mo");
  EXPECT_THAT(uuids(find_mo_uuid_removals(town(), ledger_of(town()), rules)),
              testing::Not(testing::Contains(id("TOP.mo"))));
}

TEST(MoUuidRemovals, NeverTakeAUuidThatSomethingIsSentUnder) {
  Wanted wanted = town();
  wanted.users[1].uuid = id("P");  // Q is sent under the uuid of the person P
  EXPECT_THAT(uuids(find_mo_uuid_removals(wanted, ledger_of(wanted), lenient_rules())),
              ElementsAre(id("U1"), id("U2"), id("Q")));
}

TEST(MoUuidRemovals, DoNotRepeatWhatWasDeletedBefore) {
  auto ledger = ledger_of(town());
  ledger.push_back({ObjectKind::user, id("P"), id("P"), {}, {}, {}, true, 0});
  EXPECT_THAT(uuids(find_mo_uuid_removals(town(), ledger, lenient_rules())), ElementsAre(id("U1"), id("U2")));
}

TEST(MoUuidRemovals, APersonWithSeveralUsersIsTakenOnce) {
  Wanted wanted = town();
  wanted.users[1].uuid = id("FP2");
  wanted.users[1].source = id("P");
  EXPECT_THAT(uuids(find_mo_uuid_removals(wanted, ledger_of(wanted), lenient_rules())),
              ElementsAre(id("U1"), id("U2"), id("P")));
}

TEST(MoUuidRemovals, ArePlannedUsersFirstThenUnitsFromTheLeavesUp) {
  const auto ledger = ledger_of(town());
  const Plan plan =
      plan_mo_uuid_removals(find_mo_uuid_removals(town(), ledger, lenient_rules()), town(), ledger, lenient_rules());
  ASSERT_THAT(plan.waves, SizeIs(3));
  EXPECT_THAT(removed(plan), ElementsAre(id("P"), id("U2"), id("U1")));
  EXPECT_EQ(plan.users.remove, 1U);
  EXPECT_EQ(plan.units.remove, 2U);
}

TEST(MoUuidRemovals, UnitsNeedAutowash) {
  PlanRules rules = lenient_rules();
  rules.autowash = false;
  const auto ledger = ledger_of(town());
  const Plan plan = plan_mo_uuid_removals(find_mo_uuid_removals(town(), ledger, rules), town(), ledger, rules);
  EXPECT_THAT(removed(plan), ElementsAre(id("P")));
  EXPECT_THAT(withheld(plan),
              ElementsAre(Pair(id("U1"), WithheldReason::autowash_off), Pair(id("U2"), WithheldReason::autowash_off)));
}

TEST(MoUuidRemovals, S2HoldsBackMoreThanTheLimitOfAKind) {
  PlanRules rules = lenient_rules();
  rules.guards.units = {1, 0};
  const auto ledger = ledger_of(town());
  const Plan plan = plan_mo_uuid_removals(find_mo_uuid_removals(town(), ledger, rules), town(), ledger, rules);
  EXPECT_THAT(removed(plan), ElementsAre(id("P")));
  EXPECT_EQ(plan.units.withheld, 2U);
  rules = lenient_rules();
  rules.guards.users = {0, 0};
  EXPECT_THAT(removed(plan_mo_uuid_removals(find_mo_uuid_removals(town(), ledger, rules), town(), ledger, rules)),
              ElementsAre(id("U2"), id("U1")));
}

}  // namespace
}  // namespace os2sync::test
