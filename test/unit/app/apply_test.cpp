// SPDX-License-Identifier: MPL-2.0
#include "app/apply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app_desk.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What was found to have changed; fails the test when the plan was applied.
StalePlan refused(Desk& desk, const SavedPlan& saved) {
  try {
    desk.apply(saved);
  } catch (const StalePlanError& error) {
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    return error.stale();
  }
  ADD_FAILURE() << "not refused";
  return {};
}

TEST(ApplyPlan, SendsWhatThePlanSaysAndRemembersTheRun) {
  Desk desk;
  const SavedPlan saved = desk.save();
  const auto outcome = desk.apply(saved);
  EXPECT_EQ(outcome->summary.exit_code, 0);
  EXPECT_THAT(desk.sink.log(), ElementsAre("unit TOP", "unit U1", "user P1", "user P2"));
  EXPECT_EQ(desk.ledger.entries.size(), 4U);
  EXPECT_TRUE(desk.ledger.run);
}

TEST(ApplyPlan, RefusesAPlanThatWasAppliedBefore) {
  Desk desk;
  const SavedPlan saved = desk.save();
  desk.apply(saved);
  const std::size_t sent = desk.sink.log().size();
  const StalePlan stale = refused(desk, saved);
  EXPECT_TRUE(stale.ledger);
  EXPECT_EQ(stale.differences.size(), 4U);
  EXPECT_EQ(desk.sink.log().size(), sent);
}

TEST(ApplyPlan, RefusesWhenTheSourceChangedAndNamesTheObjects) {
  Desk desk;
  const SavedPlan saved = desk.save();
  desk.source.snapshot.persons[0].surname = "Andersen";
  std::erase_if(desk.source.snapshot.engagements, [](const SourceEngagement& row) { return row.person == id("P2"); });
  const StalePlan stale = refused(desk, saved);
  ASSERT_EQ(stale.differences.size(), 2U);
  EXPECT_EQ(stale.differences[0].either().uuid, id("P1"));
  EXPECT_TRUE(stale.differences[0].before && stale.differences[0].after);
  EXPECT_EQ(stale.differences[1].before->uuid, id("P2"));
  EXPECT_FALSE(stale.differences[1].after);
  EXPECT_FALSE(stale.ledger);
  EXPECT_THAT(desk.sink.log(), IsEmpty());
  EXPECT_THAT(desk.ledger.entries, IsEmpty());
  EXPECT_FALSE(desk.ledger.run);
}

TEST(ApplyPlan, RefusesWhenSomethingWasSentInBetweenEvenIfThePlanIsTheSame) {
  Desk desk;
  const SavedPlan saved = desk.save();
  LedgerEntry entry;
  entry.kind = ObjectKind::user;
  entry.uuid = entry.source = id("P9");
  entry.deleted = true;
  desk.ledger.record({&entry, 1});
  const StalePlan stale = refused(desk, saved);
  EXPECT_TRUE(stale.ledger);
  EXPECT_THAT(stale.differences, IsEmpty());
}

TEST(ApplyPlan, ObeysTheGuardsOfARun) {
  Desk desk;
  desk.apply(desk.save());
  desk.source.snapshot.engagements.clear();
  desk.settings.guards.users = {1, 0};
  const SavedPlan saved = desk.save();  // withholds both deletions
  desk.settings.guards.users = {2, 0};  // and now they would be sent
  EXPECT_EQ(refused(desk, saved).differences.size(), 2U);
  desk.settings.guards.users = {1, 0};
  EXPECT_THROW(desk.apply(saved), Error) << "no user would be left at all: S3";
}

}  // namespace
}  // namespace os2sync::test
