// SPDX-License-Identifier: MPL-2.0
/// @file What FK-ORG was seen not to hold is sent again, past OS2sync's memory of having done it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::IsEmpty;

PlanRules reposting(std::vector<Uuid> units, std::vector<Uuid> users) {
  PlanRules rules = lenient_rules();
  rules.reposts = {std::move(units), std::move(users)};
  return rules;
}

TEST(PlanReposts, SendsAnUnchangedObjectAgainPastOs2syncsCacheConformance20) {
  const Wanted wanted = wanted_with({unit("A", "TOP")}, {user("P"), user("Q")});
  const Plan plan = plan_of(wanted, ledger_of(wanted), reposting({id("A")}, {id("P")}));
  EXPECT_EQ(all_changes(plan).size(), 2U);
  for (const char* symbol : {"A", "P"}) {
    const Change change = change_of(plan, symbol);
    EXPECT_EQ(change.action, Action::update);
    EXPECT_EQ(change.reason, Reason::not_delivered);
    EXPECT_TRUE(change.bypass_cache);
    EXPECT_THAT(change.fields, IsEmpty());
  }
  EXPECT_EQ(plan.users.unchanged, 1U);
}

TEST(PlanReposts, KeepsTheReasonOfARealChangeAndStillGoesPastTheCache) {
  Wanted wanted = wanted_with({}, {user("P"), user("Q")});
  const auto ledger = ledger_of(wanted);
  for (WantedUser& person : wanted.users) person.name = "New Name";
  const Plan plan = plan_of(wanted, ledger, reposting({}, {id("P")}));
  EXPECT_EQ(change_of(plan, "P").reason, Reason::fields_differ);
  EXPECT_TRUE(change_of(plan, "P").bypass_cache);
  EXPECT_FALSE(change_of(plan, "Q").bypass_cache);
}

TEST(PlanReposts, RevivesPastTheCacheConformance15) {
  const Wanted wanted = wanted_with({}, {user("P")});
  auto ledger = ledger_of(wanted);
  for (LedgerEntry& entry : ledger) entry.deleted = entry.uuid == id("P");
  EXPECT_TRUE(change_of(plan_of(wanted, ledger), "P").bypass_cache);
}

TEST(PlanReposts, SendsNothingThatIsNoLongerWanted) {
  const Wanted wanted = wanted_with({}, {user("P")});
  const auto ledger = ledger_of(wanted_with({}, {user("P"), user("Q")}));
  const Plan plan = plan_of(wanted, ledger, reposting({}, {id("Q")}));
  EXPECT_EQ(change_of(plan, "Q").action, Action::remove);
  EXPECT_EQ(all_changes(plan).size(), 1U);
}

}  // namespace
}  // namespace os2sync::test
