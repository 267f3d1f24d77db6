// SPDX-License-Identifier: MPL-2.0
#include "app/adopt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_errors.hpp"
#include "support/small_town.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// FK-ORG as an earlier exporter filled it; the ledger is empty.
struct Filled : SmallTown {
  AdoptOptions adopting;
  Filled() { fill_fk_org(); }
  AdoptReport run() { return adopt(context(), options, adopting); }
  /// A unit below TOP and a user there that OS2MO knows nothing of.
  void add_strangers() {
    FkObject unit;
    unit.fields = {{"Name", std::string{"Fremmed"}}, {"ParentOrgUnitUuid", id("TOP").to_string()}};
    sink.fk[unit_key("F1")] = unit;
    FkObject user;
    user.fields = {{"UserId", std::string{"fremmed"}}};
    sink.fk[user_key("G1")] = user;
  }
};

TEST(Adopt, S9MakesANextRunThatHasNothingToSendOfWhatIsThereAlready) {
  Filled world;
  EXPECT_EQ(world.changes_planned(), 5U);
  const AdoptReport report = world.run();
  EXPECT_EQ(report.units.equal, 3U);
  EXPECT_EQ(report.users.equal, 2U);
  EXPECT_EQ(report.exit_code, 0);
  EXPECT_EQ(world.changes_planned(), 0U);
  EXPECT_THAT(world.sink.log, IsEmpty()) << "adopting sends nothing";
  EXPECT_EQ(world.ledger.entries.at(user_key("P1")).source, id("P1"));
}

TEST(Adopt, LeavesTheNextRunExactlyTheDifferences) {
  Filled world;
  world.sink.fk.at(user_key("P1")).fields["Email"] = "gammel@example.dk";
  world.sink.fk.erase(unit_key("U2"));
  const AdoptReport report = world.run();
  EXPECT_EQ(report.users.different, 1U);
  EXPECT_EQ(report.users.equal, 1U);
  EXPECT_EQ(report.units.not_listed, 1U);
  const Plan plan = prepare_run(world.inputs(), world.options.rules, world.options.plan_rules).plan;
  ASSERT_EQ(plan.change_count(), 2U);
  EXPECT_EQ(plan.waves[0].changes[0].reason, Reason::never_sent);
  EXPECT_EQ(plan.waves[1].changes[0].action, Action::update);
  EXPECT_THAT(plan.waves[1].changes[0].fields, ElementsAre(FieldChange{FieldId::email, FieldChangeKind::removed}));
  run_sync(world.context(), world.options);
  EXPECT_THAT(world.sink.log, ElementsAre("unit U2", "bypass user P1")) << "OS2sync may have sent it like that before";
}

TEST(Adopt, PutsNothingIntoOs2syncsQueue) {
  Filled world;
  world.run();
  for (const auto& [key, entry] : world.ledger.entries) EXPECT_TRUE(entry.adopted);
}

TEST(Adopt, MakesWhatLeavesLaterDeletable) {
  Filled world;
  world.run();
  std::erase_if(world.town.rows.engagements, [](const SourceEngagement& row) { return row.uuid == id("E2"); });
  world.read_again();
  const Plan plan = prepare_run(world.inputs(), world.options.rules, world.options.plan_rules).plan;
  ASSERT_EQ(plan.change_count(), 1U);
  EXPECT_EQ(plan.waves[0].changes[0].action, Action::remove);
  EXPECT_EQ(plan.waves[0].changes[0].uuid, id("P2"));
}

TEST(Adopt, FastReadsNothingThatIsWantedAndLetsTheNextRunSendAllOfIt) {
  Filled world;
  world.adopting.fast = true;
  const AdoptReport report = world.run();
  EXPECT_EQ(report.units.not_compared, 3U);
  EXPECT_EQ(report.users.not_compared, 2U);
  const Plan plan = prepare_run(world.inputs(), world.options.rules, world.options.plan_rules).plan;
  EXPECT_EQ(plan.units.update, 3U);
  EXPECT_EQ(plan.users.update, 2U);
  const std::vector<FieldChange>& fields = plan.waves.front().changes.front().fields;
  EXPECT_TRUE(std::ranges::none_of(fields, [](const FieldChange& f) { return f.kind == FieldChangeKind::added; }))
      << "none is one that FK-ORG surely lacks, which no guard would count";
  EXPECT_TRUE(std::ranges::any_of(fields, [](const FieldChange& f) { return f.kind == FieldChangeKind::removed; }))
      << "what we have nothing for may be filled in FK-ORG";
}

TEST(Adopt, ListsWhatNobodyWantsAndLeavesItAlone) {
  Filled world;
  world.add_strangers();
  const AdoptReport report = world.run();
  EXPECT_THAT(report.unwanted, ElementsAre(unit_key("F1"), user_key("G1")));
  EXPECT_FALSE(world.ledger.entries.contains(unit_key("F1")));
  EXPECT_EQ(world.changes_planned(), 0U);
}

