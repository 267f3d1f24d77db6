// SPDX-License-Identifier: MPL-2.0
#include "app/audited_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/send_world.hpp"

namespace os2sync {
namespace {

using test::id;
using test::MemoryTrail;
using test::World;
using ::testing::ElementsAre;

const RunIdentity kRun{"sync", "1.2", "abcd"};

TEST(OnRecord, TellsBeginningAndEndWithTheExitCode) {
  MemoryTrail trail;
  EXPECT_EQ(on_record(&trail, kRun, [] { return 3; }), 3);
  EXPECT_THAT(trail.lines, ElementsAre("run_started command=sync version=1.2 settings=abcd", "run_ended exit_code=3"));
}

TEST(OnRecord, TellsTheEndOfARunThatFails) {
  MemoryTrail trail;
  EXPECT_THROW(on_record(&trail, kRun, []() -> int { throw Error{ErrorKind::refused, say("no")}; }), Error);
  EXPECT_EQ(trail.lines.back(), "run_ended exit_code=5");
}

TEST(OnRecord, JustWorksWithoutATrail) {
  EXPECT_EQ(on_record(nullptr, kRun, [] { return 4; }), 4);
}

TEST(RecordPlan, CountsChangesByKindAndWithheldOnesByReason) {
  MemoryTrail trail;
  Plan plan;
  plan.users.create = 2;
  plan.units.held = 1;
  Withheld withheld{{}, WithheldReason::guard};
  withheld.change.kind = ObjectKind::user;
  withheld.change.uuid = id("P1");
  withheld.change.source = id("P1.mo");
  withheld.change.action = Action::remove;
  Withheld older = withheld;
  older.since = 1;
  plan.withheld = {withheld, older};
  plan.refusal = Refusal::units_shrank;
  record_plan(plan, trail);
  EXPECT_THAT(
      trail.lines,
      ElementsAre("refused reason=units_shrank", "planned kind=unit create=0 update=0 delete=0 held=1",
                  "planned kind=user create=2 update=0 delete=0 held=0",
                  "held_back kind=user action=delete reason=guard", "withheld kind=user reason=guard changes=2"));
  EXPECT_THAT(trail.subjects, ElementsAre(AuditSubject{id("P1"), id("P1.mo")})) << "the older one is on record already";
}

SendReport send(World& world, MemoryTrail& trail) {
  return send_plan(world.run, {world.sink, world.ledger, world.clock, world.observer, &world.quarantine, &trail},
                   world.options);
}

TEST(AuditInSend, PutsEachWriteOnRecordWithItsAnswerAndItsFieldsNames) {
  World world;
  MemoryTrail trail;
  world.options.retry_seconds = {5};
  world.sink.fk[id("TOP")] = FkObject{};
  Change accepted = world.user("P1", "TOP");
  accepted.source = id("P1.mo");
  accepted.fields = {{FieldId::email, FieldChangeKind::changed}, {FieldId::positions, FieldChangeKind::added}};
  world.wave({world.user("BUSY", "TOP"), accepted, world.user("BAD", "TOP")});
  world.wave({world.removal(ObjectKind::user, "GONE")});
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write == "user BAD") return Rejected{say(""), RejectionCode::text_too_long, "UserId"};
    if (write == "user BUSY") return Busy{say("503")};
    return Accepted{};
  };
  send(world, trail);
  EXPECT_THAT(
      trail.lines,
      ElementsAre(
          "write kind=user action=create reason=never_sent result=accepted fields=Email;Positions;",
          "write kind=user action=create reason=never_sent result=rejected code=text_too_long field=UserId fields=",
          "write kind=user action=create reason=never_sent result=failed fields=",
          "write kind=user action=delete reason=no_longer_wanted result=accepted fields="));
  EXPECT_EQ(trail.subjects.front(), (AuditSubject{id("P1"), id("P1.mo")}));
}

TEST(AuditInSend, EndsTheRunWhenAWriteCannotBePutOnRecordAndForgetsNothing) {
  World world;
  MemoryTrail trail;
  trail.is_full = true;
  world.wave({world.user("P1", "TOP")});
  world.wave({world.user("P2", "TOP")});
  EXPECT_THROW(send(world, trail), Error);
  EXPECT_THAT(world.sink.log(), ElementsAre("user P1"));
  EXPECT_TRUE(world.remembers(ObjectKind::user, "P1"));
}

}  // namespace
}  // namespace os2sync
