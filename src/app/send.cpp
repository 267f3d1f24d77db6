// SPDX-License-Identifier: MPL-2.0
#include "app/send.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_set>

#include <fmt/format.h>

#include "app/foreign.hpp"
#include "app/repairs.hpp"
#include "app/work_queue.hpp"
#include "core/error.hpp"
#include "plan/digests.hpp"

namespace os2sync {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

void count(ObjectCounts& counts, Action action) {
  switch (action) {
    case Action::create: ++counts.create; return;
    case Action::update: ++counts.update; return;
    case Action::remove: ++counts.remove; return;
  }
}

/// Sends one plan; its lanes share this object.
class Sender {
 public:
  Sender(const PreparedRun& run, const SendTargets& targets, const SendOptions& options)
      : run_{run}, targets_{targets}, options_{options}, total_{run.plan.change_count()} {
    for (const LedgerEntry& entry : run.ledger) {
      if (!entry.deleted && entry.digest == Digest{}) of_unknown_values_.emplace(entry.kind, entry.uuid);
    }
  }

  SendReport send() {
    for (const Wave& wave : run_.plan.waves) {
      send_wave(wave);
      if (failure_) std::rethrow_exception(failure_);
      if (targets_.clock.stop_requested()) {
        report_.interrupted = true;
        break;
      }
    }
    return std::move(report_);
  }

 private:
  void send_wave(const Wave& wave) {
    WorkQueue queue{wave.changes.size(), targets_.clock};
    const std::size_t lanes = std::clamp<std::size_t>(options_.lanes, 1, wave.changes.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < lanes; ++i) threads.emplace_back([&] { run_lane(wave, queue); });
    run_lane(wave, queue);
  }

  void run_lane(const Wave& wave, WorkQueue& queue) {
    try {
      while (const auto attempt = queue.take()) {
        if (targets_.clock.stop_requested()) {
          queue.done();
          queue.stop();
          return;
        }
        carry_out(wave.changes[attempt->index], *attempt, queue);
      }
    } catch (...) {
      const std::lock_guard lock{mutex_};
      if (!failure_) failure_ = std::current_exception();
      queue.stop();
    }
  }

  void carry_out(const Change& change, Attempt attempt, WorkQueue& queue) {
    if (const std::string obstacle = find_obstacle(change); !obstacle.empty()) {
      fail(change, obstacle, true);
      queue.done();
      return;
    }
    if (attempt.number == 0) attempt.successes_before = accepted_;
    const PushResult result = push(change);
    if (const auto* busy = std::get_if<Busy>(&result)) {
      retry_or_give_up(change, attempt, busy->why, queue);
      return;
    }
    if (const auto* rejected = std::get_if<Rejected>(&result)) {
      fail(change, rejected->why, false);
    } else {
      remember(change);
    }
    queue.done();
  }

  void retry_or_give_up(const Change& change, const Attempt& attempt, const std::string& why, WorkQueue& queue) {
    if (attempt.number < options_.retry_seconds.size()) {
      const std::chrono::seconds wait{options_.retry_seconds[attempt.number]};
      targets_.observer.warn(say({"{} {}: {}; trying again in {} s", "{} {}: {}; prøver igen om {} s"},
                                 kind_name(change.kind), change.uuid, why, wait.count()));
      queue.retry_later(attempt, wait);
      return;
    }
    // Nothing at all got through while this object waited: OS2sync is down, not the object bad.
    if (accepted_ == attempt.successes_before) {
      throw Error{
          ErrorKind::unavailable,
          Text{"OS2sync took nothing in {} attempts ({}); what it had accepted before is remembered, run again later",
               "OS2sync tog intet i {} forsøg ({}); hvad den tog før, er husket; kør igen senere"},
          attempt.number + 1, why};
    }
    fail(change, why, false);
    queue.done();
  }

