// SPDX-License-Identifier: MPL-2.0
#include "app/rehearse.hpp"

#include "app/accidents.hpp"
#include "app/guards.hpp"
#include "app/kept_reading.hpp"
#include "app/same_municipality.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

/// Gives damaged rows in place of what it stands before.
class DamagedSource final : public Source {
 public:
  DamagedSource(Source& source, const Snapshot& rows) : source_{source}, rows_{rows} {}

  Snapshot read(const ReadRequest&, Observer&) override { return rows_; }
  Scope find_owners(const std::string& user_key, Observer& observer) override {
    return source_.find_owners(user_key, observer);
  }
  std::size_t requests_made() const override { return source_.requests_made(); }

 private:
  Source& source_;
  const Snapshot& rows_;
};

/// What a guard or a check says is the answer; a peer that fails is not.
bool is_verdict(ErrorKind kind) {
  return kind == ErrorKind::refused || kind == ErrorKind::settings || kind == ErrorKind::incomplete;
}

RunInputs with_source(const RunInputs& inputs, Source& source) {
  return {source,           inputs.ledger,       inputs.digester, inputs.clock,   inputs.observer,
          inputs.templates, inputs.guard_memory, inputs.fk_org,   inputs.new_mode};
}

/// What stops a run that would write, once it is planned; a dry one goes on.
std::optional<RunStop> find_run_stop(const SyncContext& context, const SyncOptions& options, const PreparedRun& run) {
  if (const auto why = find_stop(run.plan, options.plan_rules.guards)) return RunStop{ErrorKind::refused, say(*why)};
  if (!options.stub && !run.plan.empty())
    check_same_municipality(run, context.sink, context.inputs, options.send.retry_seconds);
  return std::nullopt;
}

void run_dry(const SyncContext& context, const Settings& settings, Rehearsal& rehearsal) {
  const SyncOptions options = sync_options_of(settings, true);
  rehearsal.outcome = run_sync(context, options);
  Verdict& verdict = rehearsal.verdict;
  verdict.stop = find_run_stop(context, options, rehearsal.outcome->run);
  verdict.exit_code = verdict.stop ? exit_code_of(verdict.stop->kind) : rehearsal.outcome->summary.exit_code;
  if (verdict.stop) return;
  verdict.plan = &rehearsal.outcome->run.plan;
  verdict.wanted = &rehearsal.outcome->run.wanted;
}

Rehearsal play(const SyncContext& context, Accident accident, const std::optional<StagedAccident>& staged) {
  Rehearsal rehearsal;
  Verdict& verdict = rehearsal.verdict;
  verdict.accident = accident;
  if (!staged) return rehearsal;
  verdict.damage = staged->damage;
  std::optional<DamagedSource> source;
  if (staged->rows) source.emplace(context.inputs.source, *staged->rows);
  const RunInputs& inputs = context.inputs;
  try {
    run_dry({with_source(inputs, source ? static_cast<Source&>(*source) : inputs.source), context.sink},
            staged->settings, rehearsal);
  } catch (const Error& error) {
    if (!is_verdict(error.kind())) throw;
    verdict.stop = RunStop{error.kind(), error.said()};
    verdict.exit_code = exit_code_of(error.kind());
  }
  return rehearsal;
}

}  // namespace

std::vector<Rehearsal> rehearse(const SyncContext& context, const Settings& settings,
                                const std::vector<Accident>& accidents) {
  KeptReading reading{context.inputs.source};
  const SyncContext kept{with_source(context.inputs, reading), context.sink};
  reading.read(read_request_for(settings.rules), context.inputs.observer);
  std::vector<Rehearsal> rehearsals;
  rehearsals.reserve(accidents.size());
  for (const Accident accident : accidents) {
    rehearsals.push_back(play(kept, accident, stage_accident(accident, *reading.kept(), settings)));
  }
  return rehearsals;
}

}  // namespace os2sync
