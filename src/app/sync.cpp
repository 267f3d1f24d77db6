// SPDX-License-Identifier: MPL-2.0
#include "app/sync.hpp"

#include "app/audited_run.hpp"
#include "app/delivery.hpp"
#include "app/delivery_state.hpp"
#include "app/guards.hpp"
#include "app/quarantine_gate.hpp"
#include "app/repairs.hpp"
#include "app/same_municipality.hpp"
#include "core/error.hpp"
#include "plan/scope.hpp"

namespace os2sync {
namespace {

constexpr int kSomeFailed = 3;
constexpr int kDeletionsWithheld = 4;
constexpr int kInterrupted = 130;

constexpr Text kNotMade{"FK-ORG account not made in OS2MO: {}", "FK-ORG-konto ikke oprettet i OS2MO: {}"};
constexpr Text kNotEnded{"FK-ORG account not ended in OS2MO: {}", "FK-ORG-konto ikke afsluttet i OS2MO: {}"};

/// A refused run weighs most, then an interruption. Changes held back weigh more than failures: unfit records are there
/// every night, and a guard that fired must not hide behind them.
int exit_code_for(const Plan& plan, const SendReport& report) {
  if (plan.refusal) return exit_code_of(ErrorKind::refused);
  if (report.interrupted) return kInterrupted;
  if (has_guarded(plan)) return kDeletionsWithheld;
  const bool some_failed =
      !report.failed.empty() || !report.accounts.failed.empty() || plan.units.held + plan.users.held > 0;
  return some_failed ? kSomeFailed : 0;
}

/// FK-ORG would take an object that refers to a unit it does not have, and show it nowhere. A run over everything sends
/// the units first; one over some objects has to find them sent.
void refuse_unsent_references(const PreparedRun& run) {
  const std::vector<Uuid> unsent = find_unsent_units(run.plan, run.wanted, run.ledger);
  if (unsent.empty()) return;
  throw Error{ErrorKind::refused,
              Text{"{} unit(s) that this refers to were never sent (first: {}); nothing was sent. Run `sync-unit` for "
                   "them, topmost first, or `sync`",
                   "{} enhed(er), der henvises til, er aldrig sendt (den første: {}); intet er sendt. Kør `sync-unit` "
                   "for dem, øverst først, eller `sync`"},
              unsent.size(), unsent.front()};
}

/// What stops a run that would write, before it does. What was withheld is remembered all the same: it ages.
void stop_if_guarded(const SyncContext& context, const SyncOptions& options, const PreparedRun& run) {
  const RunInputs& inputs = context.inputs;
  if (run.ages_withheld) remember_withheld(inputs.guard_memory, run);
  tell_of_guards(run, inputs.observer);
  // Before anybody is asked to approve what would be overwritten: is it this municipality at all?
  if (run.plan.refusal == Refusal::first_run)
    check_same_municipality(run, context.sink, inputs, options.send.retry_seconds);
  if (const auto why = find_stop(run.plan, options.plan_rules.guards)) refuse(*why, run.plan);
  if (!options.plan_rules.scope.is_all()) refuse_unsent_references(run);
}

/// Sends what was prepared, after a look at who is answering.
SendReport check_and_send(const SyncContext& context, const PreparedRun& run, SendOptions options) {
  context.sink.probe();
  options.top_unit_known = check_same_municipality(run, context.sink, context.inputs, options.retry_seconds);
  if (options.top_unit_known && run.ledger.empty() && run.plan_rules.refusal != Refusal::first_run) {
    throw Error{
        ErrorKind::unavailable,
        Text{"FK-ORG shows the top unit now, but could not when it was asked before; nothing was sent. Run again",
             "FK-ORG viser topenheden nu, men kunne det ikke, da den blev spurgt før; intet er sendt. Kør igen"}};
  }
  if (!options.top_unit_known && context.deliveries) {
    const Looks looks{context.deliveries->load(), run.ledger};
    options.witnesses = find_witnesses(run.ledger, looks, run.wanted.top_unit);
  }
  if (context.repairs) options.repairs = load_begun(*context.repairs);
  SendReport report = send_plan(run,
                                {context.sink, context.inputs.ledger, context.inputs.clock, context.inputs.observer,
                                 context.quarantine, context.audit, context.accounts},
                                options);
  if (context.repairs) forget_returned(*context.repairs, context.inputs.ledger);
  return report;
}

}  // namespace

SyncOptions sync_options_of(const Settings& settings, bool dry_run) {
  SyncOptions options;
  options.rules = settings.rules;
  options.plan_rules.autowash = settings.autowash;
  options.plan_rules.wash_foreign = settings.wash_foreign;
  options.plan_rules.guards = settings.guards;
  options.plan_rules.top_unit = settings.rules.top_unit;
  options.send.lanes = settings.os2sync.connections;
  options.send.retry_seconds = settings.os2sync.retry_seconds;
  options.send.queue = {settings.delivery.pace.per_minute, settings.delivery.max_waiting, {}};
  options.delivery = settings.delivery;
  options.dry_run = dry_run;
  options.stub = settings.os2sync.is_stub();
  return options;
}

RunSummary summarise(const SyncOutcome& outcome, const SyncOptions& options, std::chrono::milliseconds sending) {
  RunSummary summary;
  summary.plan = &outcome.run.plan;
  summary.sent_units = outcome.report.units;
  summary.sent_users = outcome.report.users;
  summary.written_accounts = {outcome.report.accounts.created, outcome.report.accounts.ended};
  for (const FailedAccount& failed : outcome.report.accounts.failed) {
    summary.failures.push_back(
        {ObjectKind::user, failed.fk_uuid, say(failed.ending ? kNotEnded : kNotMade, failed.why), failed.postponed});
  }
  for (const FailedChange& failed : outcome.report.failed) {
    summary.failures.push_back(
        {failed.change->kind, failed.change->uuid, failed.why, failed.postponed, failed.set_aside});
  }
  summary.dry_run = options.dry_run;
  summary.stub = options.stub;
  summary.interrupted = outcome.report.interrupted;
  summary.now = outcome.run.facts.finished_at;
  summary.source_requests = outcome.run.source_requests;
  summary.reading = outcome.run.reading;
  summary.deciding = outcome.run.deciding;
  summary.sending = sending;
  summary.exit_code = exit_code_for(outcome.run.plan, outcome.report);
  return summary;
}

std::unique_ptr<SyncOutcome> carry_out(const SyncContext& context, const SyncOptions& options, PreparedRun run) {
  auto outcome = std::make_unique<SyncOutcome>();
  outcome->run = std::move(run);
  const auto start = context.inputs.clock.steady_now();
  const bool sends = !options.dry_run && !options.stub;
  if (sends && context.audit) record_plan(outcome->run.plan, *context.audit);
  if (sends) stop_if_guarded(context, options, outcome->run);
  if (sends && !outcome->run.plan.empty()) outcome->report = check_and_send(context, outcome->run, options.send);
  const auto sending = std::chrono::duration_cast<std::chrono::milliseconds>(context.inputs.clock.steady_now() - start);
  outcome->summary = summarise(*outcome, options, sending);
  return outcome;
}

std::unique_ptr<SyncOutcome> run_sync(const SyncContext& context, const SyncOptions& asked) {
  SyncOptions options = asked;
  std::vector<Delivery> looks;
  if (context.deliveries) {
    looks = context.deliveries->load();
    options.plan_rules.reposts = find_reposts(context.inputs.ledger, looks, options.delivery);
    options.send.queue.backlog = find_backlog(context.inputs.ledger, context.inputs.clock, options.delivery);
  }
  PreparedRun run = prepare_run(context.inputs, options.rules, options.plan_rules);
  if (options.check) options.check(run);
  auto outcome = carry_out(context, options, std::move(run));
  // Recorded only by a run that saw everything and got to its end: others prove nothing about the next.
  const bool proves_something = !options.dry_run && !options.stub && options.plan_rules.scope.is_all();
  // Nor does one whose shrunken source was only partly approved: the next is compared with what was good before.
  const bool still_refused = outcome->run.plan_rules.refusal && has_guarded(outcome->run.plan);
  const bool is_done = proves_something && !outcome->report.interrupted;
  if (is_done && !still_refused) {
    context.inputs.ledger.record_run(outcome->run.facts);
    if (context.quarantine) release_what_is_not_planned(outcome->run.plan, outcome->run.wanted, *context.quarantine);
  }
  if (context.deliveries && !options.dry_run && !options.stub) {
    note_reposts(outcome->run, context.inputs.ledger, looks, *context.deliveries);
    if (is_done) look_at_delivery(context, options, outcome->summary);
  }
  return outcome;
}

}  // namespace os2sync
