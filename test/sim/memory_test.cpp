// SPDX-License-Identifier: MPL-2.0
// What the exporter remembers from run to run: each story is told of the right exporter, which keeps its promise, and
// of one that does not remember, which is caught.
#include <gtest/gtest.h>

#include "sim/level_world.hpp"

namespace os2sync::sim {
namespace {

using os2sync_model::FaultMode;
using os2sync_model::FaultTarget;

void let_leave(World& world, int persons) {
  for (int i = 0; i < persons; ++i) world.municipality.leave();
}

// --- notes

void lose_the_answer_about_a_new_employee_who_never_comes(World& world) {
  const Snapshot before = world.mo.truth;
  world.municipality.hire();
  Weather weather;
  weather.lose_answers = true;
  EXPECT_EQ(world.run(weather).ending, Ending::failed);
  world.os2sync.drain();
  world.mo.truth = before;
}

using Memory = LevelWorld;
TEST_F(Memory, TakesBackWhatOs2syncMayHaveTaken) {
  lose_the_answer_about_a_new_employee_who_never_comes(world_);
  expect_level_at_rest();
  EXPECT_EQ(world_.witness.deletes(), 1U);
}
using MemoryWithoutNotes = BrokenWorld<Sabotage::does_not_note>;
TEST_F(MemoryWithoutNotes, IsCaught) {
  lose_the_answer_about_a_new_employee_who_never_comes(world_);
  expect_caught();
}

TEST_F(Memory, KeepsTheNoteOfWhatOs2syncMayHaveTakenWhenItIsRefusedLater) {
  const Snapshot before = world_.mo.truth;
  world_.municipality.hire();
  Weather weather;
  weather.lose_answers = true;
  EXPECT_EQ(world_.run(weather).ending, Ending::failed);
  world_.os2sync.faults().set(
      {FaultTarget::db, FaultMode::permanent, "Data too long for column 'name' at row 1", 1, std::nullopt});
  EXPECT_EQ(world_.run({}).exit_code, 3);
  EXPECT_EQ(world_.witness.refused(), 1U);
  world_.os2sync.drain();
  world_.mo.truth = before;
  expect_level_at_rest();
}

// --- the budget (S4)

/// So many persons leave every other hour that no run is above the limit of three, but two are.
RunEnd drip(World& world) {
  world.options.plan_rules.guards.users = {3, 0};
  let_leave(world, 2);
  EXPECT_EQ(world.run({}).exit_code, 0);
  world.let_pass(std::chrono::minutes{120});
  let_leave(world, 2);
  return world.run({});
}

TEST_F(Memory, S4CountsTheDeletionsOfADay) {
  EXPECT_EQ(drip(world_).exit_code, 4);
  EXPECT_EQ(world_.witness.deletes(), 2U);
  world_.let_pass(std::chrono::minutes{24 * 60});
  EXPECT_EQ(world_.run({}).exit_code, 0);
  EXPECT_EQ(world_.witness.deletes(), 4U);
  expect_level_at_rest();
}
using MemoryWithoutBudget = BrokenWorld<Sabotage::forgets_deletions>;
TEST_F(MemoryWithoutBudget, IsCaught) {
  drip(world_);
  EXPECT_TRUE(world_.violation());
}

// --- approvals (S6)

RunEnd approve_some_and_let_more_leave(World& world) {
  world.options.plan_rules.guards.users = {2, 0};
  let_leave(world, 4);
  EXPECT_EQ(world.run({}).exit_code, 4);
  EXPECT_EQ(world.witness.deletes(), 0U);
  EXPECT_TRUE(world.approve());
  let_leave(world, 3);
  return world.run({});
}

TEST_F(Memory, S6LetsPassWhatWasApprovedAndNoMore) {
  EXPECT_EQ(approve_some_and_let_more_leave(world_).exit_code, 4);
  EXPECT_EQ(world_.witness.deletes(), 4U);
  EXPECT_EQ(world_.witness.approved_deletes(), 4U);
  EXPECT_FALSE(world_.violation()) << *world_.violation();
  expect_level_at_rest();
}
using MemoryOfASwitch = BrokenWorld<Sabotage::widens_approvals>;
TEST_F(MemoryOfASwitch, IsCaught) {
  approve_some_and_let_more_leave(world_);
  EXPECT_TRUE(world_.violation());
}

// --- the quarantine

RunEnd be_refused_once(World& world) {
  world.municipality.hire();
  world.os2sync.faults().set(
      {FaultTarget::db, FaultMode::permanent, "Data too long for column 'name' at row 1", 1, std::nullopt});
  EXPECT_EQ(world.run({}).exit_code, 3);
  return world.run({});
}

TEST_F(Memory, SendsWhatWasRefusedAgainWhenAskedTo) {
  const RunEnd end = be_refused_once(world_);
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_EQ(end.writes, 0U);
  world_.retry_refused();
  EXPECT_EQ(world_.run({}).writes, 1U);
  expect_level_at_rest();
}
using MemoryWithoutQuarantine = BrokenWorld<Sabotage::ignores_quarantine>;
TEST_F(MemoryWithoutQuarantine, IsCaught) {
  be_refused_once(world_);
  EXPECT_TRUE(world_.violation());
}

// --- delivery

void lose_a_change_behind_os2sync(World& world) {
  world.let_pass(std::chrono::minutes{60});
  EXPECT_EQ(world.run({}).writes, 0U);  // looks at everything, so that FK-ORG is not asked about the top unit below
  world.municipality.hire();
  EXPECT_EQ(world.run({}).writes, 1U);
  world.os2sync.faults().set({FaultTarget::fk, FaultMode::permanent, "", 1, std::nullopt});
  world.let_pass(std::chrono::minutes{10});
  world.os2sync.drain();
  world.let_pass(std::chrono::minutes{60});
}

TEST_F(Memory, SendsAgainWhatFkOrgWasSeenNotToHold) {
  lose_a_change_behind_os2sync(world_);
  EXPECT_EQ(world_.os2sync.queue().failure().size(), 1U);
  EXPECT_EQ(world_.run({}).writes, 0U);
  EXPECT_EQ(world_.run({}).writes, 1U);
  expect_level_at_rest();
}
using MemoryOfABeliever = BrokenWorld<Sabotage::never_looks>;
TEST_F(MemoryOfABeliever, IsCaught) {
  lose_a_change_behind_os2sync(world_);
  expect_caught();
}
using MemoryOfAnIdler = BrokenWorld<Sabotage::never_sends_again>;
TEST_F(MemoryOfAnIdler, IsCaught) {
  lose_a_change_behind_os2sync(world_);
  expect_caught();
}

}  // namespace
}  // namespace os2sync::sim
