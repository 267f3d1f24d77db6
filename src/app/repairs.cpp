// SPDX-License-Identifier: MPL-2.0
#include "app/repairs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/guards.hpp"
#include "app/read_objects.hpp"
#include "app/repairer.hpp"
#include "app/same_municipality.hpp"
#include "core/error.hpp"
#include "plan/repairs.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

constexpr int kSomeFailed = 3;

RepairWay way_of(Reason reason) {
  return reason == Reason::duplicate_positions ? RepairWay::remove : RepairWay::passivate;
}
Reason reason_of(RepairWay way) { return way == RepairWay::remove ? Reason::duplicate_positions : Reason::reimported; }

void refuse_stub(const SyncOptions& options) {
  if (options.stub)
    throw Error{ErrorKind::settings, Text{"os2sync.api_url is stub: there is nothing in FK-ORG to repair",
                                          "os2sync.api_url er stub: der er intet i FK-ORG at reparere"}};
}

/// A run that may not send may not repair either.
PreparedRun prepare_repair(const SyncContext& context, const SyncOptions& options) {
  PlanRules rules = options.plan_rules;
  rules.wash_foreign = false;  // another plan takes the place of this one
  PreparedRun run = prepare_run(context.inputs, options.rules, rules);
  if (run.plan.refusal) refuse(text_of(*run.plan.refusal), run.plan);
  return run;
}

void refuse_while_another_is_open(const SyncContext& context) {
  const std::size_t open = context.repairs->load().size();
  if (open == 0) return;
  throw Error{ErrorKind::refused,
              Text{"an interrupted repair has {} objects left; nothing was changed. Finish it with `cleanup resume`",
                   "en afbrudt reparation mangler {} objekter; intet er ændret. Gør den færdig med `cleanup resume`"},
              open};
}

/// FK-ORG's side of the same question for many users.
RepairReasons find_duplicates(const SyncContext& context, const PreparedRun& run, const std::vector<Uuid>& named,
                              std::size_t& not_read) {
  std::vector<Uuid> nameless;
  const RepairReasons asked = named.empty() ? reimport_all(run.wanted) : reimport_named(named, run.wanted, nameless);
  if (!nameless.empty()) {
    throw Error{ErrorKind::usage,
                Text{"{}: no user is sent under this uuid; `explain` says why",
                     "{}: ingen bruger sendes under dette uuid; `explain` siger hvorfor"},
                nameless.front()};
  }
  std::vector<ObjectKey> users;
  for (const auto& [key, reason] : asked) {
    if (key.first == ObjectKind::user) users.push_back(key);
  }
  if (users.empty() && !named.empty()) {
    throw Error{
        ErrorKind::usage,
        Text{"{}: this is a unit; only users have positions", "{}: dette er en enhed; kun brugere har stillinger"},
        named.front()};
  }
  RepairReasons found;
  const bool all = read_objects(context.sink, users, context.inputs.clock, context.inputs.observer,
                                [&](const ObjectKey& key, const FkRead& read) {
                                  const auto* object = std::get_if<FkObject>(&read);
                                  not_read += std::holds_alternative<FkUnavailable>(read) ? 1 : 0;
                                  if (object && has_duplicates(object->positions))
                                    found.emplace(key, Reason::duplicate_positions);
                                });
  if (!all)
    throw Error{ErrorKind::interrupted, Text{"asked to stop while asking FK-ORG; nothing was changed",
                                             "bedt om at stoppe under spørgsmål til FK-ORG; intet er ændret"}};
  if (not_read > 0) {
    context.inputs.observer.warn(
        say({"{} users could not be read from FK-ORG and were passed over; run this again later",
             "{} brugere kunne ikke læses fra FK-ORG og er sprunget over; kør dette igen senere"},
            not_read));
  }
  return found;
}

void check_version(Sink& sink) {
  if (sink.probe().version_4) return;
  throw Error{ErrorKind::settings,
              Text{"this repair needs OS2sync 4.1 or later: earlier ones do not bring back what they took out",
                   "denne reparation kræver OS2sync 4.1 eller senere: tidligere får ikke tilbage, hvad de tog ud"}};
}

void check_receiver(const SyncContext& context, const SyncOptions& options, const PreparedRun& run) {
  check_version(context.sink);
  if (check_same_municipality(run, context.sink, context.inputs, options.send.retry_seconds)) return;
  throw Error{ErrorKind::refused,
              Text{"FK-ORG does not show the top unit {}; nothing was changed. Check municipality.cvr, or try again "
                   "when FK-ORG is well",
                   "FK-ORG viser ikke topenheden {}; intet er ændret. Se på municipality.cvr, eller prøv igen, når "
                   "FK-ORG har det godt"},
              run.wanted.top_unit};
}

