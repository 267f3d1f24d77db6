// SPDX-License-Identifier: MPL-2.0
#include "app/send.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "app/audited_run.hpp"
#include "app/foreign.hpp"
#include "app/quarantine_gate.hpp"
#include "app/repairs.hpp"
#include "app/work_queue.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

constexpr Text kRefusedBefore{"refused before with the same content", "afvist før med samme indhold"};
constexpr Text kUnitsLast{"units are removed only when everything before them was accepted",
                          "enheder slettes kun, når alt før dem er modtaget"};

/// Sends one plan; its lanes share this object.
class Sender {
 public:
  Sender(const PreparedRun& run, const SendTargets& targets, const SendOptions& options)
      : run_{run},
        targets_{targets},
        options_{options},
        total_{run.plan.change_count()},
        gauge_{options.queue, targets.clock},
        accounts_{run.plan.fk_accounts, targets.accounts, targets.clock, targets.audit},
        gate_{targets.quarantine, targets.clock} {}

  SendReport send() {
    accounts_.make_all();
    const std::size_t removals = first_removal_wave(run_.plan);
    for (std::size_t i = 0; i <= run_.plan.waves.size() && !targets_.clock.stop_requested(); ++i) {
      if (i == removals) accounts_.end_all(failed_persons());
      if (i == run_.plan.waves.size()) break;
      send_wave(run_.plan.waves[i]);
      if (failure_) std::rethrow_exception(failure_);
    }
    report_.interrupted = targets_.clock.stop_requested();
    report_.accounts = accounts_.report();
    sort_failed();
    return std::move(report_);
  }

 private:
  /// Nothing begins any more: the program was asked to stop, or another lane failed.
  struct Halted {};

  std::unordered_set<Uuid> failed_persons() const {
    std::unordered_set<Uuid> persons;
    for (const auto& [source, lasting] : failed_sources_) persons.insert(source);
    return persons;
  }

  void send_wave(const Wave& wave) {
    WorkQueue queue{wave.changes.size(), targets_.clock};
    const std::size_t lanes = std::clamp<std::size_t>(options_.lanes, 1, wave.changes.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < lanes; ++i) threads.emplace_back([&] { run_lane(wave, queue); });
    run_lane(wave, queue);
  }

  void run_lane(const Wave& wave, WorkQueue& queue) {
    try {
      while (const auto attempt = queue.take()) carry_out(wave.changes[attempt->index], *attempt, queue);
    } catch (const Halted&) {
      queue.stop();
    } catch (...) {
      const std::lock_guard lock{mutex_};
      if (!failure_) failure_ = std::current_exception();
      queue.stop();
    }
  }

  /// To be called with the lock held.
  bool is_over_now() const { return failure_ || targets_.clock.stop_requested(); }
  bool is_over() {
    const std::lock_guard lock{mutex_};
    return is_over_now();
  }
  void halt_if_over() {
    if (is_over()) throw Halted{};
  }

  /// What `call` throws is known before any other lane can have the lock: that one must not begin a write any more.
  template <typename Call>
  void locked(const Call& call) {
    const std::lock_guard lock{mutex_};
    try {
      call();
    } catch (const Halted&) {
      throw;
    } catch (...) {
      if (!failure_) failure_ = std::current_exception();
      throw;
    }
  }

  void carry_out(const Change& change, Attempt attempt, WorkQueue& queue) {
    halt_if_over();
    if (const auto obstacle = find_obstacle(change)) {
      fail({&change, say(obstacle->why), !obstacle->set_aside, obstacle->set_aside}, obstacle->lasting);
      queue.done();
      return;
    }
    gauge_.wait_for_room([this] { return is_over(); });
    halt_if_over();
    if (attempt.number == 0) attempt.successes_before = accepted_;
    const Answer answer = push(change);
    if (const auto* left = std::get_if<LeftAlone>(&answer)) {
      fail({&change, left->why, false, false}, false);
      queue.done();
      return;
    }
    const auto& result = std::get<PushResult>(answer);
    if (const auto* busy = std::get_if<Busy>(&result)) {
      retry_or_give_up(change, attempt, busy->why, queue);
      return;
    }
    if (const auto* rejected = std::get_if<Rejected>(&result)) {
      // An earlier attempt without an answer, in this run or in one before it, may have got through all the same.
      if (attempt.number == 0 && !was_under_way(change)) withdraw(change);
      set_aside(change, *rejected);
    } else {
      remember(change);
      gauge_.add();
    }
    queue.done();
  }

  void retry_or_give_up(const Change& change, const Attempt& attempt, const Said& why, WorkQueue& queue) {
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
    locked([&] { note(change, Busy{}); });
    fail({&change, why, false, false}, false);
    queue.done();
  }

  /// Not sent, because of what FK-ORG shows: nothing that OS2sync refused.
  struct LeftAlone {
    Said why;
  };
  using Answer = std::variant<PushResult, LeftAlone>;

