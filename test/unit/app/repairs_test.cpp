// SPDX-License-Identifier: MPL-2.0
#include "app/repairs.hpp"

#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_errors.hpp"
#include "support/small_town.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Killed {};

/// Everything was sent; P1 holds a position twice.
struct Broken : SmallTown {
  Broken() {
    send_all();
    auto& positions = sink.fk.at(user_key("P1")).positions;
    positions.push_back(positions.front());
  }
  RepairOutcome reimport(std::vector<Uuid> named, std::optional<std::size_t> confirmed = {}) {
    return passivate_and_reimport(context(), options, {std::move(named), confirmed});
  }
  RepairOutcome duplicates(std::vector<Uuid> named = {}, std::optional<std::size_t> confirmed = {}) {
    return repair_duplicate_positions(context(), options, {std::move(named), confirmed});
  }
  RepairOutcome resume() { return resume_repairs(context(), options); }
  /// Lets OS2sync work off what it has accepted.
  void drain() {
    clock.sleep_for(std::chrono::minutes{2});
    sink.read(ObjectKind::unit, id("TOP"));
  }
  void expect_all_in_place() {
    drain();
    EXPECT_THAT(repairs.repairs, IsEmpty());
    EXPECT_EQ(changes_planned(), 0U);
    EXPECT_EQ(sink.fk.at(user_key("P1")).positions.size(), 1U);
    EXPECT_EQ(sink.fk.at(user_key("P1")).fields.at("RacfID"), FkValue{std::string{"RACF-P1"}});
  }
};

TEST(PassivateReimport, PassivatesWaitsForTheQueueAndSendsAgainWithAllFkOrgAloneKnew) {
  Broken world;
  const RepairOutcome outcome = world.reimport({id("U1"), id("P1")});
  EXPECT_THAT(world.sink.log,
              ElementsAre("passivate unit U1", "bypass unit U1", "passivate user P1", "bypass user P1"));
  EXPECT_EQ(outcome.run->summary.exit_code, 0);
  EXPECT_EQ(outcome.run->summary.sent_users.update, 1U);
  EXPECT_GE(world.clock.passed(), std::chrono::minutes{2}) << "each batch waited for the queue";
  world.expect_all_in_place();
  EXPECT_EQ(world.sink.fk.at(unit_key("U1")).fields.at("LOSShortName"), FkValue{std::string{"LOS-U1"}});
  EXPECT_EQ(world.sink.passive.at(unit_key("U1")), 1);
}

TEST(PassivateReimport, TakesEverythingButTheTopUnitParentsBackBeforeChildrenLeave) {
  Broken world;
  EXPECT_EQ(world.reimport({}, 4U).run->summary.exit_code, 0);
  EXPECT_THAT(world.sink.log,
              ElementsAre("passivate unit U1", "bypass unit U1", "passivate unit U2", "bypass unit U2",
                          "passivate user P1", "passivate user P2", "bypass user P1", "bypass user P2"));
  world.expect_all_in_place();
}

TEST(PassivateReimport, OfAllAsksForTheNumberEvenWithinTheLimits) {
  Broken world;
  for (const std::optional<std::size_t> confirmed : {std::optional<std::size_t>{}, std::optional<std::size_t>{3U}}) {
    const Error error = error_of([&] { world.reimport({}, confirmed); });
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.what(), HasSubstr("--confirm 4"));
  }
  EXPECT_THAT(world.sink.log, IsEmpty());
  EXPECT_THAT(world.repairs.repairs, IsEmpty());
}

TEST(PassivateReimport, S2OfMoreThanARunMayDeleteAsksForTheNumber) {
  Broken world;
  world.options.plan_rules.guards.users = {1, 0};
  EXPECT_EQ(error_of([&] { world.reimport({id("P1"), id("P2")}); }).kind(), ErrorKind::refused);
  EXPECT_EQ(world.reimport({id("P1")}).objects, 1U);
  EXPECT_EQ(world.reimport({id("P1"), id("P2")}, 2U).objects, 2U);
}

TEST(PassivateReimport, NeverTakesTheTopUnit) {
  Broken world;
  EXPECT_EQ(error_of([&] { world.reimport({id("TOP")}); }).kind(), ErrorKind::refused);
  EXPECT_THAT(world.sink.log, IsEmpty());
}

TEST(PassivateReimport, RefusesWhatCouldNotComeBack) {
  Broken world;
  EXPECT_EQ(error_of([&] { world.reimport({id("P1"), id("X")}); }).kind(), ErrorKind::usage);
  EXPECT_THAT(world.sink.log, IsEmpty());
}

TEST(PassivateReimport, ADryRunShowsThePlanAndTheNumberAndChangesNothing) {
  Broken world;
  world.options.dry_run = true;
  const RepairOutcome outcome = world.reimport({});
  EXPECT_EQ(outcome.objects, 4U);
  EXPECT_TRUE(outcome.must_confirm);
  EXPECT_EQ(outcome.run->run.plan.change_count(), 4U);
  EXPECT_THAT(world.sink.log, IsEmpty());
  EXPECT_THAT(world.repairs.repairs, IsEmpty());
}

