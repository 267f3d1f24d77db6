// SPDX-License-Identifier: MPL-2.0
/// @file A municipality whose runs go all the way, over fakes: OS2MO, FK-ORG, ledger, guards' memory and clock.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/approve.hpp"
#include "app/sync.hpp"
#include "plan/approvable.hpp"
#include "support/fakes.hpp"
#include "support/rules_town.hpp"

namespace os2sync::test {

/// Hears the warnings.
class WarnedObserver final : public Observer {
 public:
  void progress(Stage, std::size_t, std::size_t) override {}
  void warn(const Said& message) override { warnings.push_back(message.english); }
  void debug(std::string_view) override {}
  std::vector<std::string> warnings;
};

/// `persons` teachers P1000, P1001, … in unit U1 below TOP; users may be removed up to five at a time.
struct GuardTown {
  Town town;
  FakeSource source;
  FakeSink sink;
  MemoryLedger ledger;
  MemoryGuardMemory memory;
  PlainDigester digester;
  FakeClock clock;
  WarnedObserver observer;
  SyncOptions options;

  explicit GuardTown(int persons = 100) {
    town.unit("U1");
    for (int i = 0; i < persons; ++i) add_person(i);
    options.rules = town.rules;
    options.plan_rules.autowash = true;
    options.plan_rules.top_unit = town.rules.top_unit;
    options.plan_rules.guards.users = {5, 0};
    options.plan_rules.guards.units = {5, 0};
    options.send.lanes = 1;
  }

  static std::string person(int number) { return "P" + std::to_string(1000 + number); }
  void add_person(int number) {
    town.person(person(number));
    town.engagement("E" + std::to_string(1000 + number), person(number), "U1");
  }
  /// Ends the engagements of persons from..to-1; the persons stay.
  void leave(int from, int to) {
    std::erase_if(town.rows.engagements, [&](const SourceEngagement& row) {
      return row.person >= id(person(from)) && row.person < id(person(to));
    });
  }

  RunInputs inputs() { return {source, ledger, digester, clock, observer, nullptr, memory, &sink}; }
  std::unique_ptr<SyncOutcome> sync() {
    source.snapshot = town.rows;
    auto outcome = run_sync({inputs(), sink}, options);
    show_in_fk_org();
    return outcome;
  }
  PreparedRun plan() {
    source.snapshot = town.rows;
    return prepare_run(inputs(), options.rules, options.plan_rules);
  }
  Approved approve(const std::string& hash) {
    source.snapshot = town.rows;
    return approve_plan({inputs(), sink}, options, hash);
  }
  Approved approve_what_is_withheld() { return approve(approval_hash(plan().plan)); }

  /// Deletes that went over the wire.
  std::vector<std::string> deletes() const {
    std::vector<std::string> all;
    for (const std::string& line : sink.log()) {
      if (line.starts_with("delete ")) all.push_back(line.substr(7));
    }
    return all;
  }
  void pass(std::chrono::seconds time) { clock.step(time); }

 private:
  /// What was accepted can be read back.
  void show_in_fk_org() {
    for (const auto& [key, entry] : ledger.entries) {
      if (!entry.deleted && !sink.fk.contains(entry.uuid)) sink.fk[entry.uuid] = FkObject{};
    }
  }
};

}  // namespace os2sync::test