  Answer push(const Change& change) {
    if (change.action == Action::remove) return push_removal(change);
    return change.kind == ObjectKind::user ? push_keeping<PostUser>(change, &run_.wanted.users[change.wanted_index])
                                           : push_keeping<PostUnit>(change, &run_.wanted.units[change.wanted_index]);
  }

  /// Noted first: should we die before the answer is remembered, the next run knows that it does not know.
  PushResult push_noted(const Change& change, const Write& write) {
    locked([&] {
      if (is_over_now()) throw Halted{};
      targets_.ledger.begin(change.after);
    });
    return targets_.sink.push(write);
  }

  void withdraw(const Change& change) {
    locked([&] { targets_.ledger.withdraw(change.kind, change.uuid); });
  }

  /// Did an earlier run send something of this object and never learn what came of it?
  bool was_under_way(const Change& change) const {
    return std::any_of(run_.ledger.begin(), run_.ledger.end(), [&](const LedgerEntry& entry) {
      return entry.kind == change.kind && entry.uuid == change.uuid && !entry.deleted && entry.digest == Digest{};
    });
  }

  Answer push_removal(const Change& change) {
    if (change.reason == Reason::foreign) {
      // Whatever the plan was made from: what others sent is looked at once more before it goes.
      const FkRead known = targets_.sink.read(change.kind, change.uuid);
      if (const auto* unavailable = std::get_if<FkUnavailable>(&known)) return PushResult{Busy{unavailable->why}};
      if (Said why = why_it_stays(change.kind, known); !why.empty()) return LeftAlone{std::move(why)};
    }
    return push_noted(change, DeleteObject{change.kind, change.uuid});
  }

  /// A post replaces the whole object, so the fields we do not own are read first and sent back.
  template <typename Post, typename Object>
  Answer push_keeping(const Change& change, const Object* object) {
    const FkRead known = targets_.sink.read(change.kind, change.uuid);
    if (const auto* unavailable = std::get_if<FkUnavailable>(&known)) return PushResult{Busy{unavailable->why}};
    if (const auto repair = options_.repairs.find({change.kind, change.uuid}); repair != options_.repairs.end()) {
      // FK-ORG has nothing to keep now. Sent while it still waits in OS2sync's queue to leave, it could leave last.
      if (!may_return(change, repair->second, known)) {
        return LeftAlone{say({"a repair of it is not finished: run `cleanup resume`",
                              "en reparation af objektet er ikke færdig: kør `cleanup resume`"})};
      }
      return push_noted(change, Post{object, &repair->second.kept, true});
    }
    if (const auto* held = std::get_if<FkObject>(&known)) {
      return push_noted(change, Post{object, &held->fields, change.bypass_cache});
    }
    // OS2sync answers "unknown" also when a read of FK-ORG fails. Where that would wipe fields, another object that
    // must be there has to answer first.
    const bool must_be_known = change.action == Action::update || options_.top_unit_known;
    if (must_be_known && !is_really_unknown(change)) {
      return PushResult{
          Busy{say({"FK-ORG shows neither this object nor another that must be there, so its own fields cannot be kept",
                    "FK-ORG viser hverken dette objekt eller et andet, der skal være der, så felter, der kun findes i "
                    "FK-ORG, kan ikke bevares"})}};
    }
    const FkFields none;
    return push_noted(change, Post{object, &none, change.bypass_cache});
  }

  bool may_return(const Change& change, const OpenRepair& repair, const FkRead& known) {
    if (repair.step == RepairStep::left) return true;
    return has_left(repair.way, known) && (std::holds_alternative<FkObject>(known) || is_really_unknown(change));
  }

  bool is_really_unknown(const Change& change) {
    const std::vector<ObjectKey> top_unit{{ObjectKind::unit, run_.wanted.top_unit}};
    return is_vouched_for({change.kind, change.uuid}, options_.witnesses.empty() ? top_unit : options_.witnesses,
                          targets_.sink);
  }

  /// Why a change cannot be tried now.
  struct Obstacle {
    Text why;
    bool lasting = false;    ///< the quarantine is behind it: it will be there in the next run too
    bool set_aside = false;  ///< the change itself is in the quarantine
  };

  std::optional<Obstacle> find_obstacle(const Change& change) {
    const std::lock_guard lock{mutex_};
    if (const auto why = accounts_.find_obstacle(change)) return Obstacle{*why};
    if (gate_.holds_back(change)) return Obstacle{kRefusedBefore, true, true};
    if (change.action == Action::remove) return find_obstacle_to_removal(change);
    if (change.kind == ObjectKind::unit) {
      const auto& parent = run_.wanted.units[change.wanted_index].parent;
      return parent ? find_absent({*parent}, {"the parent unit was not accepted", "overenheden blev ikke modtaget"})
                    : std::nullopt;
    }
    std::vector<Uuid> places;
    for (const WantedPosition& position : run_.wanted.users[change.wanted_index].positions)
      places.push_back(position.unit);
    return find_absent(places, {"the unit of a position was not accepted", "enheden i en stilling blev ikke modtaget"});
  }