TEST(PassivateReimport, S3RefusesAnotherMunicipalityAnUnwellFkOrgAndAnOldOs2sync) {
  Broken world;
  world.sink.unwell = true;
  EXPECT_EQ(error_of([&] { world.reimport({id("P1")}); }).kind(), ErrorKind::refused);
  world.sink.unwell = false;
  world.sink.version_4 = false;
  for (const bool dry : {true, false}) {
    world.options.dry_run = dry;
    EXPECT_EQ(error_of([&] { world.reimport({id("P1")}); }).kind(), ErrorKind::settings) << "also before it is begun";
  }
  world.sink.version_4 = true;
  world.sink.fk.at(unit_key("TOP")).fields["Name"] = "En anden kommune";
  EXPECT_EQ(error_of([&] { world.reimport({id("P1")}); }).kind(), ErrorKind::refused);
  world.options.stub = true;
  EXPECT_EQ(error_of([&] { world.reimport({id("P1")}); }).kind(), ErrorKind::settings);
  EXPECT_THAT(world.sink.log, IsEmpty());
  EXPECT_THAT(world.repairs.repairs, IsEmpty());
}

TEST(PassivateReimport, StopsAtAnObjectThatDoesNotLeaveAndGoesOnLater) {
  Broken world;
  world.sink.stuck = true;
  const RepairOutcome outcome = world.reimport({id("U1"), id("P1")});
  EXPECT_EQ(outcome.run->summary.exit_code, 3);
  ASSERT_THAT(outcome.run->summary.failures, SizeIs(1));
  EXPECT_THAT(outcome.run->summary.failures[0].why.english, HasSubstr("cleanup resume"));
  EXPECT_THAT(outcome.run->summary.failures[0].why.danish, HasSubstr("fortsæt med `cleanup resume`"));
  EXPECT_THAT(world.sink.log, ElementsAre("passivate unit U1")) << "nothing more is taken out";
  EXPECT_EQ(error_of([&] { world.reimport({id("P1")}); }).kind(), ErrorKind::refused) << "one repair at a time";
  world.sink.stuck = false;
  EXPECT_EQ(world.resume().run->summary.exit_code, 0);
  EXPECT_EQ(world.sink.passive.at(unit_key("U1")), 1) << "it was not asked to leave again";
  world.expect_all_in_place();
}

TEST(PassivateReimport, GivesUpAnObjectThatOs2syncRefusesToPassivate) {
  Broken world;
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write.starts_with("passivate")) return Rejected{say("this OS2sync cannot passivate")};
    return Accepted{};
  };
  EXPECT_EQ(world.reimport({id("P1")}).run->summary.exit_code, 3);
  EXPECT_THAT(world.sink.log, IsEmpty());
  EXPECT_THAT(world.repairs.repairs, IsEmpty()) << "it is where it was";
}

TEST(PassivateReimport, TriesABusyOs2syncAgain) {
  Broken world;
  int attempts = 0;
  world.sink.answer = [&](const std::string&) -> PushResult {
    if (++attempts <= 2) return Busy{say("503")};
    return Accepted{};
  };
  EXPECT_EQ(world.reimport({id("P1")}).run->summary.exit_code, 0);
  EXPECT_GE(world.clock.passed(), std::chrono::seconds{35});
}

TEST(PassivateReimport, DoesNotTakeAnUnwellFkOrgForAnEmptyOne) {
  Broken world;
  world.sink.answer = [&](const std::string& write) -> PushResult {
    if (write == "passivate user P1") world.sink.unwell = world.sink.stuck = true;
    return Accepted{};
  };
  EXPECT_EQ(world.reimport({id("P1")}).run->summary.exit_code, 3);
  EXPECT_THAT(world.sink.log, ElementsAre("passivate user P1")) << "not sent again while it still waits to leave";
}

/// What happens between the kill and `cleanup resume`.
enum class Meanwhile { nothing, the_queue_is_worked_off, a_nightly_run };

class KilledRepair : public testing::TestWithParam<std::tuple<Meanwhile, int>> {};

TEST_P(KilledRepair, EndsInTheSameStateWhereverItWasKilled) {
  const auto [meanwhile, kill_at] = GetParam();
  Broken world;
  int steps = 0;
  const auto step = [&, stop_at = kill_at] {
    if (steps++ == stop_at) throw Killed{};
  };
  world.repairs.on_record = [&](const OpenRepair&) { step(); };
  world.sink.answer = [&](const std::string&) {
    step();
    return PushResult{Accepted{}};
  };
  world.sink.on_accepted = step;
  EXPECT_THROW(world.reimport({id("U1"), id("P1")}), Killed);
  world.repairs.on_record = [](const OpenRepair&) {};
  world.sink.answer = [](const std::string&) { return PushResult{Accepted{}}; };
  world.sink.on_accepted = [] {};
  if (meanwhile == Meanwhile::the_queue_is_worked_off) world.drain();
  if (meanwhile == Meanwhile::a_nightly_run) {
    world.drain();
    run_sync(world.context(), world.options);
  }
  EXPECT_EQ(world.resume().run->summary.exit_code, 0);
  world.drain();
  EXPECT_THAT(world.repairs.repairs, IsEmpty());
  for (const ObjectKey& key : {unit_key("U1"), user_key("P1")}) ASSERT_TRUE(world.sink.fk.contains(key));
  EXPECT_EQ(world.sink.fk.at(user_key("P1")).fields.at("RacfID"), FkValue{std::string{"RACF-P1"}});
  EXPECT_EQ(world.sink.fk.at(unit_key("U1")).fields.at("LOSShortName"), FkValue{std::string{"LOS-U1"}});
  EXPECT_EQ(world.changes_planned(), 0U);
}

