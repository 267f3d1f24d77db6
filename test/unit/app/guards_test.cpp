// SPDX-License-Identifier: MPL-2.0
/// @file Guards over whole runs: what goes over the wire, what is remembered, and what happened to others before.
#include "app/guards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/delivery.hpp"
#include "core/error.hpp"
#include "support/guard_town.hpp"
#include "support/plan_errors.hpp"

namespace os2sync::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr int kWithheld = 4;

TEST(Guards, S1NoDeleteIsSentInAnyCaseThatAGuardStops) {
  for (const auto& break_it : std::vector<std::function<void(GuardTown&)>>{
           [](GuardTown& town) { town.leave(0, 6); },                                                  // S2
           [](GuardTown& town) { town.options.plan_rules.guards.users.count = 0, town.leave(0, 1); },  // S2: never
           [](GuardTown& town) { town.leave(0, 100); },                                  // S3: no users wanted
           [](GuardTown& town) { town.town.rows.persons.clear(), town.leave(0, 100); },  // S3: source empty
           [](GuardTown& town) {
             town.town.rows.persons.resize(79);
             town.leave(79, 100);
           },  // S3: shrank
           [](GuardTown& town) {
             town.options.plan_rules.guards.continue_when_withheld = false, town.leave(0, 6);
           },  // S5
       }) {
    GuardTown town;
    town.sync();
    break_it(town);
    try {
      town.sync();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::refused);
    }
    EXPECT_THAT(town.deletes(), IsEmpty());
  }
}

TEST(Guards, RemovesFewWithoutAWord) {
  GuardTown town;
  town.sync();
  town.leave(0, 5);
  EXPECT_EQ(town.sync()->summary.exit_code, 0);
  EXPECT_THAT(town.deletes(), SizeIs(5));
}

TEST(Guards, Accident_EveryUserIsGoneFromTheSourceAndNobodyIsDeleted) {
  GuardTown town;
  town.sync();
  town.leave(0, 100);
  const Error error = error_of([&] { town.sync(); });
  EXPECT_EQ(error.kind(), ErrorKind::refused);
  EXPECT_THAT(error.what(), HasSubstr("os2sync-export approve "));
  EXPECT_THAT(town.deletes(), IsEmpty());
}

TEST(Guards, Accident_EveryUnitIsGoneFromTheSourceAndNoneIsDeleted) {
  GuardTown town;
  town.sync();
  std::erase_if(town.town.rows.units, [](const SourceUnit& unit) { return unit.uuid != id("TOP"); });
  EXPECT_EQ(error_of([&] { town.sync(); }).kind(), ErrorKind::refused);
  EXPECT_THAT(town.deletes(), IsEmpty());
}

TEST(Guards, Accident_TheTopUnitIsMissingAndNoApprovalHelps) {
  GuardTown town;
  town.sync();
  town.town.rows.units.clear();
  const Error error = error_of([&] { town.sync(); });
  EXPECT_EQ(error.kind(), ErrorKind::refused);
  EXPECT_THAT(error.what(), testing::Not(HasSubstr("approve")));
  EXPECT_EQ(error_of([&] { town.approve("0123-4567-89ab-cdef"); }).kind(), ErrorKind::refused);
  EXPECT_THAT(town.deletes(), IsEmpty());
}

TEST(Guards, S4ADripOfDeletionsTripsAtTheBudgetAndSurvivesRestarts) {
  GuardTown town;
  town.sync();
  for (int i = 0; i < 20; ++i) {
    town.leave(i, i + 1);
    SyncOptions single = town.options;
    single.plan_rules.scope.persons = {id(GuardTown::person(i))};
    town.source.snapshot = town.town.rows;
    run_sync({town.inputs(), town.sink}, single);
    town.pass(seconds{60});
  }
  EXPECT_THAT(town.deletes(), SizeIs(5));
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld) << "a nightly run has the same budget";
  EXPECT_THAT(town.deletes(), SizeIs(5));
}

TEST(Guards, S4FreesTheBudgetAfterTheWindow) {
  GuardTown town;
  town.sync();
  town.leave(0, 5);
  town.sync();
  town.leave(5, 6);
  town.pass(hours{24});
  town.sync();
  EXPECT_THAT(town.deletes(), SizeIs(5)) << "at 24 hours to the second it counts still";
  town.pass(seconds{1});
  town.sync();
  EXPECT_THAT(town.deletes(), SizeIs(6));
}

