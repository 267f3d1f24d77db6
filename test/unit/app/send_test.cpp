// SPDX-License-Identifier: MPL-2.0
#include "app/send.hpp"

#include <atomic>
#include <cstring>
#include <span>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/builders.hpp"
#include "support/fakes.hpp"
#include "support/send_world.hpp"

namespace os2sync {
namespace {

using test::id;
using test::World;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(SendPlan, SendsWavesInOrderAndRemembersEachChange) {
  World world;
  world.wave({world.unit("TOP")});
  world.wave({world.unit("U1", id("TOP"))});
  world.wave({world.user("P1", "U1")});
  world.wave({world.removal(ObjectKind::user, "P9")});
  const SendReport report = world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("unit TOP", "unit U1", "user P1", "delete user P9"));
  EXPECT_EQ(report.accepted(), 4U);
  EXPECT_EQ(report.units.create, 2U);
  EXPECT_EQ(report.users.remove, 1U);
  EXPECT_TRUE(world.remembers(ObjectKind::unit, "U1"));
  EXPECT_TRUE(world.ledger.entries.at({ObjectKind::user, id("P9")}).deleted);
  EXPECT_EQ(world.ledger.entries.at({ObjectKind::user, id("P1")}).changed_at,
            world.clock.now().time_since_epoch().count());
}

TEST(SendPlan, RemembersNothingThatWasNotAccepted) {
  World world;
  world.wave({world.user("P1", "TOP"), world.user("P2", "TOP")});
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write == "user P1") return Rejected{say({"position name too long", "stillingens navn er for langt"})};
    return Accepted{};
  };
  const SendReport report = world.send();
  EXPECT_FALSE(world.remembers(ObjectKind::user, "P1"));
  EXPECT_TRUE(world.remembers(ObjectKind::user, "P2"));
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.failed[0].why, (Said{"position name too long", "stillingens navn er for langt"}));
  EXPECT_FALSE(report.failed[0].postponed);
}

TEST(SendPlan, NotesEachChangeBeforeItIsSentAndForgetsTheNoteWithTheAnswer) {
  World world;
  world.wave({world.unit("TOP"), world.removal(ObjectKind::user, "P9")});
  std::vector<std::size_t> noted;
  world.sink.answer = [&](const std::string&) -> PushResult {
    noted.push_back(world.ledger.under_way.size());
    return Accepted{};
  };
  world.send();
  EXPECT_THAT(noted, ElementsAre(1U, 1U));
  EXPECT_THAT(world.ledger.under_way, IsEmpty());
}

// The answer to the first attempt may have been lost after OS2sync had taken it.
TEST(SendPlan, KeepsTheNoteOfAChangeWhoseFateIsUnknown) {
  World world;
  world.wave({world.user("P1", "TOP"), world.user("P2", "TOP")});
  int attempts = 0;
  world.sink.answer = [&](const std::string& write) -> PushResult {
    if (write == "user P2") return Accepted{};
    return ++attempts == 1 ? PushResult{Busy{say("no answer in time")}} : PushResult{Rejected{say("no")}};
  };
  world.send();
  EXPECT_THAT(world.ledger.under_way, ElementsAre(std::pair{ObjectKind::user, id("P1")}));
}

TEST(SendPlan, TakesBackTheNoteOfAChangeThatWasRefusedAtOnce) {
  World world;
  world.wave({world.user("P1", "TOP")});
  world.sink.answer = [](const std::string&) -> PushResult { return Rejected{say("no")}; };
  world.send();
  EXPECT_THAT(world.ledger.under_way, IsEmpty());
}

// An earlier run sent it and never learnt what came of it. That OS2sync refuses what it gets now says nothing of then.
TEST(SendPlan, KeepsTheNoteOfAnEarlierRunWhenTheChangeIsRefusedNow) {
  World world;
  LedgerEntry unsure = world.user("P1", "TOP").after;
  unsure.digest = {};
  unsure.fields.clear();
  LedgerEntry removed = unsure;
  removed.uuid = id("P2");
  removed.deleted = true;
  world.run.ledger = {unsure, removed};
  world.wave({world.user("P1", "TOP"), world.user("P2", "TOP"), world.user("P3", "TOP")});
  world.sink.answer = [](const std::string&) -> PushResult { return Rejected{say("no")}; };
  world.send();
  EXPECT_THAT(world.ledger.under_way, ElementsAre(std::pair{ObjectKind::user, id("P1")}));
}

