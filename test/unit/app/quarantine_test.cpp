// SPDX-License-Identifier: MPL-2.0
/// What was refused for good is set aside, and nobody else waits for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/quarantine_gate.hpp"
#include "support/send_world.hpp"

namespace os2sync {
namespace {

using test::id;
using test::World;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

PushResult refuse_poison(const std::string& write) {
  if (write.find("POISON") == std::string::npos) return Accepted{};
  return Rejected{say("Positions.Name is longer than 200 characters"), RejectionCode::text_too_long, "Positions.Name"};
}

/// A run in which OS2sync refuses whatever is called POISON.
class PoisonedWorld : public World {
 public:
  PoisonedWorld() {
    sink.answer = refuse_poison;
    sink.fk[id("TOP")] = FkObject{};
  }
  /// The quarantine as if an earlier run had been refused this change.
  void refused_before(const Change& change) {
    QuarantineGate{&quarantine, clock}.refused(change, std::get<Rejected>(refuse_poison("POISON")));
  }
  /// A unit that stands below another in FK-ORG.
  void sent_below(std::string_view name, std::string_view parent) {
    LedgerEntry entry;
    entry.kind = ObjectKind::unit;
    entry.uuid = entry.source = id(name);
    entry.parent = id(parent);
    run.ledger.push_back(entry);
  }
  const SetAside& poison() { return quarantine.objects.at({ObjectKind::user, id("POISON")}); }
};

TEST(QuarantineInSend, SetsARefusedObjectAsideWithReasonAndTime) {
  PoisonedWorld world;
  Change change = world.user("POISON", "TOP");
  change.source = id("PERSON");
  change.after.digest.bytes[0] = 7;
  world.wave({change, world.user("P2", "TOP")});
  const SendReport report = world.send();
  EXPECT_EQ(report.accepted(), 1U);
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_TRUE(report.failed[0].set_aside);
  const std::int64_t now = world.clock.now().time_since_epoch().count();
  EXPECT_EQ(world.poison(), (SetAside{ObjectKind::user, id("POISON"), id("PERSON"), RejectionCode::text_too_long,
                                      "Positions.Name", 1, now, now, change.after.digest, false}));
}

TEST(QuarantineInSend, DoesNotSendTheSameContentAgainButNamesIt) {
  PoisonedWorld world;
  const Change change = world.user("POISON", "TOP");
  world.refused_before(change);
  world.wave({change, world.user("P2", "TOP")});
  const SendReport report = world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("user P2"));
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_TRUE(report.failed[0].set_aside);
  EXPECT_FALSE(report.failed[0].postponed);
  EXPECT_EQ(world.poison().attempts, 1);
}

TEST(QuarantineInSend, TriesAgainWhenTheContentHasChangedAndCountsOn) {
  PoisonedWorld world;
  Change change = world.user("POISON", "TOP");
  world.refused_before(change);
  const std::int64_t first = world.poison().first_at;
  change.after.digest.bytes[0] = 1;
  (void)world.clock.sleep_for(std::chrono::hours{24});
  world.wave({change});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("user POISON"));
  EXPECT_EQ(world.poison().attempts, 2);
  EXPECT_EQ(world.poison().first_at, first);
  EXPECT_EQ(world.poison().last_at, first + 24 * 3600);
  EXPECT_EQ(world.poison().payload, change.after.digest);
}

TEST(QuarantineInSend, BeginsToCountAnewForAnotherReason) {
  PoisonedWorld world;
  Change change = world.user("POISON", "TOP");
  world.refused_before(change);
  (void)world.clock.sleep_for(std::chrono::hours{24});
  QuarantineGate gate{&world.quarantine, world.clock};
  gate.refused(change, Rejected{say(""), RejectionCode::text_too_long, "Person.Name"});
  EXPECT_EQ(world.poison().attempts, 1);
  gate.refused(change, Rejected{say(""), RejectionCode::value_missing, "Person.Name"});
  EXPECT_EQ(world.poison().attempts, 1);
  EXPECT_EQ(world.poison().first_at, world.clock.now().time_since_epoch().count());
}