TEST(Guards, S4AClockThatIsSetBackFreesNothing) {
  GuardTown town;
  town.sync();
  town.leave(0, 5);
  town.sync();
  town.leave(5, 6);
  for (const auto step : {hours{-1}, hours{-100}, hours{102}}) {
    town.pass(step);
    EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
  }
  EXPECT_THAT(town.deletes(), SizeIs(5));
}

TEST(Guards, S4TheWindowIsASetting) {
  GuardTown town;
  town.options.plan_rules.guards.window_hours = 48;
  town.sync();
  town.leave(0, 5);
  town.sync();
  town.leave(5, 6);
  town.pass(hours{47});
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
}

TEST(Guards, S4AWindowBelowTheLifeOfApprovalsForgetsWhatWasRemovedBeforeIt) {
  GuardTown town;
  town.options.plan_rules.guards.window_hours = 1;
  town.sync();
  town.leave(0, 5);
  town.sync();
  town.leave(5, 6);
  town.pass(hours{2});
  EXPECT_EQ(town.sync()->summary.exit_code, 0);
}

TEST(Guards, S5AccountsThatAreNotEndedInOs2moCountAsWithheld) {
  Plan plan;
  Guards guards;
  guards.continue_when_withheld = false;
  EXPECT_FALSE(has_guarded(plan));
  EXPECT_EQ(find_stop(plan, guards), std::nullopt);
  plan.fk_accounts.withheld.push_back({id("P"), id("I"), id("FP")});
  EXPECT_TRUE(has_guarded(plan));
  EXPECT_NE(find_stop(plan, guards), std::nullopt);
}

TEST(Guards, S5CreatesAndUpdatesGoOnWhileDeletionsAreWithheld) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.add_person(200);
  town.town.rows.persons[50].surname = "Ny";
  const auto outcome = town.sync();
  EXPECT_EQ(outcome->summary.exit_code, kWithheld);
  EXPECT_EQ(outcome->report.users.create, 1U);
  EXPECT_EQ(outcome->report.users.update, 1U);
}

TEST(Guards, S5IsNotHiddenBehindAChangeThatFailed) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.add_person(200);
  town.sink.answer = [](const std::string&) { return PushResult{Rejected{say("no")}}; };
  const auto outcome = town.sync();
  EXPECT_EQ(outcome->report.failed.size(), 1U);
  EXPECT_EQ(outcome->summary.exit_code, kWithheld);
}

TEST(Guards, S5CanBeSwitchedOff) {
  GuardTown town;
  town.sync();
  town.options.plan_rules.guards.continue_when_withheld = false;
  town.add_person(200);
  EXPECT_EQ(town.sync()->report.users.create, 1U) << "nothing is withheld";
  town.leave(0, 6);
  town.add_person(201);
  const std::size_t before = town.sink.log().size();
  const Error error = error_of([&] { town.sync(); });
  EXPECT_EQ(error.kind(), ErrorKind::refused);
  EXPECT_THAT(error.what(), HasSubstr("os2sync.guard.continue_when_withheld"));
  EXPECT_THAT(town.sink.log(), SizeIs(before));
  town.approve_what_is_withheld();
  EXPECT_EQ(town.sync()->report.users.remove, 6U);
}

TEST(Guards, S6WhatIsApprovedIsDeletedByTheNextRunAndByNoneAfterADay) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.sync();
  const Approved approved = town.approve_what_is_withheld();
  EXPECT_THAT(approved.approval.items, SizeIs(6));
  EXPECT_EQ(approved.run.names_of_vanished.at(id("P1000")), "Anna And");
  EXPECT_EQ(town.sync()->summary.exit_code, 0);
  EXPECT_THAT(town.deletes(), SizeIs(6));

  town.pass(hours{48});
  town.leave(6, 12);
  town.approve_what_is_withheld();
  town.pass(hours{24});
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
  EXPECT_THAT(town.deletes(), SizeIs(6));
}