TEST(SendPlan, NotesNothingThatWasNeverSent) {
  World world;
  world.wave({world.user("P1", "TOP")});
  world.sink.fk[id("P1")] = FkUnavailable{say("FK-ORG is away")};
  EXPECT_THROW(world.send(), Error);
  EXPECT_THAT(world.ledger.under_way, IsEmpty());
}

TEST(SendPlan, TriesABusyObjectAgainAfterTheGivenWaitsAndLetsTheOthersPass) {
  World world;
  world.wave({world.user("P1", "TOP"), world.user("P2", "TOP")});
  int attempts = 0;
  world.sink.answer = [&](const std::string& write) -> PushResult {
    if (write == "user P1" && ++attempts < 3) return Busy{say("503")};
    return Accepted{};
  };
  const SendReport report = world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("user P1", "user P2", "user P1", "user P1"));
  EXPECT_EQ(report.accepted(), 2U);
  EXPECT_EQ(world.clock.passed(), std::chrono::seconds{35});
}

TEST(SendPlan, GivesUpOnOneObjectWhenOthersGetThrough) {
  World world;
  world.wave({world.user("P1", "TOP"), world.user("P2", "TOP")});
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write == "user P1") return Busy{say("timed out")};
    return Accepted{};
  };
  const SendReport report = world.send();
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.failed[0].change->uuid, id("P1"));
  EXPECT_EQ(report.accepted(), 1U);
}

TEST(SendPlan, StopsAsUnavailableWhenNothingGetsThrough) {
  World world;
  world.wave({world.user("P1", "TOP"), world.user("P2", "TOP")});
  world.sink.answer = [](const std::string&) -> PushResult {
    return Busy{say({"connection refused", "ingen forbindelse"})};
  };
  try {
    world.send();
    FAIL() << "must throw";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.what(), ::testing::HasSubstr("connection refused"));
    EXPECT_THAT(error.in(Language::danish), ::testing::HasSubstr("forsøg (ingen forbindelse)"));
  }
  EXPECT_THAT(world.ledger.entries, IsEmpty());
}

TEST(SendPlan, PostponesWhatNeedsAUnitThatWasNotAccepted) {
  World world;
  world.wave({world.unit("U1", id("TOP"))});
  world.wave({world.unit("U2", id("U1"))});
  world.wave({world.user("P1", "U2"), world.user("P2", "TOP")});
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write == "unit U1") return Rejected{say("name too long")};
    return Accepted{};
  };
  const SendReport report = world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("unit U1", "user P2"));
  ASSERT_EQ(report.failed.size(), 3U);
  EXPECT_TRUE(report.failed[1].postponed);
  EXPECT_EQ(report.failed[1].why, (Said{"the parent unit was not accepted", "overenheden blev ikke modtaget"}));
  EXPECT_TRUE(report.failed[2].postponed);
}

TEST(SendPlan, SendsUsersOfAUnitWhoseUpdateFailed) {
  World world;  // the unit is in FK-ORG already, only its new name is not
  world.sink.fk[id("U1")] = FkObject{};
  world.wave({world.unit("U1", id("TOP"), Action::update)});
  world.wave({world.user("P1", "U1")});
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write == "unit U1") return Rejected{say("name too long")};
    return Accepted{};
  };
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("unit U1", "user P1"));
}

TEST(SendPlan, RemovesNoUnitAfterAFailure) {
  World world;
  world.sink.fk[id("P1")] = FkObject{};
  world.wave({world.user("P1", "TOP", Action::update)});
  world.wave({world.removal(ObjectKind::unit, "U1")});
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write == "user P1") return Rejected{say("refused")};
    return Accepted{};
  };
  const SendReport report = world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("user P1"));
  EXPECT_EQ(report.failed.size(), 2U);
}

