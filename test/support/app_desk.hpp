// SPDX-License-Identifier: MPL-2.0
/// @file A small municipality with everything around it that a run needs, and plans saved from it.
#pragma once

#include <memory>
#include <vector>

#include "app/apply.hpp"
#include "support/fakes.hpp"
#include "support/rules_town.hpp"

namespace os2sync::test {

/// P1 and P2 in U1, never sent.
struct Desk {
  Town town;
  FakeSource source;
  MemoryLedger ledger;
  MemoryGuardMemory memory;
  PlainDigester digester;
  FakeClock clock;
  SilentObserver observer;
  FakeSink sink;
  Settings settings;

  Desk() {
    town.add_anna();
    town.person("P2");
    town.engagement("E2", "P2", "U1");
    settings.rules = town.rules;
    settings.os2sync.cvr = "12345678";
    source.snapshot = town.rows;
  }
  RunInputs inputs() { return {source, ledger, digester, clock, observer, nullptr, memory, &sink}; }
  SyncContext context() { return {inputs(), sink}; }
  PlanBasis basis(const std::vector<LedgerEntry>& entries) const {
    PlanBasis basis;
    basis.program = "1";
    basis.ledger_key = identify_key(digester);
    basis.ledger = digest_ledger(entries, digester);
    return basis;
  }
  SavedPlan save() {
    const PreparedRun run = prepare_run(inputs(), settings.rules, sync_options_of(settings, true).plan_rules);
    SavedPlan saved;
    saved.basis_of = [this](const std::vector<LedgerEntry>& entries) { return basis(entries); };
    saved.text = render_plan_file(run.plan, run.wanted, basis(run.ledger), digester, false);
    saved.file = std::get<PlanFile>(read_plan_file(saved.text, basis(run.ledger), digester));
    return saved;
  }
  std::unique_ptr<SyncOutcome> apply(const SavedPlan& saved) {
    return apply_plan(context(), sync_options_of(settings, false), saved);
  }
};

}  // namespace os2sync::test