TEST(QuarantineInSend, TriesOnceMoreWhenAnOperatorAsksForIt) {
  PoisonedWorld world;
  const Change change = world.user("POISON", "TOP");
  world.refused_before(change);
  world.quarantine.objects.begin()->second.retry = true;
  world.wave({change});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("user POISON"));
  EXPECT_FALSE(world.poison().retry);
  EXPECT_TRUE((QuarantineGate{&world.quarantine, world.clock}.holds_back(change)));
}

TEST(QuarantineInSend, LetsGoOfWhatIsAccepted) {
  PoisonedWorld world;
  Change change = world.user("POISON", "TOP");
  world.refused_before(change);
  change.after.digest.bytes[0] = 1;
  world.sink.answer = [](const std::string&) -> PushResult { return Accepted{}; };
  world.wave({change});
  world.send();
  EXPECT_THAT(world.quarantine.objects, IsEmpty());
}

TEST(QuarantineInSend, KeepsAUnitAndAUserOfOneUuidApart) {
  PoisonedWorld world;
  world.refused_before(world.user("POISON", "TOP"));
  world.wave({world.unit("POISON", id("TOP"))});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("unit POISON"));
}

TEST(QuarantineInSend, PostponesWhatStandsOnAUnitSetAside) {
  PoisonedWorld world;
  const Change unit = world.unit("POISON", id("TOP"));
  world.refused_before(unit);
  world.wave({unit});
  world.wave({world.unit("U2", id("POISON"))});
  world.wave({world.user("P1", "U2"), world.user("P2", "TOP")});
  const SendReport report = world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("user P2"));
  ASSERT_EQ(report.failed.size(), 3U);
  EXPECT_TRUE(report.failed[1].postponed);
  EXPECT_TRUE(report.failed[2].postponed);
}

TEST(QuarantineInSend, DoesNotHoldUpRemovalsOfUnitsForWhatWasSetAsideBefore) {
  PoisonedWorld world;
  const Change user = world.user("POISON", "TOP");
  const Change unit = world.unit("POISON", id("TOP"));
  world.refused_before(user);
  world.refused_before(unit);
  world.wave({unit});
  world.wave({world.unit("U2", id("POISON"))});
  world.wave({user, world.user("P1", "U2")});
  world.wave({world.removal(ObjectKind::unit, "GONE")});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("delete unit GONE"));
}

TEST(QuarantineInSend, HoldsUpRemovalsOfUnitsInTheRunOfTheRefusal) {
  PoisonedWorld world;
  world.wave({world.user("POISON", "TOP")});
  world.wave({world.removal(ObjectKind::unit, "GONE")});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("user POISON"));
}

TEST(QuarantineInSend, NeverRemovesAUnitBelowWhichAUnitSetAsideStillStands) {
  PoisonedWorld world;
  const Change moved = world.unit("POISON", id("TOP"), Action::update);
  world.refused_before(moved);
  world.sent_below("POISON", "OLD");
  world.sent_below("OLD", "OLDER");
  world.wave({moved});
  world.wave({world.removal(ObjectKind::unit, "OLD"), world.removal(ObjectKind::unit, "OTHER")});
  world.wave({world.removal(ObjectKind::unit, "OLDER")});
  const SendReport report = world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("delete unit OTHER"));
  EXPECT_EQ(report.failed.size(), 3U);
}

TEST(QuarantineInSend, KeepsTheOldUuidOfAnObjectSetAsideUnderItsNewOne) {
  PoisonedWorld world;
  const Change fresh = world.user("POISON", "TOP");
  world.refused_before(fresh);
  world.wave({fresh});
  world.wave({world.removal(ObjectKind::user, "OLD", Reason::uuid_replaced, "POISON")});
  world.wave({world.removal(ObjectKind::unit, "GONE")});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("delete unit GONE"));
}

