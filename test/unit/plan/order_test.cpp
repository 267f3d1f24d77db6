// SPDX-License-Identifier: MPL-2.0
#include "plan/order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;

std::size_t depth_in(const ParentMap& parents, std::string_view symbol) { return find_depths(parents).at(id(symbol)); }

TEST(FindDepths, CountsTheWayToTheTop) {
  const ParentMap parents{{id("C"), id("B")}, {id("A"), std::nullopt}, {id("B"), id("A")}};
  EXPECT_EQ(depth_in(parents, "A"), 0U);
  EXPECT_EQ(depth_in(parents, "B"), 1U);
  EXPECT_EQ(depth_in(parents, "C"), 2U);
}

TEST(FindDepths, PutsAUnitUnderAnUnknownParentOnTop) {
  const ParentMap parents{{id("A"), id("nobody")}, {id("B"), id("A")}};
  EXPECT_EQ(depth_in(parents, "A"), 0U);
  EXPECT_EQ(depth_in(parents, "B"), 1U);
}

TEST(FindDepths, EndsInACircleAndCountsFromIt) {
  const ParentMap parents{
      {id("A"), id("B")}, {id("B"), id("C")}, {id("C"), id("A")}, {id("D"), id("B")}, {id("E"), id("D")}};
  for (const char* round : {"A", "B", "C"}) EXPECT_EQ(depth_in(parents, round), 0U);
  EXPECT_EQ(depth_in(parents, "D"), 1U);
  EXPECT_EQ(depth_in(parents, "E"), 2U);
}

TEST(FindDepths, TakesAUnitThatIsItsOwnParentForATop) {
  EXPECT_EQ(depth_in({{id("A"), id("A")}, {id("B"), id("A")}}, "A"), 0U);
  EXPECT_EQ(depth_in({{id("A"), id("A")}, {id("B"), id("A")}}, "B"), 1U);
}

std::vector<std::vector<Uuid>> uuids_by_wave(const Plan& plan) {
  std::vector<std::vector<Uuid>> waves;
  for (const Wave& wave : plan.waves) {
    waves.emplace_back();
    for (const Change& change : wave.changes) waves.back().push_back(change.uuid);
  }
  return waves;
}

TEST(PlanChanges, SendsUnitsTopDownThenUsersThenUserRemovalsThenUnitRemovalsBottomUp) {
  const auto ledger = ledger_of(wanted_with({unit("X", "TOP"), unit("Y", "X"), unit("Z", "Y")}, {user("Old")}));
  // Given in a wrong order on purpose: the plan does not lean on the caller's.
  Wanted wanted =
      wanted_with({unit("C", "B"), unit("B", "A"), unit("A2", "TOP"), unit("A", "TOP")}, {user("Q"), user("P")});
  EXPECT_THAT(uuids_by_wave(plan_of(wanted, ledger)),
              ElementsAre(ElementsAre(id("A"), id("A2")), ElementsAre(id("B")), ElementsAre(id("C")),
                          ElementsAre(id("P"), id("Q")), ElementsAre(id("Old")), ElementsAre(id("Z")),
                          ElementsAre(id("Y")), ElementsAre(id("X"))));
}

TEST(PlanChanges, RemovesUnitsThatAreEachOthersParent) {
  auto ledger = ledger_of(wanted_with({unit("A", "TOP"), unit("B", "A")}));
  for (LedgerEntry& entry : ledger) {
    if (entry.uuid == id("A")) entry.parent = id("B");
  }
  EXPECT_THAT(uuids_by_wave(plan_of(wanted_with({}), ledger)), ElementsAre(ElementsAre(id("A"), id("B"))));
}

TEST(PlanChanges, PostsTheNewUuidBeforeItDeletesTheOldOne) {
  const auto ledger = ledger_of(wanted_with({unit("A", "TOP")}, {user("P")}));
  Wanted wanted = wanted_with({unit("A2", "TOP")}, {user("P2")});
  wanted.units[1].source = id("A.mo");
  wanted.users[0].source = id("P.mo");
  const Plan plan = plan_of(wanted, ledger);
  EXPECT_THAT(uuids_by_wave(plan),
              ElementsAre(ElementsAre(id("A2")), ElementsAre(id("P2")), ElementsAre(id("P")), ElementsAre(id("A"))));
  EXPECT_EQ(change_of(plan, "P").reason, Reason::uuid_replaced);
  EXPECT_EQ(change_of(plan, "A").reason, Reason::uuid_replaced);
}

}  // namespace
}  // namespace os2sync::test