TEST(SendPlan, KeepsTheOldUuidUntilTheOtherOneOfTheSameRecordIsAccepted) {
  for (const Reason reason : {Reason::uuid_replaced, Reason::other_uuid_stays}) {
    World world;
    world.wave({world.user("NEW", "TOP")});
    world.wave({world.removal(ObjectKind::user, "OLD", reason, "NEW")});
    world.sink.answer = [](const std::string& write) -> PushResult {
      if (write == "user NEW") return Rejected{say("refused")};
      return Accepted{};
    };
    world.send();
    EXPECT_THAT(world.sink.log(), ElementsAre("user NEW"));
  }
}

TEST(SendPlan, G18_SendsBackTheFieldsOfAUnitThatAreNotOurs) {
  World world;
  const FkFields kept{{"SOR", std::string{"9"}}, {"ContactPlaces", std::vector<std::string>{"x"}}};
  world.sink.fk[id("U1")] = FkObject{kept};
  world.wave({world.unit("U1", id("TOP"), Action::update)});
  world.send();
  EXPECT_EQ(world.sink.kept_of(id("U1")), kept);
}

TEST(SendPlan, SendsBackTheFieldsOfAUserThatAreNotOursAlsoWhenItIsSentForTheFirstTime) {
  World world;
  const FkFields kept{{"RacfID", std::string{"r"}}};
  world.sink.fk[id("P1")] = world.sink.fk[id("P2")] = FkObject{kept};
  world.wave({world.user("P1", "TOP", Action::update), world.user("P2", "TOP", Action::create)});
  world.send();
  EXPECT_EQ(world.sink.kept_of(id("P1")), kept);
  EXPECT_EQ(world.sink.kept_of(id("P2")), kept);
}

TEST(SendPlan, DoesNotWipeAUserThatFkOrgOnlySeemsNotToKnow) {
  World world;  // FK-ORG answers "unknown" for everything: it is unwell
  world.options.retry_seconds = {};
  world.wave({world.user("P1", "TOP", Action::update)});
  EXPECT_THROW(world.send(), Error);
  EXPECT_THAT(world.sink.log(), IsEmpty());
}

TEST(SendPlan, WaitsWithAUserThatCannotBeRead) {
  World world;
  world.sink.fk[id("P1")] = FkUnavailable{say("OS2sync answered 500")};
  world.options.retry_seconds = {};
  world.wave({world.user("P1", "TOP", Action::create)});
  EXPECT_THROW(world.send(), Error);
  EXPECT_THAT(world.sink.log(), IsEmpty());
}

TEST(SendPlan, DoesNotWipeAUnitThatFkOrgOnlySeemsNotToKnow) {
  World world;  // FK-ORG answers "unknown" for everything: it is unwell
  world.options.retry_seconds = {};
  world.wave({world.unit("U1", id("TOP"), Action::update)});
  EXPECT_THROW(world.send(), Error);
  EXPECT_THAT(world.sink.log(), IsEmpty());
}

TEST(SendPlan, PostsAUnitThatIsReallyGoneFromFkOrg) {
  World world;
  world.sink.fk[id("TOP")] = FkObject{};
  world.wave({world.unit("U1", id("TOP"), Action::update)});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("unit U1"));
}

TEST(SendPlan, BelievesThatTheTopUnitIsGoneWhenFkOrgShowsAnotherObject) {
  World world;
  world.options.retry_seconds = {};
  world.options.witnesses = {{ObjectKind::unit, id("TOP")}, {ObjectKind::user, id("P1")}};
  world.wave({world.unit("TOP", {}, Action::update), world.unit("U1", id("TOP"), Action::update)});
  EXPECT_THROW(world.send(), Error) << "the witness is unknown too: FK-ORG is unwell";
  EXPECT_THAT(world.sink.log(), IsEmpty());
  world.sink.fk[id("P1")] = FkObject{};
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("unit TOP", "unit U1"));
}

TEST(SendPlan, Conformance15_RevivesWithBypassCache) {
  World world;
  Change back = world.user("P1", "TOP");
  back.reason = Reason::sent_deleted_before;
  back.bypass_cache = true;  // the planner says so
  world.wave({back});
  world.send();
  EXPECT_THAT(world.sink.log(), ElementsAre("bypass user P1"));
}