TEST(Guards, S6RefusesAHashThatIsNotOfWhatIsWithheldNow) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  const std::string hash = approval_hash(town.plan().plan);
  town.leave(6, 7);
  const Error error = error_of([&] { town.approve(hash); });
  EXPECT_EQ(error.kind(), ErrorKind::refused);
  EXPECT_THAT(error.what(), HasSubstr(approval_hash(town.plan().plan)));
  EXPECT_THAT(town.memory.given, IsEmpty());
  EXPECT_EQ(error_of([&] { town.approve("yes"); }).kind(), ErrorKind::usage);
  EXPECT_EQ(error_of([&] { town.approve("0123456789abcdeg"); }).kind(), ErrorKind::usage);
}

// What is sent once more is part of what a stopped run holds back, and of the hash that `sync` and `plan` show.
TEST(Guards, S6AnApprovalCoversWhatIsSentOnceMore) {
  GuardTown town;
  town.sync();
  MemoryDeliveryLog deliveries;
  const LedgerEntry& lost = town.ledger.entries.at({ObjectKind::user, id(GuardTown::person(1))});
  const Delivery look{lost.kind, lost.uuid, lost.changed_at, DeliveryState::lost, lost.changed_at, 0, 0};
  deliveries.record({&look, 1});
  town.town.rows.persons.resize(70);
  town.leave(70, 100);
  town.source.snapshot = town.town.rows;
  SyncOptions shown = town.options;
  shown.plan_rules.reposts = find_reposts(town.ledger, deliveries.load(), shown.delivery);
  const std::string hash = approval_hash(prepare_run(town.inputs(), shown.rules, shown.plan_rules).plan);
  const SyncContext context{town.inputs(), town.sink, nullptr, nullptr, &deliveries};
  EXPECT_EQ(approve_plan(context, town.options, hash).approval.items.size(), 32U);  // 30 users, one again, the run
  run_sync(context, town.options);
  EXPECT_THAT(town.deletes(), SizeIs(30));
  EXPECT_EQ(town.sink.log().size(), 102U + 30U + 1U);
}

TEST(Guards, S6ARevokedApprovalLetsNothingThrough) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  const std::string hash = town.approve_what_is_withheld().approval.hash;
  revoke_approval(town.memory, hash);
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
  EXPECT_THAT(town.deletes(), IsEmpty());
  EXPECT_EQ(error_of([&] { revoke_approval(town.memory, hash); }).kind(), ErrorKind::refused);
}

TEST(Guards, Accident_S6AnApprovalOfSixIsACeilingWhenTheSourceThenLosesSixty) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.approve_what_is_withheld();
  town.leave(6, 66);
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
  EXPECT_THAT(town.deletes(), SizeIs(6));
  for (int i = 0; i < 6; ++i) EXPECT_THAT(town.deletes(), Contains("user " + GuardTown::person(i)));
}

TEST(Guards, S6AnApprovalIsSpentWhenItsObjectIsDeleted) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.approve_what_is_withheld();
  town.sync();
  for (int i = 0; i < 6; ++i) town.town.engagement("F" + std::to_string(i), GuardTown::person(i), "U1");
  town.sync();
  town.leave(0, 6);
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
  EXPECT_THAT(town.deletes(), SizeIs(6));
}

TEST(Guards, S6AScopedRunCarriesOutWhatTheWholePlanWasApprovedFor) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.approve_what_is_withheld();
  SyncOptions single = town.options;
  single.plan_rules.scope.persons = {id("P1000")};
  single.plan_rules.guards.users = {1, 0};
  town.ledger.deletions.push_back({ObjectKind::user, id("other"), town.clock.now().time_since_epoch().count()});
  run_sync({town.inputs(), town.sink}, single);
  EXPECT_THAT(town.deletes(), ElementsAre("user P1000"));
}

TEST(Guards, S7RemembersSinceWhenADeletionIsWithheldAndGivesTwoAlarms) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  const std::int64_t first = town.clock.now().time_since_epoch().count();
  EXPECT_THAT(town.sync()->run.plan.withheld, Each(testing::Field(&Withheld::since, 0)));
  EXPECT_THAT(town.observer.warnings, IsEmpty());
  town.pass(hours{25});
  town.leave(6, 7);
  const auto second = town.sync();
  EXPECT_EQ(second->run.plan.withheld[0].since, first);
  EXPECT_EQ(second->run.plan.withheld[6].since, 0) << "new today";
  EXPECT_THAT(town.observer.warnings, ElementsAre(StartsWith("alarm: 6 deletions")));
  town.pass(hours{24 * 7});
  town.sync();
  EXPECT_THAT(town.observer.warnings, Contains(StartsWith("second alarm: 6 deletions")));
}