  std::optional<Obstacle> find_absent(const std::vector<Uuid>& places, const Text& why) const {
    for (const Uuid& place : places) {
      if (const auto absent = absent_units_.find(place); absent != absent_units_.end())
        return Obstacle{why, absent->second};
    }
    return std::nullopt;
  }

  std::optional<Obstacle> find_obstacle_to_removal(const Change& change) const {
    if (change.reason == Reason::uuid_replaced || change.reason == Reason::other_uuid_stays ||
        change.reason == Reason::foreign) {
      if (const auto failed = failed_sources_.find(change.source); failed != failed_sources_.end())
        return Obstacle{
            {"the object under its other uuid was not accepted", "objektet under det andet uuid blev ikke modtaget"},
            failed->second};
    }
    if (change.kind != ObjectKind::unit) return std::nullopt;
    if (something_failed_) return Obstacle{kUnitsLast};
    // What has been in the quarantine for long must not hold up everybody: only what stands below this unit counts.
    if (occupied_units_.contains(change.uuid))
      return Obstacle{{"a unit that could not be moved away stands below it",
                       "en enhed, der ikke kunne flyttes væk, hører under den"},
                      true};
    return std::nullopt;
  }

  void remember(const Change& change) {
    LedgerEntry entry = change.after;
    entry.changed_at = targets_.clock.now().time_since_epoch().count();
    locked([&] {
      targets_.ledger.record({&entry, 1});
      note(change, Accepted{});
      ++(change.kind == ObjectKind::unit ? report_.units : report_.users).of(change.action);
      gate_.accepted(change);
      ++accepted_;
      targets_.observer.progress(Stage::sending, accepted_ + report_.failed.size(), total_);
    });
  }

  /// Puts a write on record; to be called with the lock held.
  void note(const Change& change, const PushResult& result) {
    if (targets_.audit) targets_.audit->record(event_of(change, result));
  }

  void set_aside(const Change& change, const Rejected& rejected) {
    locked([&] {
      gate_.refused(change, rejected);
      note(change, rejected);
    });
    fail({&change, rejected.why, false, true}, false);
  }

  /// `lasting`: the quarantine is behind it, so that waiting for the next run would be waiting for ever.
  void fail(FailedChange failed, bool lasting) {
    const Change& change = *failed.change;
    const std::lock_guard lock{mutex_};
    if (change.action != Action::remove) {
      const auto failed_source = failed_sources_.emplace(change.source, lasting).first;
      failed_source->second = failed_source->second && lasting;  // a person may have several users
    }
    if (change.kind == ObjectKind::unit) {
      if (change.action == Action::create) absent_units_.emplace(change.uuid, lasting);
      if (const auto parent = sent_parent(change.uuid)) occupied_units_.insert(*parent);
    }
    if (!lasting) something_failed_ = true;
    report_.failed.push_back(std::move(failed));
    targets_.observer.progress(Stage::sending, accepted_ + report_.failed.size(), total_);
  }

  /// Whichever lane was faster.
  void sort_failed() {
    if (report_.failed.empty()) return;
    std::unordered_map<const Change*, std::size_t> place;
    for (const Wave& wave : run_.plan.waves) {
      for (const Change& change : wave.changes) place.emplace(&change, place.size());
    }
    std::ranges::sort(report_.failed, {}, [&](const FailedChange& failed) { return place.at(failed.change); });
  }

  /// The unit that the unit stands below in FK-ORG, by what was last accepted.
  std::optional<Uuid> sent_parent(const Uuid& unit) const {
    const auto sent = std::find_if(run_.ledger.begin(), run_.ledger.end(), [&](const LedgerEntry& entry) {
      return entry.kind == ObjectKind::unit && entry.uuid == unit && !entry.deleted;
    });
    return sent == run_.ledger.end() ? std::nullopt : sent->parent;
  }

  static Text kind_name(ObjectKind kind) {
    return kind == ObjectKind::unit ? Text{"unit", "enhed"} : Text{"user", "bruger"};
  }

  const PreparedRun& run_;
  const SendTargets& targets_;
  const SendOptions& options_;
  const std::size_t total_;
  QueueGauge gauge_;
  AccountWriter accounts_;
  std::mutex mutex_;  // guards all below but accepted_
  SendReport report_;
  QuarantineGate gate_;
  // By uuid: whether the quarantine is behind it.
  std::unordered_map<Uuid, bool> absent_units_;
  std::unordered_map<Uuid, bool> failed_sources_;
  std::unordered_set<Uuid> occupied_units_;  ///< something stands below them that could not be moved away
  bool something_failed_ = false;            ///< in this run, the quarantine not counted
  std::exception_ptr failure_;
  std::atomic<std::size_t> accepted_{0};
};

}  // namespace

SendReport send_plan(const PreparedRun& run, const SendTargets& targets, const SendOptions& options) {
  return Sender{run, targets, options}.send();
}

}  // namespace os2sync