// Two records of the plan, and per object three of its steps and twice a write before and after it is accepted.
constexpr int kSteps = 16;
INSTANTIATE_TEST_SUITE_P(EveryStep, KilledRepair,
                         testing::Combine(testing::Values(Meanwhile::nothing, Meanwhile::the_queue_is_worked_off,
                                                          Meanwhile::a_nightly_run),
                                          testing::Range(0, kSteps)));

TEST(PassivateReimport, IsHealedByTheNightlyRunWithAllThatWasKept) {
  Broken world;
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write.starts_with("bypass")) throw Killed{};
    return Accepted{};
  };
  EXPECT_THROW(world.reimport({id("P1")}), Killed);
  world.sink.answer = [](const std::string&) { return PushResult{Accepted{}}; };
  const auto outcome = run_sync(world.context(), world.options);
  EXPECT_EQ(outcome->summary.sent_users.update, 1U);
  world.expect_all_in_place();
}

TEST(PassivateReimport, IsNotOvertakenByANightlyRunWhileTheObjectStillWaitsToLeave) {
  Broken world;
  world.sink.stuck = true;
  world.reimport({id("P1")});
  const auto outcome = run_sync(world.context(), world.options);
  EXPECT_EQ(outcome->summary.exit_code, 3);
  ASSERT_THAT(outcome->summary.failures, SizeIs(1));
  EXPECT_THAT(outcome->summary.failures[0].why.english, HasSubstr("cleanup resume"));
  EXPECT_THAT(outcome->summary.failures[0].why.danish, HasSubstr("er ikke færdig: kør `cleanup resume`"));
  EXPECT_THAT(world.sink.log, ElementsAre("passivate user P1"));
}

TEST(Resume, GivesUpWhatIsNotWantedAnyMore) {
  Broken world;
  world.sink.stuck = true;
  world.reimport({id("P2")});
  std::erase_if(world.town.rows.engagements, [](const SourceEngagement& row) { return row.uuid == id("E2"); });
  world.read_again();
  world.options.dry_run = true;
  world.resume();
  EXPECT_THAT(world.repairs.repairs, SizeIs(1)) << "a dry run gives nothing up";
  world.options.dry_run = false;
  EXPECT_EQ(world.resume().objects, 0U);
  EXPECT_THAT(world.repairs.repairs, IsEmpty());
}

TEST(Resume, HasNothingToDoWithoutAnInterruptedRepair) {
  Broken world;
  EXPECT_EQ(world.resume().objects, 0U);
  EXPECT_THAT(world.sink.log, IsEmpty());
}

TEST(DuplicatePositions, AreDeletedAndSentAgainForThoseWhoHoldOneTwiceAlone) {
  Broken world;
  world.town.engagement("E3", "P2", "U1", "Kok");  // two different titles are no duplicate
  world.read_again();
  world.send_all();
  world.sink.fk.at(user_key("P1")).positions.push_back(world.sink.fk.at(user_key("P1")).positions.front());
  const RepairOutcome outcome = world.duplicates();
  EXPECT_EQ(outcome.run->summary.exit_code, 0);
  EXPECT_THAT(world.sink.log, ElementsAre("delete user P1", "bypass user P1"))
      << "passivating leaves positions as they are";
  world.expect_all_in_place();
  EXPECT_FALSE(world.sink.fk.at(user_key("P1")).inactive);
  EXPECT_THAT(world.ledger.deletions, IsEmpty()) << "a repair is no deletion";
  world.sink.log.clear();
  EXPECT_EQ(world.duplicates().objects, 0U);
  EXPECT_THAT(world.sink.log, IsEmpty());
}

TEST(DuplicatePositions, CanBeLookedForInSomeUsersOnly) {
  Broken world;
  EXPECT_EQ(world.duplicates({id("P2")}).objects, 0U);
  EXPECT_EQ(error_of([&] { world.duplicates({id("X")}); }).kind(), ErrorKind::usage);
  EXPECT_EQ(error_of([&] { world.duplicates({id("U1")}); }).kind(), ErrorKind::usage);
  EXPECT_EQ(world.duplicates({id("P1")}).objects, 1U);
}

TEST(DuplicatePositions, S2OfMoreThanARunMayDeleteAsksForTheNumber) {
  Broken world;
  world.options.plan_rules.guards.users = {0, 0};
  EXPECT_EQ(error_of([&] { world.duplicates(); }).kind(), ErrorKind::refused);
  EXPECT_EQ(world.duplicates({}, 1U).objects, 1U);
}

}  // namespace
}  // namespace os2sync::test
