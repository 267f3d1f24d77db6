// SPDX-License-Identifier: MPL-2.0
// Sending in `new` mode: OS2MO's accounts are made before, and ended only after, what is sent about them.
#include "app/account_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/send.hpp"
#include "app/sync.hpp"
#include "support/builders.hpp"
#include "support/fakes.hpp"

namespace os2sync {
namespace {

using test::id;
using test::MemoryTrail;
using testing::ElementsAre;
using testing::IsEmpty;

/// Writes what it is told into the log of a sink, so that the order of all writes shows.
class FakeBook final : public AccountBook {
 public:
  explicit FakeBook(std::vector<std::string>& log) : log_{log} {}
  std::function<WriteResult(const std::string&)> answer = [](const std::string&) { return WriteResult{Written{}}; };

  WriteResult create(const Uuid& it_system, const NewFkAccount& account) override {
    EXPECT_EQ(it_system, id("SYSTEM"));
    return note("make " + test::FakeSink::symbol(account.fk_uuid));
  }
  WriteResult end(const EndedFkAccount& account) override {
    return note("end " + test::FakeSink::symbol(account.account));
  }

 private:
  WriteResult note(const std::string& write) {
    log_.push_back(write);
    return answer(write);
  }
  std::vector<std::string>& log_;
};

/// Users F1 (new) and F9 (to be deleted), an account for the one and an account of the other.
struct World {
  test::FakeClock clock;
  test::FakeSink sink;
  test::MemoryLedger ledger;
  SilentObserver observer;
  PreparedRun run;
  std::vector<std::string> log;
  FakeBook book{log};