TEST(Guards, S7StartsAnewWhenADeletionWasNotWithheldInBetween) {
  GuardTown town;
  town.sync();
  const auto engagements = town.town.rows.engagements;
  town.leave(0, 6);
  town.sync();
  town.town.rows.engagements = engagements;
  town.pass(hours{25});
  town.sync();
  EXPECT_THAT(town.memory.waiting, IsEmpty());
}

TEST(Guards, S7ARunAboutOneObjectForgetsNoOther) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.sync();
  SyncOptions single = town.options;
  single.plan_rules.scope.persons = {id("P1000"), id("P1050")};
  run_sync({town.inputs(), town.sink}, single);
  EXPECT_THAT(town.memory.waiting, SizeIs(5)) << "P1000 is within the limit of a run of its own and was deleted";
}

TEST(Guards, S7ADryRunRemembersNothing) {
  GuardTown town;
  town.sync();
  town.leave(0, 6);
  town.options.dry_run = true;
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
  EXPECT_THAT(town.memory.waiting, IsEmpty());
}

TEST(Guards, Accident_S8ABrokenMappingBlanksNothing) {
  GuardTown town;
  town.sync();
  for (SourcePerson& person : town.town.rows.persons) person.surname = "Blank";
  const auto outcome = town.sync();
  EXPECT_EQ(outcome->summary.exit_code, kWithheld);
  EXPECT_EQ(outcome->report.accepted(), 0U);
  ASSERT_THAT(outcome->run.plan.mass_changes, SizeIs(1));
  EXPECT_EQ(outcome->run.plan.mass_changes[0].field, FieldId::person_name);
  town.approve_what_is_withheld();
  EXPECT_EQ(town.sync()->report.users.update, 100U);
}

TEST(Guards, S9AFirstRunOnAFilledFkOrgSendsNothingUntilApproved) {
  GuardTown town;
  town.sink.fk[id("TOP")] = FkObject{{{"Name", std::string{"Kommune"}}}};
  const Error error = error_of([&] { town.sync(); });
  EXPECT_EQ(error.kind(), ErrorKind::refused);
  EXPECT_THAT(error.what(), HasSubstr(approval_hash(town.plan().plan)));
  EXPECT_THAT(town.sink.log(), IsEmpty());
  town.approve_what_is_withheld();
  EXPECT_EQ(town.sync()->report.accepted(), 102U);
  EXPECT_EQ(town.sync()->summary.exit_code, 0) << "from then on runs are ordinary";
}

TEST(Guards, S9AFirstRunOnAnEmptyFkOrgGoesOn) {
  GuardTown town;
  EXPECT_EQ(town.sync()->report.accepted(), 102U);
}

TEST(Guards, S9ALedgerThatHoldsSomethingIsNoFirstRun) {
  GuardTown town;
  town.sync();
  town.add_person(200);
  EXPECT_EQ(town.sync()->report.accepted(), 1U);
}

TEST(Guards, S9SendsNothingWhenFkOrgAnswersOnlyTheSecondTime) {
  GuardTown town;
  town.sink.fk[id("TOP")] = FkUnavailable{say("OS2sync answered 500")};
  town.sink.on_probe = [&] { town.sink.fk[id("TOP")] = FkObject{{{"Name", std::string{"Kommune"}}}}; };
  EXPECT_EQ(error_of([&] { town.sync(); }).kind(), ErrorKind::unavailable);
  EXPECT_THAT(town.sink.log(), IsEmpty());
  EXPECT_THAT(town.observer.warnings, ElementsAre(HasSubstr("OS2sync answered 500")));
}

TEST(Guards, S9SaysThatItIsAnotherMunicipalityBeforeAskingForApproval) {
  GuardTown town;
  town.sink.fk[id("TOP")] = FkObject{{{"Name", std::string{"En helt anden kommune"}}}};
  EXPECT_THAT(error_of([&] { town.sync(); }).what(), HasSubstr("municipality.cvr"));
}

TEST(Guards, S9APlanShowsTheStagingAndADryRunEndsAsRefused) {
  GuardTown town;
  town.sink.fk[id("TOP")] = FkObject{};
  EXPECT_EQ(town.plan().plan.refusal, Refusal::first_run);
  town.options.dry_run = true;
  EXPECT_EQ(town.sync()->summary.exit_code, 5);
}

