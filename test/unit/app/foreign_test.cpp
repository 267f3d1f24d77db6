// SPDX-License-Identifier: MPL-2.0
#include "app/foreign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/send.hpp"
#include "support/plan_errors.hpp"
#include "support/small_town.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// All is sent, and FK-ORG holds a unit and two users besides.
struct Washed : SmallTown {
  Washed() {
    send_all();
    options.plan_rules.wash_foreign = true;
    add_unit("F1", "TOP");
    add_user("G1");
    add_user("G2");
  }
  void add_unit(std::string_view symbol, std::string_view parent) {
    FkObject unit;
    unit.fields = {{"Name", std::string{"Fremmed"}}, {"ParentOrgUnitUuid", id(parent).to_string()}};
    sink.fk[unit_key(symbol)] = unit;
  }
  void add_user(std::string_view symbol) {
    FkObject user;
    user.fields = {{"UserId", std::string{symbol}}};
    sink.fk[user_key(symbol)] = user;
  }
  std::vector<std::string> removals() {
    std::vector<std::string> symbols;
    for (const Wave& wave : prepare_run(inputs(&sink), options.rules, options.plan_rules).plan.waves) {
      for (const Change& change : wave.changes) symbols.push_back(symbol_of(change.uuid));
    }
    return symbols;
  }
};

TEST(WashForeign, PlansTheRemovalOfWhatNobodyWantsAndWeNeverSent) {
  Washed world;
  EXPECT_THAT(world.removals(), ElementsAre("G1", "G2", "F1"));
  EXPECT_EQ(world.changes_planned(), 0U) << "not asked for: nothing";
}

TEST(WashForeign, LeavesRobotsInactiveUsersAndRoots) {
  Washed world;
  world.sink.fk.at(user_key("G1")).fields["IsRobot"] = "true";
  world.sink.fk.at(unit_key("F1")).fields.erase("ParentOrgUnitUuid");
  EXPECT_THAT(world.removals(), ElementsAre("G2"));
  FkObject inactive;
  inactive.inactive = true;
  EXPECT_EQ(why_it_stays(ObjectKind::user, inactive).english, "it is inactive already");
  EXPECT_EQ(why_it_stays(ObjectKind::user, FkUnknown{}).english, "FK-ORG does not show it");
  EXPECT_TRUE(why_it_stays(ObjectKind::user, FkObject{}).empty());
}

TEST(WashForeign, WithholdsThemAllWhenThereAreMoreThanTheGuardAllowsAndReadsNone) {
  Washed world;
  world.options.plan_rules.guards.users = {1, 0};
  world.sink.fk.at(user_key("G1")).fields["IsRobot"] = "true";
  const PreparedRun run = prepare_run(world.inputs(&world.sink), world.options.rules, world.options.plan_rules);
  EXPECT_EQ(run.plan.users.remove, 0U);
  EXPECT_EQ(run.plan.users.withheld, 2U) << "the robot was not even looked at";
  EXPECT_EQ(run.plan.units.remove, 0U) << "units stay while users wait";
}

TEST(WashForeign, KeepsWhatAnAccountOfAHeldRecordNames) {
  Washed world;
  world.town.account("P2", "FK", fk("G1"));
  world.town.account("P2", "FK", fk("G2"));
  world.town.rules.uuid_from_it_systems = {"FK"};  // two different uuids: the person is held
  world.read_again();
  const PreparedRun run = prepare_run(world.inputs(&world.sink), world.options.rules, world.options.plan_rules);
  ASSERT_THAT(run.wanted.held_persons, ElementsAre(id("P2")));
  EXPECT_EQ(run.plan.users.remove, 0U);
  EXPECT_EQ(run.plan.users.withheld, 3U) << "G1, G2, and what was sent for P2 before";
}

TEST(WashForeign, OwnersPreferTheRecordThatIsHeld) {
  Wanted wanted;
  wanted.held_persons = {id("P5")};
  Snapshot snapshot;
  for (const char* person : {"P1", "P5", "P9"}) {
    SourceItUser& account = snapshot.it_users.emplace_back();
    account.person = id(person);
    account.user_key = fk("G1");
  }
  EXPECT_EQ(owners_in(snapshot, wanted).at(id("G1")), id("P5"));
}

TEST(WashForeign, GoesOnWithoutThemWhenFkOrgCannotBeListed) {
  Washed world;
  world.sink.lists = false;
  EXPECT_THAT(world.removals(), IsEmpty());
}

TEST(WashForeign, LeavesARunAboutSomeObjectsAlone) {
  Washed world;
  world.options.plan_rules.scope.persons = {id("P1")};
  EXPECT_THAT(world.removals(), IsEmpty());
}

TEST(WashForeign, EndsARunThatIsStoppedWhileItAsks) {
  Washed world;
  world.source.on_read = [&](const ReadRequest&) { world.clock.stop(); };
  EXPECT_EQ(error_of([&] { world.removals(); }).kind(), ErrorKind::interrupted);
}

TEST(WashForeign, SendsOrdinaryDeletionsAndRemembersThem) {
  Washed world;
  const auto outcome = run_sync(world.context(&world.sink), world.options);
  EXPECT_THAT(world.sink.log, ElementsAre("delete user G1", "delete user G2", "delete unit F1"));
  EXPECT_TRUE(world.ledger.entries.at(unit_key("F1")).deleted);
  EXPECT_EQ(outcome->summary.exit_code, 0);
  EXPECT_THAT(world.removals(), IsEmpty()) << "deleted once is known, though FK-ORG still shows it";
}

TEST(WashForeign, LooksAtEachObjectOnceMoreBeforeItGoes) {
  Washed world;
  PreparedRun run = prepare_run(world.inputs(&world.sink), world.options.rules, world.options.plan_rules);
  world.sink.fk.at(user_key("G2")).fields["IsRobot"] = "true";
  const SendReport report = send_plan(run, {world.sink, world.ledger, world.clock, world.observer}, world.options.send);
  ASSERT_EQ(report.failed.size(), 2U) << "and with one failed no unit goes";
  EXPECT_EQ(report.failed[0].why, (Said{"it is a robot", "brugeren er en robot"}));
  EXPECT_THAT(world.sink.log, ElementsAre("delete user G1"));
}

TEST(WashForeign, KeepsAPersonsOldUserUntilTheNewOneWasAccepted) {
  Washed world;
  world.town.account("P1", "FK", fk("N1"));
  world.town.account("P1", "SD", fk("G1"));
  world.town.rules.uuid_from_it_systems = {"FK", "SD"};
  world.read_again();
  world.sink.answer = [](const std::string& write) -> PushResult {
    if (write == "user N1") return Rejected{say("no")};
    return Accepted{};
  };
  run_sync(world.context(&world.sink), world.options);
  EXPECT_THAT(world.sink.log, testing::Not(testing::Contains("delete user G1")));
  EXPECT_THAT(world.sink.log, testing::Contains("delete user G2"));
}

}  // namespace
}  // namespace os2sync::test
