// SPDX-License-Identifier: MPL-2.0
#include "app/repairer.hpp"

#include <algorithm>
#include <span>

#include "app/audited_run.hpp"
#include "app/repairs.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

using Batch = std::span<const Change>;

constexpr std::size_t kBatch = 20;
constexpr std::chrono::milliseconds kFirstWait{1'000};
constexpr std::chrono::milliseconds kLongestWait{30'000};
constexpr std::chrono::minutes kDeadline{30};

ObjectKey key_of(const Change& change) { return {change.kind, change.uuid}; }

class Repairer {
 public:
  Repairer(const SyncContext& context, const SyncOptions& options, SyncOutcome& outcome)
      : context_{context}, clock_{context.inputs.clock}, outcome_{outcome}, send_{options.send} {
    send_.top_unit_known = true;
    send_.repairs = context.repairs->load();
    for (const LedgerEntry& entry : outcome.run.ledger) ledger_.emplace(ObjectKey{entry.kind, entry.uuid}, &entry);
  }

  void repair_all() {
    Plan whole = std::move(outcome_.run.plan);
    repair_plan(whole);
    outcome_.run.plan = std::move(whole);  // failures point into it, and a move leaves its changes where they are
  }

 private:
  void repair_plan(const Plan& plan) {
    for (const Wave& wave : plan.waves) {
      for (std::size_t at = 0; at < wave.changes.size(); at += kBatch) {
        const Batch batch = Batch{wave.changes}.subspan(at, std::min(kBatch, wave.changes.size() - at));
        if (!take_out(batch) || !await_leaving(batch) || !bring_back(batch)) return;
      }
    }
  }

  bool take_out(Batch batch) {
    return std::all_of(batch.begin(), batch.end(), [this](const Change& change) {
      if (!clock_.stop_requested()) return take_out(change);
      outcome_.report.interrupted = true;
      return false;
    });
  }

  bool take_out(const Change& change) {
    OpenRepair& repair = send_.repairs.at(key_of(change));
    if (repair.step == RepairStep::left) return true;
    const FkRead read = read_surely(change);
    if (repair.step == RepairStep::planned) {
      if (const auto* object = std::get_if<FkObject>(&read)) repair.kept = object->fields;
      repair.step = RepairStep::leaving;
      forget_what_was_sent(change);
      context_.repairs->record({&repair, 1});
    }
    if (repair.step == RepairStep::asked || has_left(repair.way, read)) return true;
    if (!ask_to_leave(change, repair.way)) return false;
    remember(change, RepairStep::asked);
    return true;
  }

  void remember(const Change& change, RepairStep step) {
    OpenRepair& repair = send_.repairs.at(key_of(change));
    repair.step = step;
    context_.repairs->record({&repair, 1});
  }

  /// From here on any run that comes before us sends the object again.
  void forget_what_was_sent(const Change& change) {
    const auto sent = ledger_.find(key_of(change));
    if (sent == ledger_.end() || sent->second->deleted) return;
    LedgerEntry entry = *sent->second;
    entry.digest = {};
    entry.fields.clear();
    entry.adopted = false;
    entry.changed_at = clock_.now().time_since_epoch().count();
    context_.inputs.ledger.record({&entry, 1});
  }

  bool ask_to_leave(const Change& change, RepairWay way) {
    const Write write = way == RepairWay::passivate ? Write{PassivateObject{change.kind, change.uuid}}
                                                    : Write{DeleteObject{change.kind, change.uuid}};
    for (std::size_t attempt = 0;; ++attempt) {
      const PushResult result = context_.sink.push(write);
      if (std::holds_alternative<Accepted>(result)) {
        note_leaving(change, result);
        return true;
      }
      if (const auto* rejected = std::get_if<Rejected>(&result)) {
        note_leaving(change, result);
        context_.repairs->forget(key_of(change));
        return fail(change, rejected->why);
      }
      const Said& why = std::get<Busy>(result).why;
      if (attempt == send_.retry_seconds.size()) return fail(change, why);
      if (!clock_.sleep_for(std::chrono::seconds{send_.retry_seconds[attempt]})) return stop();
    }
  }

  void note_leaving(const Change& change, const PushResult& result) {
    if (!context_.audit) return;
    Change leaving = change;
    leaving.action = Action::remove;
    context_.audit->record(event_of(leaving, result));
  }

  /// The queue is worked off in order, so the last one tells of the others.
  bool await_leaving(Batch batch) {
    const auto deadline = clock_.steady_now() + kDeadline;
    std::size_t waiting = batch.size();
    for (auto wait = kFirstWait;; wait = std::min(wait * 2, kLongestWait)) {
      for (; waiting > 0 && is_out(batch[waiting - 1]); --waiting) remember(batch[waiting - 1], RepairStep::left);
      if (waiting == 0) return true;
      if (clock_.steady_now() + wait > deadline) break;
      if (!clock_.sleep_for(wait)) return stop();
    }
    for (const Change& change : batch.first(waiting)) {
      remember(change, RepairStep::leaving);  // to be asked again: it may have come back behind our back
      fail(change, say({"did not leave FK-ORG within {} minutes; go on with `cleanup resume`",
                        "kom ikke ud af FK-ORG inden for {} minutter; fortsæt med `cleanup resume`"},
                       kDeadline.count()));
    }
    return false;
  }

  bool is_out(const Change& change) {
    const OpenRepair& repair = send_.repairs.at(key_of(change));
    if (repair.step == RepairStep::left) return true;
    const FkRead read = context_.sink.read(change.kind, change.uuid);
    return has_left(repair.way, read) && (!is_unknown(read) || top_unit_shows());
  }

  bool bring_back(Batch batch) {
    outcome_.run.plan.waves = {Wave{{batch.begin(), batch.end()}}};
    // Not held back by the quarantine: what is out of FK-ORG comes back, or is refused anew.
    SendReport report = send_plan(
        outcome_.run,
        {context_.sink, context_.inputs.ledger, clock_, context_.inputs.observer, nullptr, context_.audit}, send_);
    forget_returned(*context_.repairs, context_.inputs.ledger);
    outcome_.report.units.update += report.units.update;
    outcome_.report.users.update += report.users.update;
    outcome_.report.interrupted = report.interrupted;
    for (FailedChange& failed : report.failed) {
      const auto same =
          std::find_if(batch.begin(), batch.end(), [&](const Change& change) { return change == *failed.change; });
      outcome_.report.failed.push_back({&*same, std::move(failed.why), failed.postponed});
    }
    return report.failed.empty() && !report.interrupted;
  }

  FkRead read_surely(const Change& change) {
    FkRead read = context_.sink.read(change.kind, change.uuid);
    const auto* unavailable = std::get_if<FkUnavailable>(&read);
    if (!unavailable && (!is_unknown(read) || top_unit_shows())) return read;
    throw Error{
        ErrorKind::unavailable,
        Text{"FK-ORG cannot say what it holds of {} ({}); what has left it is remembered, go on with `cleanup resume`",
             "FK-ORG kan ikke sige, hvad den har af {} ({}); hvad der er ude, er husket; fortsæt med `cleanup resume`"},
        change.uuid,
        unavailable ? unavailable->why
                    : say({"it does not show the top unit either", "den viser heller ikke topenheden"})};
  }

  static bool is_unknown(const FkRead& read) { return std::holds_alternative<FkUnknown>(read); }
  bool top_unit_shows() {
    return std::holds_alternative<FkObject>(context_.sink.read(ObjectKind::unit, outcome_.run.wanted.top_unit));
  }
  bool fail(const Change& change, Said why) {
    outcome_.report.failed.push_back({&change, std::move(why), false});
    return false;
  }
  bool stop() {
    outcome_.report.interrupted = true;
    return false;
  }

  const SyncContext& context_;
  Clock& clock_;
  SyncOutcome& outcome_;
  SendOptions send_;
  std::map<ObjectKey, const LedgerEntry*> ledger_;
};

}  // namespace

std::unique_ptr<SyncOutcome> run_repair(const SyncContext& context, const SyncOptions& options, PreparedRun run) {
  auto outcome = std::make_unique<SyncOutcome>();
  outcome->run = std::move(run);
  const auto start = context.inputs.clock.steady_now();
  if (!options.dry_run && context.audit) record_plan(outcome->run.plan, *context.audit);
  if (!options.dry_run) Repairer{context, options, *outcome}.repair_all();
  const auto sending = std::chrono::duration_cast<std::chrono::milliseconds>(context.inputs.clock.steady_now() - start);
  outcome->summary = summarise(*outcome, options, sending);
  return outcome;
}

}  // namespace os2sync
