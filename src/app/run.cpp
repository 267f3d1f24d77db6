// SPDX-License-Identifier: MPL-2.0
#include "app/run.hpp"

#include <algorithm>

#include "app/foreign.hpp"
#include "app/guards.hpp"
#include "app/quarantine_gate.hpp"
#include "core/error.hpp"
#include "plan/foreign.hpp"
#include "plan/scope.hpp"
#include "render/names.hpp"
#include "rules/map.hpp"

namespace os2sync {
namespace {

std::chrono::milliseconds since(const Clock& clock, std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock.steady_now() - start);
}

/// A read of some objects says nothing about how many there are.
std::optional<Refusal> judge(const SourceFacts& facts, const std::optional<RunFacts>& last, const PreparedRun& run,
                             const PlanRules& plan_rules) {
  if (plan_rules.scope.is_all()) return judge_source(facts, last, run.wanted, run.ledger, plan_rules.guards);
  return facts.top_unit_read ? std::nullopt : std::optional{Refusal::top_unit_missing};
}

}  // namespace

NewModeFacts facts_for(const RunInputs& inputs, const Snapshot& snapshot, const Rules& rules,
                       const std::vector<LedgerEntry>& ledger, const Scope& scope) {
  return inputs.new_mode ? inputs.new_mode->find(snapshot, rules, ledger, scope) : NewModeFacts{};
}

Holders holders_of(const std::vector<LedgerEntry>& ledger) {
  Holders holders;
  for (const LedgerEntry& entry : ledger) {
    if (!entry.deleted) (entry.kind == ObjectKind::unit ? holders.units : holders.users)[entry.uuid] = entry.source;
  }
  return holders;
}

ReadRequest read_request_for(const Rules& rules) {
  ReadRequest request;
  request.top_unit = rules.top_unit;
  request.with_cpr = rules.xfer_cpr;
  request.with_position_dates = rules.position_dates;
  request.with_future_engagements = rules.future_engagements;
  request.with_account_holders = rules.new_mode;
  request.with_managers = rules.sync_managers;
  request.with_kle = rules.enable_kle;
  request.with_template_facts = rules.has_templates;
  request.with_work_addresses = !rules.work_address_types.empty();
  request.unit_address_types = [&rules](const auto& classes) { return unit_address_types(classes, rules); };
  request.person_address_types = [&rules](const auto& classes) { return person_address_types(classes, rules); };
  request.person_it_systems = [&rules](const auto& systems) { return person_it_systems(systems, rules); };
  request.candidate_units = [&rules](const auto& units) { return candidate_units(units, rules); };
  return request;
}

PreparedRun prepare_run(const RunInputs& inputs, const Rules& rules, const PlanRules& plan_rules,
                        const Inspect& inspect) {
  PreparedRun run;
  run.ledger = inputs.ledger.load();
  const std::optional<RunFacts> last = inputs.ledger.last_run();

  const auto read_start = inputs.clock.steady_now();
  SourceFacts facts;
  const bool washes_foreign = plan_rules.wash_foreign && inputs.fk_org && plan_rules.scope.is_all();
  UuidOwners owners;
  const auto decide_start = [&] {
    ReadRequest request = read_request_for(rules);
    request.scope = plan_rules.scope;
    const Snapshot snapshot = inputs.source.read(request, inputs.observer);
    run.reading = since(inputs.clock, read_start);
    facts.units_read = snapshot.units.size();
    facts.persons_read = snapshot.persons.size();
    facts.top_unit_read = std::any_of(snapshot.units.begin(), snapshot.units.end(),
                                      [&](const SourceUnit& unit) { return unit.uuid == rules.top_unit; });
    const auto start = inputs.clock.steady_now();
    // A source without the top unit cannot be mapped; the guard below words it.
    if (facts.top_unit_read) {
      run.wanted = map_snapshot(snapshot, rules, nullptr, inputs.templates, holders_of(run.ledger),
                                facts_for(inputs, snapshot, rules, run.ledger, plan_rules.scope));
    }
    restrict_to_scope(run.wanted, run.ledger, plan_rules.scope);
    if (washes_foreign) owners = owners_in(snapshot, run.wanted);
    if (inspect) inspect(snapshot, run.wanted);
    return start;
  }();  // the snapshot is the biggest thing in memory: it ends here

  run.facts = RunFacts{static_cast<std::int64_t>(facts.units_read), static_cast<std::int64_t>(facts.persons_read),
                       inputs.clock.now().time_since_epoch().count()};
  run.plan_rules = plan_rules;
  run.plan_rules.refusal = judge(facts, last, run, plan_rules);
  // Without the top unit nothing was mapped: there is no plan that anybody could approve.
  if (run.plan_rules.refusal && !facts.top_unit_read) {
    throw Error{ErrorKind::refused, text_of(*run.plan_rules.refusal)};
  }
  if (!run.plan_rules.refusal && inputs.fk_org &&
      is_first_run_on_a_filled_fk_org(run.ledger, run.wanted.top_unit, *inputs.fk_org, inputs.observer)) {
    run.plan_rules.refusal = Refusal::first_run;
  }
  run.plan_rules.history = recall_history(inputs.ledger, inputs.guard_memory, plan_rules.guards, run.facts.finished_at);
  std::vector<LedgerEntry> foreign;
  if (washes_foreign && !run.plan_rules.refusal) {
    foreign =
        find_foreign(*inputs.fk_org, run.wanted, run.ledger, owners, run.plan_rules, inputs.clock, inputs.observer);
  }
  run.plan = plan_with_foreign(run.wanted, run.ledger, foreign, inputs.digester, run.plan_rules);
  recall_ages(inputs.guard_memory, run.plan);
  mark_set_aside(run.plan, inputs.quarantine, inputs.clock);
  run.deciding = since(inputs.clock, decide_start);
  const auto confirm_start = inputs.clock.steady_now();
  if (plan_rules.scope.is_all()) confirm_removals(inputs, rules, run);
  run.reading += since(inputs.clock, confirm_start);
  run.source_requests = inputs.source.requests_made();
  return run;
}

}  // namespace os2sync