  World() {
    run.wanted.top_unit = id("TOP");
    WantedUser wanted;
    wanted.uuid = id("F1");
    wanted.source = id("P1");
    run.wanted.users = {wanted};
    run.plan.waves = {{{change("F1", "P1", Action::create)}}, {{change("F9", "P1", Action::remove)}}};
    run.plan.fk_accounts = {
        id("SYSTEM"), {{id("P1"), id("G1"), id("F1"), false, false}}, {{id("P1"), id("I9"), id("F9")}}, {}};
    sink.answer = [this](const std::string& write) {
      log.push_back(write);
      return PushResult{Accepted{}};
    };
  }
  static Change change(std::string_view uuid, std::string_view person, Action action) {
    Change made;
    made.kind = ObjectKind::user;
    made.uuid = id(uuid);
    made.source = id(person);
    made.action = action;
    made.after.kind = ObjectKind::user;
    made.after.uuid = id(uuid);
    made.after.source = id(person);
    made.after.deleted = action == Action::remove;
    return made;
  }
  SendReport send() { return send_plan(run, {sink, ledger, clock, observer, nullptr, nullptr, &book}, {1, {}, false}); }
};

TEST(SendPlan, MakesAccountsThenPostsThenEndsAccountsThenDeletes) {
  World world;
  const SendReport report = world.send();
  EXPECT_THAT(world.log, ElementsAre("make F1", "user F1", "end I9", "delete user F9"));
  EXPECT_EQ(report.accounts.created, 1U);
  EXPECT_EQ(report.accounts.ended, 1U);
  EXPECT_THAT(report.accounts.failed, IsEmpty());
  EXPECT_THAT(report.failed, IsEmpty());
}

TEST(SendPlan, EndsAccountsAlsoWhenNoUserIsDeleted) {
  World world;
  world.run.plan.waves.pop_back();
  world.send();
  EXPECT_THAT(world.log, ElementsAre("make F1", "user F1", "end I9"));
}

TEST(SendPlan, PostsNoUserWhoseAccountWasNotMadeAndEndsNothingForThatPerson) {
  World world;
  world.book.answer = [](const std::string&) { return WriteResult{NotWritten{say("no")}}; };
  const SendReport report = world.send();
  EXPECT_THAT(world.log, ElementsAre("make F1"));
  ASSERT_EQ(report.failed.size(), 2U);
  EXPECT_TRUE(report.failed[0].postponed);
  EXPECT_EQ(report.failed[0].why.danish, "brugerens FK-ORG-konto blev ikke oprettet i OS2MO");
  ASSERT_EQ(report.accounts.failed.size(), 2U);
  EXPECT_FALSE(report.accounts.failed[0].postponed);
  EXPECT_FALSE(report.accounts.failed[0].ending);
  EXPECT_TRUE(report.accounts.failed[1].ending);
  EXPECT_TRUE(report.accounts.failed[1].postponed);
}

TEST(SendPlan, EndsNothingForAPersonWhoseUserWasRefused) {
  World world;
  world.sink.answer = [&](const std::string& write) -> PushResult {
    world.log.push_back(write);
    return write == "user F1" ? PushResult{Rejected{say("no")}} : PushResult{Accepted{}};
  };
  world.send();
  EXPECT_THAT(world.log, ElementsAre("make F1", "user F1"));
}

TEST(SendPlan, DeletesNoUserWhoseAccountWasNotEnded) {
  World world;
  world.book.answer = [](const std::string& write) {
    return write == "end I9" ? WriteResult{NotWritten{say("no")}} : WriteResult{Written{}};
  };
  const SendReport report = world.send();
  EXPECT_THAT(world.log, ElementsAre("make F1", "user F1", "end I9"));
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.failed[0].change->uuid, id("F9"));
  EXPECT_EQ(report.failed[0].why.danish, "brugerens FK-ORG-konto blev ikke afsluttet i OS2MO");
}

TEST(AccountWriter, StopsWritingToOs2moAfterFiveFailuresInARow) {
  test::FakeClock clock;
  std::vector<std::string> log;
  FakeBook book{log};
  std::size_t asked = 0;
  // The second succeeds, so that the count begins anew.
  book.answer = [&](const std::string&) {
    return ++asked == 2 ? WriteResult{Written{}} : WriteResult{NotWritten{say("no")}};
  };
  FkAccountPlan plan;
  plan.it_system = id("SYSTEM");
  for (int i = 0; i < 9; ++i) plan.created.push_back({id("P"), id("G"), id("F" + std::to_string(i)), false, false});
  AccountWriter writer{plan, &book, clock, nullptr};
  writer.make_all();
  EXPECT_EQ(asked, 7U);
  EXPECT_EQ(writer.report().created, 1U);
  ASSERT_EQ(writer.report().failed.size(), 8U);
  EXPECT_FALSE(writer.report().failed[5].postponed);
  EXPECT_TRUE(writer.report().failed[6].postponed);
}

TEST(AccountWriter, PutsEachWriteToOs2moOnRecord) {
  test::FakeClock clock;
  std::vector<std::string> log;
  FakeBook book{log};
  book.answer = [](const std::string& write) {
    return write == "make F2" ? WriteResult{NotWritten{say("no")}} : WriteResult{Written{}};
  };
  FkAccountPlan plan;
  plan.it_system = id("SYSTEM");
  for (const char* fk : {"F1", "F2"}) plan.created.push_back({id("P"), id("G"), id(fk), false, false});
  plan.ended.push_back({id("Q"), id("I9"), id("F9")});
  MemoryTrail trail;
  AccountWriter writer{plan, &book, clock, &trail};
  writer.make_all();
  writer.end_all({});
  EXPECT_THAT(trail.lines,
              ElementsAre("fk_account action=create result=accepted", "fk_account action=create result=failed",
                          "fk_account action=end result=accepted"));
  EXPECT_THAT(trail.subjects, ElementsAre(AuditSubject{id("F1"), id("P")}, AuditSubject{id("F2"), id("P")},
                                          AuditSubject{id("F9"), id("Q")}));
}

TEST(AccountWriter, WritesNothingOnceAskedToStop) {
  World world;
  world.clock.stop();
  EXPECT_TRUE(world.send().interrupted);
  EXPECT_THAT(world.log, IsEmpty());
}

TEST(Summarise, SaysInBothLanguagesWhichAccountsWereNotMadeOrEnded) {
  SyncOutcome outcome;
  outcome.report.accounts.failed = {{id("F1"), {"no", "nej"}, false, false}, {id("F9"), {"no", "nej"}, true, true}};
  const RunSummary summary = summarise(outcome, {}, {});
  ASSERT_EQ(summary.failures.size(), 2U);
  EXPECT_EQ(summary.failures[0].why,
            (Said{"FK-ORG account not made in OS2MO: no", "FK-ORG-konto ikke oprettet i OS2MO: nej"}));
  EXPECT_EQ(summary.failures[1].why,
            (Said{"FK-ORG account not ended in OS2MO: no", "FK-ORG-konto ikke afsluttet i OS2MO: nej"}));
}

}  // namespace
}  // namespace os2sync
