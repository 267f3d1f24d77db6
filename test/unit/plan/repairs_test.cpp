// SPDX-License-Identifier: MPL-2.0
#include "plan/repairs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Key;

Wanted town() { return wanted_with({unit("U2", "TOP"), unit("U1", "U2")}, {user("P1", "U1"), user("P2", "U1")}); }

Plan plan_all(const Wanted& wanted) {
  return plan_repairs(reimport_all(wanted), wanted, ledger_of(wanted), CountingDigester{});
}

TEST(PlanRepairs, TakesUnitsFromTheTopDownOneDepthAtATimeThenUsers) {
  const Plan plan = plan_all(town());
  ASSERT_EQ(plan.waves.size(), 3U);
  EXPECT_EQ(plan.waves[0].changes.front().uuid, id("U2"));
  EXPECT_EQ(plan.waves[1].changes.front().uuid, id("U1"));
  EXPECT_EQ(plan.waves[2].changes.size(), 2U);
  for (const Change& change : all_changes(plan)) {
    EXPECT_EQ(change.action, Action::update);
    EXPECT_EQ(change.reason, Reason::reimported);
    EXPECT_NE(change.after.digest, Digest{}) << "what the ledger remembers once it is back";
  }
}

TEST(PlanRepairs, TakesAllButTheTopUnit) {
  EXPECT_THAT(reimport_all(town()),
              ElementsAre(Key(ObjectKey{ObjectKind::unit, id("U1")}), Key(ObjectKey{ObjectKind::unit, id("U2")}),
                          Key(ObjectKey{ObjectKind::user, id("P1")}), Key(ObjectKey{ObjectKind::user, id("P2")})));
}

TEST(PlanRepairs, FindsNamedObjectsByEitherUuidAndNamesWhatNobodyWants) {
  std::vector<Uuid> nameless;
  const RepairReasons reasons = reimport_named({id("U1"), id("P2.mo"), id("X")}, town(), nameless);
  EXPECT_THAT(reasons,
              ElementsAre(Key(ObjectKey{ObjectKind::unit, id("U1")}), Key(ObjectKey{ObjectKind::user, id("P2")})));
  EXPECT_THAT(nameless, ElementsAre(id("X")));
}

TEST(PlanRepairs, LeavesOutWhatIsNotWanted) {
  const RepairReasons gone{{{ObjectKind::user, id("X")}, Reason::reimported}};
  EXPECT_TRUE(plan_repairs(gone, town(), ledger_of(town()), CountingDigester{}).empty());
}

TEST(PlanRepairs, S2AsksForConfirmationBeyondWhatARunMayDelete) {
  const Plan plan = plan_all(town());  // two units of three, two users of two
  EXPECT_FALSE(needs_confirmation(plan, {{2, 0}, {2, 0}, 20}));
  EXPECT_TRUE(needs_confirmation(plan, {{1, 0}, {2, 0}, 20}));
  EXPECT_TRUE(needs_confirmation(plan, {{2, 0}, {1, 0}, 20}));
  EXPECT_FALSE(needs_confirmation(plan, {{1, 100}, {1, 67}, 20}));
  EXPECT_TRUE(needs_confirmation(plan, {{0, 100}, {2, 0}, 20})) << "0 means: never delete";
}

TEST(DuplicatePositions, AreTheSameTitleInTheSameUnitTwice) {
  const WantedPosition clerk{id("U1"), "Clerk", {}, {}};
  WantedPosition clerk_later = clerk;
  clerk_later.start = Day{2024, 1, 1};
  EXPECT_TRUE(has_duplicates({clerk, {id("U2"), "Clerk", {}, {}}, clerk_later}));
  EXPECT_FALSE(has_duplicates({clerk, {id("U2"), "Clerk", {}, {}}, {id("U1"), "Cook", {}, {}}}));
  EXPECT_FALSE(has_duplicates({clerk}));
  EXPECT_FALSE(has_duplicates({}));
  EXPECT_FALSE(has_duplicates({{Uuid{}, "Clerk", {}, {}}, {Uuid{}, "Clerk", {}, {}}})) << "units without a uuid";
}

}  // namespace
}  // namespace os2sync::test