  PushResult push(const Change& change) {
    if (change.action == Action::remove) return push_removal(change);
    // OS2sync skips a post equal to the last one it worked off, also when a delete lies between.
    // It would skip one equal to what another exporter sent last, too, though FK-ORG was seen to differ.
    const bool bypass =
        change.reason == Reason::sent_deleted_before || of_unknown_values_.contains({change.kind, change.uuid});
    return change.kind == ObjectKind::user
               ? push_keeping<PostUser>(change, &run_.wanted.users[change.wanted_index], bypass)
               : push_keeping<PostUnit>(change, &run_.wanted.units[change.wanted_index], bypass);
  }

  PushResult push_removal(const Change& change) {
    if (change.reason == Reason::foreign) {
      // Whatever the plan was made from: what others sent is looked at once more before it goes.
      const FkRead known = targets_.sink.read(change.kind, change.uuid);
      if (const auto* unavailable = std::get_if<FkUnavailable>(&known)) return Busy{unavailable->why};
      if (std::string why = why_it_stays(change.kind, known); !why.empty()) return Rejected{std::move(why)};
    }
    return targets_.sink.push(DeleteObject{change.kind, change.uuid});
  }

  /// A post replaces the whole object, so the fields we do not own are read first and sent back.
  template <typename Post, typename Object>
  PushResult push_keeping(const Change& change, const Object* object, bool bypass) {
    const FkRead known = targets_.sink.read(change.kind, change.uuid);
    if (const auto* unavailable = std::get_if<FkUnavailable>(&known)) return Busy{unavailable->why};
    if (const auto repair = options_.repairs.find({change.kind, change.uuid}); repair != options_.repairs.end()) {
      // FK-ORG has nothing to keep now. Sent while it still waits in OS2sync's queue to leave, it could leave last.
      if (!may_return(repair->second, known)) return Rejected{"a repair of it is not finished: run `cleanup resume`"};
      return targets_.sink.push(Post{object, &repair->second.kept, true});
    }
    if (const auto* held = std::get_if<FkObject>(&known)) {
      return targets_.sink.push(Post{object, &held->fields, bypass});
    }
    // OS2sync answers "unknown" also when a read of FK-ORG fails. Where that would wipe fields, another object that
    // must be there has to answer first.
    const bool must_be_known = change.action == Action::update || options_.top_unit_known;
    if (must_be_known && !top_unit_shows()) {
      return Busy{"FK-ORG shows neither this object nor the top unit, so its own fields cannot be kept"};
    }
    const FkFields none;
    return targets_.sink.push(Post{object, &none, bypass});
  }

  bool may_return(const OpenRepair& repair, const FkRead& known) {
    if (repair.step == RepairStep::left) return true;
    return has_left(repair.way, known) && (std::holds_alternative<FkObject>(known) || top_unit_shows());
  }

  bool top_unit_shows() {
    return std::holds_alternative<FkObject>(targets_.sink.read(ObjectKind::unit, run_.wanted.top_unit));
  }

  /// Why the change cannot be tried now; empty = it can.
  std::string find_obstacle(const Change& change) {
    const std::lock_guard lock{mutex_};
    if (change.action == Action::remove) {
      if ((change.reason == Reason::uuid_replaced || change.reason == Reason::foreign) &&
          failed_sources_.contains(change.source)) {
        return "the object under its new uuid was not accepted";
      }
      if (change.kind == ObjectKind::unit && !report_.failed.empty()) {
        return "units are removed only when everything before them was accepted";
      }
      return {};
    }
    if (change.kind == ObjectKind::unit) {
      const auto& parent = run_.wanted.units[change.wanted_index].parent;
      return parent && absent_units_.contains(*parent) ? "the parent unit was not accepted" : std::string{};
    }
    const auto& positions = run_.wanted.users[change.wanted_index].positions;
    const bool placed_nowhere = std::any_of(positions.begin(), positions.end(), [&](const WantedPosition& position) {
      return absent_units_.contains(position.unit);
    });
    return placed_nowhere ? "the unit of a position was not accepted" : std::string{};
  }

  void remember(const Change& change) {
    LedgerEntry entry = change.after;
    entry.changed_at = targets_.clock.now().time_since_epoch().count();
    const std::lock_guard lock{mutex_};
    targets_.ledger.record({&entry, 1});
    count(change.kind == ObjectKind::unit ? report_.units : report_.users, change.action);
    ++accepted_;
    targets_.observer.progress(Stage::sending, accepted_ + report_.failed.size(), total_);
  }