/// Objects that are wanted, planned; writes only when all guards agree.
RepairOutcome carry_out_repair(const SyncContext& context, const SyncOptions& options, PreparedRun run,
                               const RepairReasons& reasons, const RepairOptions& repair, bool always_confirm) {
  RepairOutcome outcome;
  run.plan = plan_repairs(reasons, run.wanted, run.ledger, context.inputs.digester);
  outcome.objects = run.plan.change_count();
  outcome.must_confirm =
      outcome.objects > 0 && (always_confirm || needs_confirmation(run.plan, options.plan_rules.guards));
  if (options.dry_run && outcome.objects > 0) check_version(context.sink);  // as the run itself would
  const bool writes = !options.dry_run && outcome.objects > 0;
  if (writes && outcome.must_confirm && repair.confirmed != outcome.objects) {
    throw Error{ErrorKind::refused,
                Text{"{} objects would leave FK-ORG and come back; nothing was changed. Look at them with --dry-run, "
                     "then give --confirm {}",
                     "{} objekter ville forlade FK-ORG og komme tilbage; intet er ændret. Se på dem med --dry-run, og "
                     "angiv så --confirm {}"},
                outcome.objects, outcome.objects};
  }
  if (writes) {
    check_receiver(context, options, run);
    std::vector<OpenRepair> open;
    for (const Wave& wave : run.plan.waves) {
      for (const Change& change : wave.changes)
        open.push_back({change.kind, change.uuid, way_of(change.reason), RepairStep::planned, {}});
    }
    context.repairs->record(open);
  }
  outcome.run = run_repair(context, options, std::move(run));
  return outcome;
}

}  // namespace

RepairOutcome passivate_and_reimport(const SyncContext& context, const SyncOptions& options,
                                     const RepairOptions& repair) {
  refuse_stub(options);
  refuse_while_another_is_open(context);
  PreparedRun run = prepare_repair(context, options);
  std::vector<Uuid> nameless;
  const bool all = repair.named.empty();
  const RepairReasons reasons = all ? reimport_all(run.wanted) : reimport_named(repair.named, run.wanted, nameless);
  if (!nameless.empty()) {
    throw Error{ErrorKind::usage,
                Text{"{}: nothing is sent under this uuid, so it could not come back; `explain` says why",
                     "{}: intet sendes under dette uuid, så det kunne ikke komme tilbage; `explain` siger hvorfor"},
                nameless.front()};
  }
  if (reasons.contains({ObjectKind::unit, run.wanted.top_unit})) {
    throw Error{ErrorKind::refused,
                Text{"{} is the top unit, which never leaves FK-ORG; nothing was changed",
                     "{} er topenheden, som aldrig forlader FK-ORG; intet er ændret"},
                run.wanted.top_unit};
  }
  return carry_out_repair(context, options, std::move(run), reasons, repair, all);
}

RepairOutcome repair_duplicate_positions(const SyncContext& context, const SyncOptions& options,
                                         const RepairOptions& repair) {
  refuse_stub(options);
  refuse_while_another_is_open(context);
  PreparedRun run = prepare_repair(context, options);
  context.sink.probe();
  std::size_t not_read = 0;
  const RepairReasons reasons = find_duplicates(context, run, repair.named, not_read);
  RepairOutcome outcome = carry_out_repair(context, options, std::move(run), reasons, repair, false);
  int& exit_code = outcome.run->summary.exit_code;
  if (not_read > 0 && exit_code == 0) exit_code = kSomeFailed;
  return outcome;
}

RepairOutcome resume_repairs(const SyncContext& context, const SyncOptions& options) {
  refuse_stub(options);
  PreparedRun run = prepare_repair(context, options);
  if (!options.dry_run) forget_returned(*context.repairs, context.inputs.ledger);
  RepairReasons reasons;
  for (const auto& [key, repair] : context.repairs->load()) reasons.emplace(key, reason_of(repair.way));
  run.plan = plan_repairs(reasons, run.wanted, run.ledger, context.inputs.digester);
  for (const Wave& wave : run.plan.waves) {
    for (const Change& change : wave.changes) reasons.erase({change.kind, change.uuid});
  }
  for (const auto& [key, reason] : reasons) {
    context.inputs.observer.warn(say({"{} is not wanted any more and stays as it is in FK-ORG; its repair is given up",
                                      "{} ønskes ikke længere og bliver, som det er i FK-ORG; reparationen opgives"},
                                     key.second));
    if (!options.dry_run) context.repairs->forget(key);
  }
  RepairOutcome outcome;
  outcome.objects = run.plan.change_count();
  if (outcome.objects > 0 && !options.dry_run) check_receiver(context, options, run);
  outcome.run = run_repair(context, options, std::move(run));
  return outcome;
}

bool has_left(RepairWay way, const FkRead& read) {
  if (std::holds_alternative<FkUnknown>(read)) return true;
  const auto* object = std::get_if<FkObject>(&read);
  return way == RepairWay::remove && object && object->inactive;
}

OpenRepairs load_begun(RepairLog& log) {
  OpenRepairs repairs = log.load();
  std::erase_if(repairs, [](const auto& item) { return item.second.step == RepairStep::planned; });
  return repairs;
}

void forget_returned(RepairLog& log, Ledger& ledger) {
  const OpenRepairs begun = load_begun(log);
  if (begun.empty()) return;
  for (const LedgerEntry& entry : ledger.load()) {
    // The digest went when the object began to leave; having one again means that it was accepted since.
    if (entry.digest != Digest{} && begun.contains({entry.kind, entry.uuid})) log.forget({entry.kind, entry.uuid});
  }
}

}  // namespace os2sync