TEST(SendPlan, StopsBetweenTwoObjectsWhenAskedTo) {
  World world;
  world.wave({world.user("P1", "TOP"), world.user("P2", "TOP")});
  world.wave({world.user("P3", "TOP")});
  world.sink.answer = [&](const std::string&) -> PushResult {
    world.clock.stop();
    return Accepted{};
  };
  const SendReport report = world.send();
  EXPECT_TRUE(report.interrupted);
  EXPECT_THAT(world.sink.log(), ElementsAre("user P1"));
  EXPECT_TRUE(world.remembers(ObjectKind::user, "P1"));
}

TEST(SendPlan, ConnectionLanesShareAWaveAndFinishItBeforeTheNext) {
  World world;
  world.options.lanes = 4;
  std::vector<Change> first;
  std::vector<std::string> expected;
  for (int i = 0; i < 50; ++i) {
    const std::string name = "P" + std::to_string(i);
    first.push_back(world.user(name, "TOP"));
    expected.push_back("user " + name);
  }
  world.wave(first);
  world.wave({world.removal(ObjectKind::user, "LAST")});
  const SendReport report = world.send();
  EXPECT_EQ(report.accepted(), 51U);
  auto log = world.sink.log();
  EXPECT_EQ(log.back(), "delete user LAST");
  log.pop_back();
  EXPECT_THAT(log, ::testing::UnorderedElementsAreArray(expected));
}

TEST(SendPlan, SendsNothingWhenAskedToStopWhileFkOrgIsRead) {
  World world;
  world.wave({world.user("P1", "TOP")});
  world.sink.on_read = [&] { world.clock.stop(); };
  EXPECT_TRUE(world.send().interrupted);
  EXPECT_THAT(world.sink.log(), IsEmpty());
  EXPECT_FALSE(world.remembers(ObjectKind::user, "P1"));
}

/// Cannot be written to; the other lane hears of it at that moment.
class FullTrail final : public AuditTrail {
 public:
  std::atomic<bool> failed = false;

  void record(const AuditEvent&) override {
    failed = true;
    throw Error{ErrorKind::state, say("no room")};
  }
  std::int64_t erase(std::span<const Uuid>) override { return 0; }
};

TEST(SendPlan, BeginsNoWriteOnceAnotherLaneCouldNotPutItsOwnOnRecord) {
  for (int round = 0; round < 100; ++round) {  // which lane is faster then is chance
    World world;
    world.options.lanes = 2;
    world.wave({world.user("P1", "TOP"), world.user("P2", "TOP")});
    FullTrail trail;
    std::atomic<int> reading = 0;
    world.sink.on_read = [&] {
      const bool is_first = ++reading == 1;
      while (is_first ? reading < 2 : !trail.failed) std::this_thread::yield();
    };
    const SendTargets targets{world.sink, world.ledger, world.clock, world.observer, &world.quarantine, &trail};
    EXPECT_THROW(send_plan(world.run, targets, world.options), Error);
    ASSERT_EQ(world.sink.log().size(), 1U) << "in round " << round;
  }
}

/// Knows when the first object is done with.
class FirstDone final : public Observer {
 public:
  std::atomic<bool> done = false;

  void progress(Stage, std::size_t, std::size_t) override { done = true; }
  void warn(const Said&) override {}
  void debug(std::string_view) override {}
};

TEST(SendPlan, TellsOfFailuresInPlanOrderWhicheverLaneIsFaster) {
  World world;
  world.options.lanes = 2;
  world.wave({world.unit("U1"), world.unit("U2")});
  FirstDone observer;
  world.sink.answer = [&](const std::string& write) {
    while (write == "unit U1" && !observer.done) std::this_thread::yield();
    return PushResult{Rejected{say("no")}};
  };
  const SendReport report =
      send_plan(world.run, {world.sink, world.ledger, world.clock, observer, &world.quarantine}, world.options);
  ASSERT_EQ(report.failed.size(), 2U);
  EXPECT_EQ(report.failed[0].change->uuid, id("U1"));
}

}  // namespace
}  // namespace os2sync
