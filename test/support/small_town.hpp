// SPDX-License-Identifier: MPL-2.0
/// @file A municipality of two units and two persons that was sent, with all a run needs.
#pragma once

#include "app/sync.hpp"
#include "support/queue_sink.hpp"
#include "support/rules_town.hpp"

namespace os2sync::test {

/// TOP "Kommune" over U1 "Skole" over U2 "Klasse"; P1 and P2 are teachers in U1.
struct SmallTown {
  Town town;
  FakeSource source;
  MemoryLedger ledger;
  PlainDigester digester;
  FakeClock clock;
  SilentObserver observer;
  MemoryRepairLog repairs;
  MemoryGuardMemory guards;
  QueueSink sink{clock};
  SyncOptions options;

  SmallTown() {
    town.add_anna();
    town.unit("U2", "U1", "Klasse");
    town.person("P2", "Bo");
    town.engagement("E2", "P2", "U1");
    options.plan_rules.autowash = true;
    options.plan_rules.guards.users = options.plan_rules.guards.units = {100, 0};
    options.send.lanes = 1;
    options.send.retry_seconds = {5, 30};
    options.plan_rules.top_unit = town.rules.top_unit;
    read_again();
  }
  /// After a change of the town.
  void read_again() {
    source.snapshot = town.rows;
    options.rules = town.rules;
  }
  /// FK-ORG is asked, when it is.
  RunInputs inputs(Sink* fk_org = nullptr) {
    return {source, ledger, digester, clock, observer, nullptr, guards, fk_org};
  }
  SyncContext context(Sink* fk_org = nullptr) {
    return {inputs(fk_org), sink, nullptr, nullptr, nullptr, nullptr, &repairs};
  }

  /// FK-ORG holds what the rules want, as this program or another would have sent it.
  void fill_fk_org() {
    const Wanted wanted = town.map();
    for (const WantedUnit& unit : wanted.units) {
      FkObject held;
      held.fields["Name"] = unit.name;
      held.fields["LOSShortName"] = "LOS-" + symbol_of(unit.uuid);
      if (unit.parent) held.fields["ParentOrgUnitUuid"] = unit.parent->to_string();
      sink.fk[{ObjectKind::unit, unit.uuid}] = held;
    }
    for (const WantedUser& user : wanted.users) {
      FkObject held;
      held.fields = {{"UserId", user.user_id}, {"Person.Name", user.name}, {"RacfID", "RACF-" + symbol_of(user.uuid)}};
      held.positions = user.positions;
      sink.fk[{ObjectKind::user, user.uuid}] = held;
    }
  }
  /// The ledger says that all of it was sent.
  void send_all() {
    fill_fk_org();
    for (const Wave& wave : prepare_run(inputs(), options.rules, options.plan_rules).plan.waves) {
      for (const Change& change : wave.changes) ledger.record({&change.after, 1});
    }
  }
  std::size_t changes_planned(Sink* fk_org = nullptr) {
    return prepare_run(inputs(fk_org), options.rules, options.plan_rules).plan.change_count();
  }
};

inline ObjectKey unit_key(std::string_view symbol) { return {ObjectKind::unit, id(symbol)}; }
inline ObjectKey user_key(std::string_view symbol) { return {ObjectKind::user, id(symbol)}; }

}  // namespace os2sync::test