TEST(ReleaseWhatIsNotPlanned, KeepsWhatIsPlannedWithheldOrHeld) {
  test::MemoryQuarantine quarantine;
  const auto put = [&](std::string_view symbol, std::string_view source = "x") {
    SetAside object;
    object.kind = ObjectKind::user;
    object.uuid = id(symbol);
    object.source = id(source);
    quarantine.put(object);
  };
  Plan plan;
  Change planned;
  planned.kind = ObjectKind::user;
  planned.uuid = id("PLANNED");
  plan.waves.push_back({{planned}});
  planned.uuid = id("WITHHELD");
  plan.withheld.push_back({planned, WithheldReason::guard});
  Wanted wanted;
  wanted.held_persons = {id("HELD.mo")};
  wanted.held_units = {id("MENDED.mo")};
  put("PLANNED");
  put("WITHHELD");
  put("HELD", "HELD.mo");
  put("MENDED", "MENDED.mo");
  release_what_is_not_planned(plan, wanted, quarantine);
  EXPECT_EQ(quarantine.objects.size(), 3U);
  EXPECT_FALSE(quarantine.objects.contains({ObjectKind::user, id("MENDED")}));
}

TEST(MarkSetAside, NamesWhatARunWouldPassOverAndCountsItApart) {
  PoisonedWorld world;
  const Change poison = world.user("POISON", "TOP");
  const Change unit = world.unit("BAD", id("TOP"), Action::update);
  world.wave({unit});
  world.wave({poison, world.user("P2", "TOP")});
  world.run.plan.units.update = 1;
  world.run.plan.users.create = 2;
  world.refused_before(poison);
  world.refused_before(unit);
  Plan& plan = world.run.plan;
  mark_set_aside(plan, &world.quarantine, world.clock);
  ASSERT_EQ(plan.set_aside.size(), 2U);
  EXPECT_EQ(plan.set_aside[0].object.kind, ObjectKind::unit);
  ASSERT_NE(plan.find_set_aside(poison), nullptr);
  EXPECT_EQ(plan.find_set_aside(poison)->code, RejectionCode::text_too_long);
  EXPECT_NE(plan.find_set_aside(unit), nullptr);
  EXPECT_EQ(plan.find_set_aside(plan.waves[1].changes[1]), nullptr);
  EXPECT_EQ(plan.users, (ObjectCounts{.create = 1, .set_aside = 1}));
  EXPECT_EQ(plan.units, (ObjectCounts{.set_aside = 1}));
  EXPECT_TRUE(plan.sends_something());
  EXPECT_EQ(world.send().accepted(), 1U);  // the mark and the sender agree
}

TEST(MarkSetAside, LeavesAloneWhatWouldBeTriedAgain) {
  PoisonedWorld world;
  Change changed = world.user("CHANGED", "TOP");
  const Change retried = world.user("POISON", "TOP");
  world.refused_before(changed);
  world.refused_before(retried);
  changed.after.digest.bytes[0] = 9;
  world.quarantine.objects.at({ObjectKind::user, id("POISON")}).retry = true;
  world.wave({changed, retried});
  mark_set_aside(world.run.plan, &world.quarantine, world.clock);
  EXPECT_THAT(world.run.plan.set_aside, IsEmpty());
  mark_set_aside(world.run.plan, nullptr, world.clock);
  EXPECT_THAT(world.run.plan.set_aside, IsEmpty());
}

TEST(MarkSetAside, KnowsWhenNothingIsLeftToSend) {
  PoisonedWorld world;
  const Change poison = world.user("POISON", "TOP");
  world.wave({poison});
  world.run.plan.users.create = 1;
  world.refused_before(poison);
  EXPECT_TRUE(world.run.plan.sends_something());
  mark_set_aside(world.run.plan, &world.quarantine, world.clock);
  EXPECT_FALSE(world.run.plan.sends_something());
}

}  // namespace
}  // namespace os2sync
