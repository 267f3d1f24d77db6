// SPDX-License-Identifier: MPL-2.0
/// @file Delivery as part of a run: what goes out again, how it is counted, and that a look never spoils a run.
#include "app/delivery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/builders.hpp"
#include "support/fakes.hpp"

namespace os2sync {
namespace {

using std::chrono::minutes;
using test::id;
using testing::ElementsAre;
using testing::IsEmpty;

class World {
 public:
  test::FakeClock clock;
  test::FakeSink sink;
  test::FakeSource source;
  test::MemoryLedger ledger;
  test::MemoryGuardMemory guard_memory;
  test::MemoryDeliveryLog log;
  test::PlainDigester digester;
  SilentObserver observer;
  SyncOptions options;

  World() { options.rules.top_unit = id("TOP"); }

  void sent(ObjectKind kind, const std::string& symbol, DeliveryState state, std::int64_t reposts = 0) {
    LedgerEntry entry;
    entry.kind = kind;
    entry.uuid = entry.source = id(symbol);
    entry.changed_at = clock.now().time_since_epoch().count();
    ledger.record({&entry, 1});
    if (state == DeliveryState::accepted) return;
    const Delivery look{kind, id(symbol), entry.changed_at, state, entry.changed_at, 0, reposts};
    log.record({&look, 1});
  }
  SyncContext context() {
    return {{source, ledger, digester, clock, observer, nullptr, guard_memory, &sink}, sink, nullptr, nullptr, &log};
  }
  Reposts reposts() { return find_reposts(ledger, log.load(), options.delivery); }
  RunSummary look() {
    RunSummary summary;
    look_at_delivery(context(), options, summary);
    return summary;
  }
};

TEST(FindReposts, TakesWhatIsLostOrOverwrittenAndNotYetStuck) {
  World world;
  world.sent(ObjectKind::user, "B", DeliveryState::lost);
  world.sent(ObjectKind::user, "A", DeliveryState::overwritten, 2);
  world.sent(ObjectKind::unit, "U", DeliveryState::lost);
  world.sent(ObjectKind::user, "STUCK", DeliveryState::lost, 3);
  world.sent(ObjectKind::user, "FINE", DeliveryState::verified);
  world.sent(ObjectKind::user, "NEW", DeliveryState::accepted);
  EXPECT_THAT(world.reposts().users, ElementsAre(id("A"), id("B")));
  EXPECT_THAT(world.reposts().units, ElementsAre(id("U")));
}

TEST(FindReposts, LeavesDeletionsAndLaterChangesAlone) {
  World world;
  world.sent(ObjectKind::user, "GONE", DeliveryState::not_removed);
  world.sent(ObjectKind::user, "WENT", DeliveryState::lost);
  world.sent(ObjectKind::user, "CHANGED", DeliveryState::lost);
  world.ledger.entries.at({ObjectKind::user, id("GONE")}).deleted = true;
  world.ledger.entries.at({ObjectKind::user, id("WENT")}).deleted = true;
  ++world.ledger.entries.at({ObjectKind::user, id("CHANGED")}).changed_at;
  EXPECT_THAT(world.reposts().users, IsEmpty());
}

TEST(FindBacklog, IsWhatOs2syncStillNeeds) {
  World world;
  for (int i = 0; i < 200; ++i) world.sent(ObjectKind::user, "P" + std::to_string(i), DeliveryState::accepted);
  EXPECT_EQ(find_backlog(world.ledger, world.clock, world.options.delivery), std::chrono::seconds{180});
  world.clock.advance(minutes{10});
  EXPECT_EQ(find_backlog(world.ledger, world.clock, world.options.delivery), std::chrono::seconds{0});
}

TEST(NoteReposts, CountsWhatWasAcceptedAgainAndOnlyThat) {
  World world;
  PreparedRun run;
  for (const char* symbol : {"A", "REFUSED"}) world.sent(ObjectKind::user, symbol, DeliveryState::lost, 1);
  run.ledger = world.ledger.load();
  Wave wave;
  for (const LedgerEntry& entry : run.ledger) {
    Change change;
    change.reason = Reason::not_delivered;
    change.kind = entry.kind;
    change.uuid = entry.uuid;
    wave.changes.push_back(change);
  }
  run.plan.waves.push_back(wave);
  const std::vector<Delivery> looks = world.log.load();
  world.log.looks.erase({ObjectKind::user, id("A")});  // as the ledger does with what it records
  note_reposts(run, world.ledger, looks, world.log);
  const Delivery& again = world.log.looks.at({ObjectKind::user, id("A")});
  EXPECT_EQ(again.state, DeliveryState::accepted);
  EXPECT_EQ(again.reposts, 2);
  EXPECT_EQ(again.accepted_at, world.ledger.entries.at({ObjectKind::user, id("A")}).changed_at);
  EXPECT_EQ(world.log.looks.at({ObjectKind::user, id("REFUSED")}).reposts, 1);
}

TEST(LookAtDelivery, ReadsWithinTheBudgetOfTheRun) {
  World world;
  for (int i = 0; i < 10; ++i) world.sent(ObjectKind::user, "P" + std::to_string(i), DeliveryState::accepted);
  world.clock.advance(minutes{60});
  world.options.delivery.reads_per_run = 3;
  const RunSummary summary = world.look();
  ASSERT_TRUE(summary.delivery);
  EXPECT_EQ(summary.delivery->reads, 3U);
  EXPECT_EQ(world.sink.probes, 1);
}

TEST(LookAtDelivery, AsksForTheListsOnceADay) {
  World world;
  world.sent(ObjectKind::unit, "TOP", DeliveryState::accepted);
  world.clock.advance(minutes{60});
  world.sink.lists[ObjectKind::unit] = FkList{{id("TOP")}, true};
  world.sink.lists[ObjectKind::user] = FkList{{}, true};
  EXPECT_TRUE(world.look().delivery->units.asked);
  world.clock.advance(minutes{60} * 23);
  EXPECT_FALSE(world.look().delivery->units.asked);
  world.clock.advance(minutes{60});
  EXPECT_TRUE(world.look().delivery->units.asked);
  world.clock.advance(minutes{60} * 48);
  world.options.delivery.list_hours = 0;
  EXPECT_FALSE(world.look().delivery->units.asked);
}

TEST(LookAtDelivery, IsLeftOutWhenSwitchedOff) {
  World world;
  world.options.delivery.list_hours = 0;
  world.options.delivery.reads_per_run = 0;
  EXPECT_FALSE(world.look().delivery);
  EXPECT_EQ(world.sink.probes, 0);
}

TEST(LookAtDelivery, EndsNoRunWhenOs2syncIsAway) {
  World world;
  world.sent(ObjectKind::user, "P", DeliveryState::accepted);
  EXPECT_TRUE(world.look().delivery) << "nothing is old enough, so nobody asks OS2sync";
  world.clock.advance(minutes{60});
  world.sink.on_probe = [] { throw Error{ErrorKind::unavailable, say("away")}; };
  const RunSummary summary = world.look();
  EXPECT_FALSE(summary.delivery);
  EXPECT_EQ(summary.exit_code, 0);
}

TEST(LookAtDelivery, AsksForAPersonOnlyWhenSomethingIsStuck) {
  World world;
  world.options.delivery.reads_per_run = 0;
  world.sent(ObjectKind::user, "P", DeliveryState::lost);
  EXPECT_EQ(world.look().exit_code, 0);
  world.sent(ObjectKind::user, "Q", DeliveryState::lost, 3);
  EXPECT_EQ(world.look().exit_code, 3);
  RunSummary failed;
  failed.exit_code = 4;
  look_at_delivery(world.context(), world.options, failed);
  EXPECT_EQ(failed.exit_code, 4);
}

}  // namespace
}  // namespace os2sync
