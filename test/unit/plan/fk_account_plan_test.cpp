// SPDX-License-Identifier: MPL-2.0
#include "plan/fk_account_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/scope.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Three users were sent: F1, F2 and F3. What is wanted now is up to the test.
struct Case {
  Wanted sent = wanted_with({}, {user("F1"), user("F2"), user("F3")});
  Wanted wanted = sent;
  PlanRules rules = lenient_rules();

  Case() { wanted.fk_accounts.it_system = id("SYSTEM"); }
  void end(const std::string& symbol) {
    wanted.fk_accounts.ended.push_back({id(symbol + ".mo"), id("I" + symbol), id(symbol)});
    std::erase_if(wanted.users, [&](const WantedUser& one) { return one.uuid == id(symbol); });
  }
  Plan plan() const { return plan_of(wanted, ledger_of(sent), rules); }
};

TEST(PlanFkAccounts, EndsAccountsAndDeletesTheirUsers) {
  Case world;
  world.end("F1");
  const Plan plan = world.plan();
  EXPECT_THAT(plan.fk_accounts.ended, SizeIs(1));
  EXPECT_THAT(removed(plan), ElementsAre(id("F1")));
  EXPECT_EQ(first_removal_wave(plan), plan.waves.size() - 1);
}

TEST(PlanFkAccounts, S2EndsNothingWhenDeletionsOfUsersAreWithheld) {
  Case world;
  world.end("F1");
  std::erase_if(world.wanted.users, [](const WantedUser& one) { return one.uuid == id("F2"); });
  world.rules.guards.users = {1, 0};  // one account, but two users
  const Plan plan = world.plan();
  EXPECT_THAT(plan.fk_accounts.ended, IsEmpty());
  EXPECT_THAT(plan.fk_accounts.withheld, SizeIs(1));
  EXPECT_THAT(removed(plan), IsEmpty());
  EXPECT_THAT(plan.withheld, SizeIs(2));  // the users
}

TEST(PlanFkAccounts, S2EndsNoneOfTooManyAccountsWhoseUsersWereNeverSent) {
  Case world;
  world.end("F1");
  world.rules.guards.users = {2, 0};
  for (const char* symbol : {"F7", "F8"}) world.end(symbol);  // never sent: no deletion, but an account
  EXPECT_THAT(world.plan().fk_accounts.ended, SizeIs(3));
  world.end("F9");
  const Plan plan = world.plan();
  EXPECT_THAT(plan.fk_accounts.ended, ElementsAre(EndedFkAccount{id("F1.mo"), id("IF1"), id("F1")}));
  EXPECT_THAT(plan.fk_accounts.withheld, SizeIs(3));
  EXPECT_THAT(removed(plan), ElementsAre(id("F1")));
}

TEST(PlanFkAccounts, EndsNothingWhileDeletingIsSwitchedOff) {
  Case world;
  world.end("F1");
  world.rules.guards.users = {0, 0};
  EXPECT_THAT(world.plan().fk_accounts.ended, IsEmpty());
}

TEST(PlanFkAccounts, S2CountsThePercentageOfAllFkOrgAccounts) {
  Case world;
  world.rules.guards.users = {1, 50};
  for (const char* symbol : {"F6", "F7", "F8", "F9"}) world.end(symbol);
  EXPECT_THAT(world.plan().fk_accounts.ended, IsEmpty());
  world.wanted.fk_accounts.kept = 4;
  EXPECT_THAT(world.plan().fk_accounts.ended, SizeIs(4));
}

TEST(PlanFkAccounts, AccountsAloneAreAPlanToo) {
  Case world;
  EXPECT_TRUE(world.plan().empty());
  world.wanted.fk_accounts.created.push_back({id("F1.mo"), id("G1"), id("F1"), false, false});
  EXPECT_FALSE(world.plan().empty());
  EXPECT_EQ(first_removal_wave(world.plan()), 0U);
}

TEST(RestrictToScope, KeepsAccountsOfThePersonsInItWhoAreNotHeld) {
  Case world;
  world.end("F1");
  world.end("F2");
  for (const char* symbol : {"F1", "F2", "F3"}) {
    world.wanted.fk_accounts.created.push_back({id(std::string{symbol} + ".mo"), id("G"), id(symbol), false, false});
  }
  world.wanted.held_persons = {id("F3.mo")};
  Scope scope;
  scope.persons = {id("F1.mo"), id("F3.mo")};
  restrict_to_scope(world.wanted, {}, scope);
  EXPECT_THAT(world.wanted.fk_accounts.ended, SizeIs(1));
  ASSERT_THAT(world.wanted.fk_accounts.created, SizeIs(1));
  EXPECT_EQ(world.wanted.fk_accounts.created[0].person, id("F1.mo"));
}

}  // namespace
}  // namespace os2sync
