// SPDX-License-Identifier: MPL-2.0
// Accidents that happened to exporters of this kind, played with this one: each ends well, and everything is equal once
// it is over.
#include <algorithm>

#include <gtest/gtest.h>

#include "sim/fk_comparison.hpp"
#include "sim/level_world.hpp"

namespace os2sync::sim {
namespace {

using os2sync_model::FaultMode;
using os2sync_model::FaultTarget;
using os2sync_model::Life;

class Accident : public LevelWorld {
 protected:
  void expect_refused(const RunEnd& end) {
    EXPECT_EQ(end.exit_code, exit_code_of(ErrorKind::refused)) << end.error;
    EXPECT_EQ(end.writes, 0U);
    EXPECT_EQ(world_.witness.deletes(), 0U);
  }
  std::size_t active_users() { return world_.os2sync.fk().active(os2sync_model::Kind::user, kCvr).size(); }
  std::size_t active_units() { return world_.os2sync.fk().active(os2sync_model::Kind::unit, kCvr).size(); }
};

TEST_F(Accident, EveryUserDeletedBecauseTheEngagementsWereGone) {
  const Snapshot before = world_.mo.truth;
  const std::size_t users = active_users();
  ASSERT_GT(users, 20U);
  world_.mo.truth.engagements.clear();
  expect_refused(world_.run({}));
  world_.os2sync.drain();
  EXPECT_EQ(active_users(), users);
  world_.mo.truth = before;
  expect_level_at_rest();
}

TEST_F(Accident, EveryOtherUserDeletedBecauseHalfOfTheEngagementsWereGone) {
  const Snapshot before = world_.mo.truth;
  auto& rows = world_.mo.truth.engagements;
  rows.resize(rows.size() / 3);
  const RunEnd end = world_.run({});
  EXPECT_EQ(end.ending == Ending::done ? end.exit_code : 5, end.ending == Ending::done ? 4 : 5) << end.error;
  EXPECT_EQ(world_.witness.deletes(), 0U);
  world_.mo.truth = before;
  expect_level_at_rest();
}

TEST_F(Accident, EveryUnitDeletedBecauseTheTreeWasGone) {
  const Snapshot before = world_.mo.truth;
  const std::size_t units = active_units();
  world_.municipality.merge_units(100);
  const RunEnd end = world_.run({});
  EXPECT_NE(end.exit_code, 0);
  EXPECT_EQ(world_.witness.deletes(), 0U);
  world_.os2sync.drain();
  EXPECT_EQ(active_units(), units);
  world_.mo.truth = before;
  expect_level_at_rest();
}

TEST_F(Accident, TheTopUnitDeletedBecauseItHadEnded) {
  const Snapshot before = world_.mo.truth;
  const Uuid top = world_.municipality.top_unit();
  std::erase_if(world_.mo.truth.units, [&](const SourceUnit& unit) { return unit.uuid == top; });
  for (SourceUnit& unit : world_.mo.truth.units) {
    if (unit.parent == top) unit.parent.reset();
  }
  // The mapper that judges needs a top unit; this run is judged by its end alone.
  RunEnd end;
  {
    const Snapshot without = world_.mo.truth;
    world_.mo.truth = before;
    world_.replace_truth_during_next_run(without);
    end = world_.run({});
  }
  expect_refused(end);
  world_.mo.truth = before;
  expect_level_at_rest();
}

TEST_F(Accident, EverythingDeletedBecauseEmptyAnswersLookedLikeGoodOnes) {
  Weather weather;
  weather.seems_empty = true;
  // Without its it-systems OS2MO contradicts the settings, which ends the run even earlier than a guard does.
  const RunEnd end = world_.run(weather);
  EXPECT_EQ(end.exit_code, exit_code_of(ErrorKind::settings)) << end.error;
  EXPECT_EQ(end.writes, 0U);
  world_.options.rules.uuid_from_it_systems.clear();
  expect_refused(world_.run(weather));
  world_.options.rules.uuid_from_it_systems = {"FK"};
  expect_level_at_rest();
}

TEST_F(Accident, AFailedDeleteTakenForDone) {
  world_.municipality.leave();
  Weather weather;
  weather.outage_at = 30;
  weather.outage = std::chrono::hours{10};
  weather.sync_permille = 1000;
  EXPECT_NE(world_.run(weather).exit_code, 0);
  expect_level_at_rest();
  EXPECT_GT(world_.witness.deletes(), 0U);
}

TEST_F(Accident, APostAppliedWhoseAnswerWasLostMadeDoublePositions) {
  for (int i = 0; i < 4; ++i) world_.municipality.hire();
  Weather weather;
  weather.lose_answers = true;
  EXPECT_EQ(world_.run(weather).ending, Ending::failed);
  world_.os2sync.drain();
  expect_level_at_rest();
  for (const std::string& uuid : world_.os2sync.fk().active(os2sync_model::Kind::user, kCvr)) {
    const auto& positions = world_.os2sync.fk().user(kCvr, uuid)->record.positions;
    for (std::size_t i = 0; i < positions.size(); ++i) {
      EXPECT_EQ(std::count(positions.begin(), positions.end(), positions[i]), 1) << uuid;
    }
  }
}

/// LOS short names and SOR numbers are other systems' fields.
TEST_F(Accident, FieldsOfOtherSystemsOverwritten) {
  os2sync_model::Fk& fk = world_.os2sync.fk();
  const std::string unit = fk.active(os2sync_model::Kind::unit, kCvr).front();
  const std::string user = fk.active(os2sync_model::Kind::user, kCvr).front();
  os2sync_model::Unit unit_record = fk.unit(kCvr, unit)->record;
  unit_record.los_short_name = "SKO";
  unit_record.sor = "1234";
  fk.seed(kCvr, unit_record, Life::active, world_.os2sync.now());
  os2sync_model::User user_record = fk.user(kCvr, user)->record;
  user_record.racf_id = "RACF1";
  fk.seed(kCvr, user_record, Life::active, world_.os2sync.now());
  // Everything is sent anew, once while FK-ORG says of every object that it is not there.
  for (SourcePerson& person : world_.mo.truth.persons) person.surname += " Hansen";
  for (SourceUnit& row : world_.mo.truth.units) {
    if (row.uuid != world_.municipality.top_unit()) row.name += " II";
  }
  Weather weather;
  weather.fk_looks_absent = true;
  EXPECT_EQ(world_.run(weather).writes, 0U);
  expect_level_at_rest();
  EXPECT_EQ(fk.unit(kCvr, unit)->record.los_short_name, "SKO");
  EXPECT_EQ(fk.unit(kCvr, unit)->record.sor, "1234");
  EXPECT_EQ(fk.user(kCvr, user)->record.racf_id, "RACF1");
}

/// The answer to a DELETE was lost, and the person was back before the next run: what was remembered was equal to what
/// was wanted, so nobody noticed that FK-ORG had nothing.
TEST_F(Accident, ALostAnswerWhoseChangeWasTakenBackLeftFkOrgWrongForGood) {
  const Snapshot before = world_.mo.truth;
  const auto lose_and_take_back = [&](const std::string& what) {
    SCOPED_TRACE(what);
    Weather weather;
    weather.lose_answers = true;
    world_.run(weather);
    world_.os2sync.drain();
    world_.mo.truth = before;
    expect_level_at_rest();
  };
  lose_and_take_back(world_.municipality.leave());
  lose_and_take_back(world_.municipality.hire());
  lose_and_take_back(world_.municipality.rename_somebody());
}

TEST_F(Accident, FkOrgAwayForADayStoppedTheClock) {
  for (int i = 0; i < 6; ++i) world_.municipality.change();
  world_.os2sync.faults().set({FaultTarget::fk, FaultMode::temporary, "", std::nullopt, std::nullopt});
  world_.run({});
  world_.let_pass(std::chrono::minutes{1440});
  world_.os2sync.faults().clear();
  world_.os2sync.drain();
  expect_level_at_rest();
}

TEST_F(Accident, OneAccountWithAnInvalidUuidStoppedEverybody) {
  const auto account = std::ranges::find_if(
      world_.mo.truth.it_users, [](const SourceItUser& row) { return row.person && Uuid::parse(row.user_key); });
  ASSERT_NE(account, world_.mo.truth.it_users.end());
  account->user_key = "ikke en uuid";
  world_.municipality.hire();
  EXPECT_GT(world_.run({}).writes, 0U);
  expect_level_at_rest();
}

TEST_F(Accident, AClockThatWasSetTwiceAYear) {
  for (const int hours : {1, -1}) {
    world_.municipality.hire();
    world_.municipality.leave();
    Weather weather;
    weather.wall_step = std::chrono::hours{hours};
    EXPECT_EQ(world_.run(weather).ending, Ending::done);
    world_.os2sync.drain();
  }
  expect_level_at_rest();
}

TEST_F(Accident, TwoJobsStartedByTwoCronTables) {
  world_.municipality.hire();
  for (int step = 1; step < 60; step += 10) {
    Weather weather;
    weather.rival_at = step;
    EXPECT_EQ(world_.run(weather).ending, Ending::done);
  }
  expect_level_at_rest();
}

TEST_F(Accident, ADiskThatFilledUpDuringTheRunLostTheCache) {
  for (int writes = 0; writes < 40; writes += 3) {
    world_.municipality.hire();
    Weather weather;
    weather.disk_full = writes;
    world_.run(weather);
  }
  expect_level_at_rest();
}

/// R1 on the ledger inside a run: the n-th write for growing n, whole and torn, until a run needs fewer writes.
TEST_F(Accident, KilledInsideEveryWriteOfTheLedger) {
  for (const bool torn : {false, true}) {
    int killed = 0;
    for (int write = 0;; ++write) {
      world_.municipality.hire();
      world_.municipality.rename_somebody();
      Weather weather;
      weather.disk_kill = write;
      weather.torn = torn;
      if (world_.run(weather).ending != Ending::killed) break;
      ++killed;
      ASSERT_LT(killed, 300);
    }
    EXPECT_GT(killed, 5);
  }
  expect_level_at_rest();
}

}  // namespace
}  // namespace os2sync::sim