TEST(Adopt, WithUnwantedLetsTheGuardsDecideAboutWhatNobodyWants) {
  Filled world;
  world.add_strangers();
  world.adopting.with_unwanted = true;
  const AdoptReport report = world.run();
  EXPECT_EQ(report.units.unwanted_adopted, 1U);
  EXPECT_EQ(report.users.unwanted_adopted, 1U);
  Plan plan = prepare_run(world.inputs(), world.options.rules, world.options.plan_rules).plan;
  EXPECT_EQ(plan.users.remove, 1U);
  EXPECT_EQ(plan.units.remove, 1U);
  world.options.plan_rules.guards.users = {0, 0};
  plan = prepare_run(world.inputs(), world.options.rules, world.options.plan_rules).plan;
  EXPECT_EQ(plan.users.remove, 0U);
  EXPECT_EQ(plan.users.withheld, 1U);
}

TEST(Adopt, WithUnwantedNeverTakesARootARobotOrWhatIsInactive) {
  Filled world;
  world.add_strangers();
  world.adopting.with_unwanted = true;
  world.sink.fk.at(unit_key("F1")).fields.erase("ParentOrgUnitUuid");
  world.sink.fk.at(user_key("G1")).fields["IsRobot"] = "true";
  const AdoptReport report = world.run();
  EXPECT_EQ(report.units.unwanted_kept, 1U);
  EXPECT_EQ(report.users.unwanted_kept, 1U);
  EXPECT_FALSE(world.ledger.entries.contains(unit_key("F1")));
  EXPECT_FALSE(world.ledger.entries.contains(user_key("G1")));
}

TEST(Adopt, KnowsWhoseRecordAnUnwantedUserIsByHisAccount) {
  Filled world;
  world.add_strangers();
  world.town.account("P2", "FK", fk("G1"));
  world.town.rules.uuid_from_it_systems = {"SD"};  // the account is read, but of a system that does not count any more
  world.read_again();
  world.adopting.with_unwanted = true;
  world.run();
  EXPECT_EQ(world.ledger.entries.at(user_key("G1")).source, id("P2"));
}

TEST(Adopt, RefusesALedgerInUseUnlessAskedToAdd) {
  Filled world;
  world.run();
  world.ledger.entries.erase(user_key("P2"));
  EXPECT_EQ(error_of([&] { world.run(); }).kind(), ErrorKind::refused);
  world.adopting.add = true;
  const AdoptReport report = world.run();
  EXPECT_EQ(report.users.equal, 1U);
  EXPECT_EQ(report.users.known, 1U);
  EXPECT_TRUE(world.ledger.entries.contains(user_key("P2")));
}

TEST(Adopt, S3RefusesAnotherMunicipalityAndTakesAConfirmedName) {
  Filled world;
  world.sink.fk.at(unit_key("TOP")).fields["Name"] = "En anden kommune";
  const Error error = error_of([&] { world.run(); });
  EXPECT_EQ(error.kind(), ErrorKind::refused);
  EXPECT_THAT(error.what(), HasSubstr("--top-unit-name"));
  EXPECT_THAT(world.ledger.entries, IsEmpty());
  world.adopting.top_unit_name = "En tredje";
  EXPECT_EQ(error_of([&] { world.run(); }).kind(), ErrorKind::refused);
  world.adopting.top_unit_name = "En anden kommune";
  EXPECT_EQ(world.run().units.different, 1U);
}

TEST(Adopt, RefusesAnFkOrgWithoutTheTopUnit) {
  Filled world;
  world.sink.fk.erase(unit_key("TOP"));
  EXPECT_EQ(error_of([&] { world.run(); }).kind(), ErrorKind::refused);
  EXPECT_THAT(world.ledger.entries, IsEmpty());
}

TEST(Adopt, TakesNothingWhenFkOrgCannotBeListed) {
  Filled world;
  world.sink.lists = false;
  EXPECT_EQ(error_of([&] { world.run(); }).kind(), ErrorKind::unavailable);
  EXPECT_THAT(world.ledger.entries, IsEmpty());
}

TEST(Adopt, ADryRunRemembersNothing) {
  Filled world;
  world.options.dry_run = true;
  for (const bool fast : {false, true}) {
    world.adopting.fast = fast;
    EXPECT_EQ(world.run().users.listed, 2U);
    EXPECT_THAT(world.ledger.entries, IsEmpty());
  }
}

TEST(Adopt, RefusesTheStub) {
  Filled world;
  world.options.stub = true;
  EXPECT_EQ(error_of([&] { world.run(); }).kind(), ErrorKind::settings);
}

TEST(Adopt, SaysThatItWasInterruptedAndGoesOnWhenAdding) {
  Filled world;
  world.source.on_read = [&](const ReadRequest&) { world.clock.stop(); };
  const AdoptReport report = world.run();
  EXPECT_TRUE(report.interrupted);
  EXPECT_EQ(report.exit_code, 130);
  EXPECT_THAT(world.ledger.entries, IsEmpty());
}

}  // namespace
}  // namespace os2sync::test