  void fail(const Change& change, std::string why, bool postponed) {
    const std::lock_guard lock{mutex_};
    if (change.action != Action::remove) failed_sources_.insert(change.source);
    if (change.kind == ObjectKind::unit && change.action == Action::create) absent_units_.insert(change.uuid);
    report_.failed.push_back({&change, std::move(why), postponed});
    targets_.observer.progress(Stage::sending, accepted_ + report_.failed.size(), total_);
  }

  static Text kind_name(ObjectKind kind) {
    return kind == ObjectKind::unit ? Text{"unit", "enhed"} : Text{"user", "bruger"};
  }

  const PreparedRun& run_;
  const SendTargets& targets_;
  const SendOptions& options_;
  const std::size_t total_;
  std::set<ObjectKey> of_unknown_values_;  ///< sent or adopted once, and not known to stand as OS2sync last had it
  std::mutex mutex_;                       // guards all below but accepted_
  SendReport report_;
  std::unordered_set<Uuid> absent_units_;
  std::unordered_set<Uuid> failed_sources_;
  std::exception_ptr failure_;
  std::atomic<std::size_t> accepted_{0};
};

/// The first eight bytes of the name's digest, as the ledger would remember it.
std::uint64_t name_digest(std::string_view name, const Digester& digester) {
  return field_digest(Field{FieldId::name, name}, digester).digest;
}

}  // namespace

SendReport send_plan(const PreparedRun& run, const SendTargets& targets, const SendOptions& options) {
  return Sender{run, targets, options}.send();
}

bool check_same_municipality(const PreparedRun& run, Sink& sink, const Digester& digester,
                             const std::string& confirmed_name) {
  const FkRead read = sink.read(ObjectKind::unit, run.wanted.top_unit);
  if (const auto* unavailable = std::get_if<FkUnavailable>(&read)) {
    throw Error{ErrorKind::unavailable,
                Text{"OS2sync cannot read the top unit {} from FK-ORG ({}); nothing was sent. Check municipality.cvr "
                     "and OS2sync's log",
                     "OS2sync kan ikke læse topenheden {} fra FK-ORG ({}); intet er sendt. Se på municipality.cvr og i "
                     "OS2syncs log"},
                run.wanted.top_unit, unavailable->why};
  }
  const auto* object = std::get_if<FkObject>(&read);
  if (!object) return false;
  const auto name = object->fields.find("Name");
  if (name == object->fields.end() || !std::holds_alternative<std::string>(name->second)) return true;
  const std::string& fk_name = std::get<std::string>(name->second);
  if (fk_name == confirmed_name) return true;

  const auto wanted = std::find_if(run.wanted.units.begin(), run.wanted.units.end(),
                                   [&](const WantedUnit& unit) { return unit.uuid == run.wanted.top_unit; });
  if (wanted != run.wanted.units.end() && wanted->name == fk_name) return true;
  const auto sent = std::find_if(run.ledger.begin(), run.ledger.end(), [&](const LedgerEntry& entry) {
    return entry.kind == ObjectKind::unit && entry.uuid == run.wanted.top_unit;
  });
  const bool sent_so =
      sent != run.ledger.end() && std::any_of(sent->fields.begin(), sent->fields.end(), [&](const FieldDigest& field) {
        return field.field == FieldId::name && field.digest == name_digest(fk_name, digester);
      });
  if (sent_so) return true;
  throw Error{
      ErrorKind::refused,
      Text{"FK-ORG calls the top unit {} '{}', which is neither its name in OS2MO nor the name sent last; "
           "nothing was sent. Check that municipality.cvr and OS2sync's own CVR are those of this municipality",
           "FK-ORG kalder topenheden {} '{}', som hverken er dens navn i OS2MO eller det sidst sendte; intet er "
           "sendt. Se efter, at municipality.cvr og OS2syncs eget CVR er denne kommunes"},
      run.wanted.top_unit, fk_name};
}

}  // namespace os2sync
