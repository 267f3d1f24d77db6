// SPDX-License-Identifier: MPL-2.0
#include "sim/scenario.hpp"

#include <fmt/format.h>

namespace os2sync::sim {
namespace {

using os2sync_model::FaultMode;
using os2sync_model::FaultTarget;

/// Some steps of a run of a small municipality; later ones never come, which is fair weather.
int some_step(Chance& chance) { return chance.between(1, chance.percent(50) ? 40 : 150); }

void add_trouble(Chance& chance, Weather& weather) {
  switch (chance.below(11)) {
    case 0: weather.kill_at = some_step(chance); break;
    case 1: weather.stop_at = some_step(chance); break;
    case 2: weather.rival_at = some_step(chance); break;
    case 3: weather.disk_full = chance.below(60); break;
    case 4:
      weather.disk_kill = chance.below(80);
      weather.torn = chance.percent(50);
      break;
    case 5:
      weather.outage_at = some_step(chance);
      weather.outage = std::chrono::seconds{chance.between(1, 1200)};
      break;
    case 6: weather.wall_step = std::chrono::hours{chance.pick({-1, 1})}; break;
    case 7: weather.seems_empty = true; break;
    case 8: weather.lying_permille = chance.pick({20, 200}); break;
    case 9: weather.lose_answers = true; break;
    default: weather.change_permille = chance.pick({50, 300}); break;
  }
}

Weather draw_weather(Chance& chance) {
  Weather weather;
  if (chance.percent(35)) return weather;
  if (chance.percent(50)) weather.mo_permille = chance.pick({5, 30, 200});
  if (chance.percent(50)) weather.sync_permille = chance.pick({10, 50, 250});
  if (chance.percent(60)) add_trouble(chance, weather);
  if (chance.percent(25)) add_trouble(chance, weather);
  weather.fk_looks_absent = chance.percent(4);
  return weather;
}

/// Trouble behind OS2sync, which the exporter cannot see.
void trouble_fk(World& world) {
  Chance& chance = world.chance;
  if (chance.percent(70)) return;
  constexpr FaultTarget kTargets[] = {FaultTarget::db, FaultTarget::fk, FaultTarget::fk, FaultTarget::sts};
  const FaultTarget target = kTargets[chance.below(4)];
  const bool permanent = target == FaultTarget::fk && chance.percent(25);
  world.tell("trouble behind OS2sync");
  world.os2sync.faults().set({target, permanent ? FaultMode::permanent : FaultMode::temporary, "",
                              chance.between(1, target == FaultTarget::sts || permanent ? 2 : 20), std::nullopt});
}

/// A column of OS2sync's database that has no room for one object or two, whichever come next.
void refuse_something(World& world) {
  if (world.chance.percent(75)) return;
  world.tell("OS2sync's database will refuse something");
  world.os2sync.faults().set(
      {FaultTarget::db, FaultMode::permanent,
       world.chance.pick({"Data too long for column 'name' at row 1", "Column 'user_id' cannot be null"}),
       world.chance.between(1, 2), std::nullopt});
}

/// What the operator does once the run has told how it went.
void operate(World& world) {
  if (world.needs_approval() && world.chance.percent(50)) world.approve();
  if (world.chance.percent(8)) world.retry_refused();
}

void have_accident(World& world) {
  Municipality& town = world.municipality;
  const int share = world.chance.between(5, 90);
  switch (world.chance.below(3)) {
    case 0: world.tell("accident: " + town.lose_engagements(share)); break;
    case 1: world.tell("accident: " + town.lose_persons(share)); break;
    default: world.tell("reorganisation: " + town.merge_units(share)); break;
  }
}

Scope draw_scope(World& world) {
  Scope scope;
  const auto pick_some = [&](const auto& rows, std::vector<Uuid>& out) {
    if (!rows.empty() && world.chance.percent(60)) out.push_back(world.chance.pick(rows).uuid);
  };
  pick_some(world.mo.truth.persons, scope.persons);
  pick_some(world.mo.truth.units, scope.units);
  return scope;
}

void count(const RunEnd& end, Verdict& verdict) {
  ++verdict.runs;
  verdict.killed += end.ending == Ending::killed ? 1 : 0;
  verdict.failed += end.ending == Ending::failed ? 1 : 0;
  verdict.writes += end.writes;
}

void live_a_day(World& world, Verdict& verdict) {
  Chance& chance = world.chance;
  const Snapshot morning = world.mo.truth;
  for (int changes = chance.below(6); changes > 0; --changes) world.tell(world.municipality.change());
  if (chance.percent(25)) {
    for (int leavers = chance.between(1, 4); leavers > 0; --leavers) world.tell(world.municipality.leave());
  }
  // Now and then something goes badly wrong in the source, and is put right later.
  std::optional<Snapshot> before;
  if (chance.percent(12)) {
    if (chance.percent(60)) before = world.mo.truth;
    have_accident(world);
  }
  for (int runs = chance.between(1, 2); runs > 0 && !world.violation(); --runs) {
    // While FK-ORG cannot be read at all, nothing is sent: half of its troubles come afterwards.
    const bool early = verdict.runs > 0 && chance.percent(50);
    if (early) trouble_fk(world);
    if (verdict.runs > 0 || chance.percent(10)) refuse_something(world);
    const Scope scope = chance.percent(10) ? draw_scope(world) : Scope{};
    // A first run that nothing disturbs is what most stories begin with.
    const bool is_fair = verdict.runs == 0 && chance.percent(50);
    const RunEnd end = is_fair ? world.run({}) : world.run(draw_weather(chance), scope);
    count(end, verdict);
    if (end.ending != Ending::done && chance.percent(45)) {
      world.tell("the day's changes are taken back");
      world.mo.truth = morning;
    }
    operate(world);
    if (!early) trouble_fk(world);
    world.let_pass(std::chrono::minutes{chance.between(1, 700)});
    if (chance.percent(50)) world.os2sync.faults().clear();
  }
  if (before) {
    world.tell("the accident is put right");
    world.mo.truth = *std::move(before);
  }
}

}  // namespace

Verdict play(const WorldOptions& options) {
  Verdict verdict;
  World world{options};
  world.found(world.chance.between(2, 12), world.chance.between(4, 30));
  for (int days = world.chance.between(1, 4); days > 0 && !world.violation(); --days) {
    world.tell("--- a new day");
    live_a_day(world, verdict);
  }
  if (!world.violation()) world.come_to_rest();
  verdict.violation = world.violation();
  verdict.deletes = world.witness.deletes();
  verdict.compared = world.witness.compared();
  verdict.excused = world.witness.excused();
  verdict.approved = world.witness.approved_deletes();
  verdict.refused = world.witness.refused();
  verdict.not_removed = world.witness.not_removed();
  verdict.story = world.story();
  return verdict;
}

}  // namespace os2sync::sim