/// A first look that misses something which a look by uuid finds.
void hide_in_whole_reads(GuardTown& town, const std::function<void(Snapshot&)>& hide) {
  town.source.on_read = [&town, hide](const ReadRequest& request) {
    town.source.snapshot = town.town.rows;
    if (request.scope.is_all()) hide(town.source.snapshot);
  };
}

TEST(Guards, Accident_S10HalfAReadThatLooksWholeDeletesNobody) {
  GuardTown town;
  town.sync();
  hide_in_whole_reads(town, [](Snapshot& rows) {
    std::erase_if(rows.engagements, [](const SourceEngagement& row) { return row.person == id("P1003"); });
  });
  const Error error = error_of([&] { town.sync(); });
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_THAT(error.what(), HasSubstr(id("P1003").to_string()));
  EXPECT_THAT(town.deletes(), IsEmpty());
}

TEST(Guards, S10AUnitThatIsThereWhenAskedForMakesTheReadIncomplete) {
  GuardTown town;
  town.town.unit("U2");
  town.sync();
  hide_in_whole_reads(town, [](Snapshot& rows) {
    std::erase_if(rows.units, [](const SourceUnit& row) { return row.uuid == id("U2"); });
  });
  EXPECT_EQ(error_of([&] { town.sync(); }).kind(), ErrorKind::incomplete);
  EXPECT_THAT(town.deletes(), IsEmpty());
}

TEST(Guards, S10AnFkUuidThatIsThereWhenAskedForMakesTheReadIncomplete) {
  GuardTown town;
  town.options.rules.uuid_from_it_systems = {"FK"};
  town.town.account("P1003", "FK", fk("FP3"));
  town.sync();
  hide_in_whole_reads(town, [](Snapshot& rows) { rows.it_users.clear(); });
  EXPECT_EQ(error_of([&] { town.sync(); }).kind(), ErrorKind::incomplete) << "the user would move to another uuid";
  EXPECT_THAT(town.deletes(), IsEmpty());
}

TEST(Guards, S10ConfirmsWhatIsWithheldToo) {
  GuardTown town;
  town.sync();
  hide_in_whole_reads(town, [](Snapshot& rows) { rows.engagements.resize(90); });
  EXPECT_EQ(error_of([&] { town.plan(); }).kind(), ErrorKind::incomplete);
}

TEST(Guards, S10IsIncompleteWhenTheTopUnitIsGoneInTheSecondLook) {
  GuardTown town;
  town.sync();
  town.leave(0, 1);
  town.source.on_read = [&](const ReadRequest& request) {
    if (!request.scope.is_all()) town.source.snapshot.units.clear();
  };
  EXPECT_EQ(error_of([&] { town.sync(); }).kind(), ErrorKind::incomplete);
  EXPECT_THAT(town.deletes(), IsEmpty());
}

TEST(Guards, S10ReadsNothingTwiceWhenNothingVanished) {
  GuardTown town;
  town.sync();
  const int before = town.source.reads;
  town.sync();
  EXPECT_EQ(town.source.reads, before + 1);
  town.leave(0, 3);
  town.sync();
  EXPECT_EQ(town.source.reads, before + 3) << "one more for all three";
}

TEST(Guards, S3AShrunkenSourceIsNoMeasureUntilAllOfItIsApproved) {
  GuardTown town;
  town.sync();
  town.town.rows.persons.resize(70);
  town.leave(70, 100);
  EXPECT_EQ(error_of([&] { town.sync(); }).kind(), ErrorKind::refused);
  town.approve_what_is_withheld();
  town.leave(69, 70);
  EXPECT_EQ(town.sync()->summary.exit_code, kWithheld);
  EXPECT_THAT(town.deletes(), SizeIs(30));
  EXPECT_EQ(town.ledger.run->persons_read, 100);
  town.pass(hours{25});
  EXPECT_EQ(error_of([&] { town.sync(); }).kind(), ErrorKind::refused);
  town.approve_what_is_withheld();
  EXPECT_EQ(town.sync()->summary.exit_code, 0);
  EXPECT_EQ(town.ledger.run->persons_read, 70);
  EXPECT_EQ(town.sync()->summary.exit_code, 0);
}

}  // namespace
}  // namespace os2sync::test
