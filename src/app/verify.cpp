// SPDX-License-Identifier: MPL-2.0
#include "app/verify.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/delivery_state.hpp"
#include "app/witnesses.hpp"
#include "plan/compare_fk.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kFailuresInARow = 3;  // then FK-ORG is unwell and asking on would make it no better
constexpr std::size_t kTooManyForChance = 5;
/// Where no complete list tells, deletions are looked up one by one for so long.
constexpr std::int64_t kDeletionsReadFor = std::int64_t{30} * 24 * 3600;

struct Verdict {
  DeliveryState state{};
  DeliveryDetail detail{};
  std::vector<FieldId> fields{};
};

bool shows_a_live_user(const FkObject& object) {
  return !object.inactive && (!object.positions.empty() || object.fields.contains("Person.Name"));
}

class Verifier {
 public:
  Verifier(const VerifyTargets& targets, const VerifyOptions& options)
      : targets_{targets},
        options_{options},
        now_{targets.clock.now().time_since_epoch().count()},
        entries_{targets.ledger.load()},
        looks_{targets.deliveries.load(), entries_},
        arrivals_{estimate_arrivals(entries_, options.pace)} {}

  DeliveryReport verify() {
    const bool something =
        std::any_of(entries_.begin(), entries_.end(), [&](const LedgerEntry& entry) { return is_settled(entry); });
    if (something) {
      targets_.sink.probe();
      if (options_.lists) compare_lists();
      read_objects();
    }
    summarise();
    return std::move(report_);
  }

 private:
  std::size_t index_of(const LedgerEntry& entry) const { return static_cast<std::size_t>(&entry - entries_.data()); }

  bool is_settled(const LedgerEntry& entry) const {
    return arrivals_[index_of(entry)] + std::int64_t{60} * options_.pace.grace_minutes <= now_;
  }
  const LedgerEntry* top_unit() const {
    const auto top = std::find_if(entries_.begin(), entries_.end(), [&](const LedgerEntry& entry) {
      return entry.kind == ObjectKind::unit && entry.source == options_.top_unit && !entry.deleted;
    });
    return top == entries_.end() ? nullptr : &*top;
  }

  // lists

  void compare_lists() {
    take_list(ObjectKind::unit, units_, report_.units);
    take_list(ObjectKind::user, users_, report_.users);
    distrust_lists_without_the_top_unit();
    for (const LedgerEntry& entry : entries_) {
      const FkList& list = list_of(entry.kind);
      const ListLook& look = entry.kind == ObjectKind::unit ? report_.units : report_.users;
      if (!look.why_not.empty() || !is_settled(entry)) continue;
      const bool listed = std::binary_search(list.uuids.begin(), list.uuids.end(), entry.uuid);
      if (!list.complete) {
        if (!listed && !entry.deleted) suspects_.insert(&entry);
      } else if (entry.deleted) {
        settle(entry, listed ? Verdict{DeliveryState::not_removed, DeliveryDetail::still_there}
                             : Verdict{DeliveryState::verified});
      } else if (!listed) {
        settle(entry, missing(entry, DeliveryDetail::absent));
      }
    }
    if (report_.units.why_not.empty() && report_.users.why_not.empty()) targets_.deliveries.record_lists_compared(now_);
  }

  void take_list(ObjectKind kind, FkList& list, ListLook& look) {
    look.asked = true;
    if (targets_.clock.stop_requested()) {
      look.why_not = say({"asked to stop", "bedt om at stoppe"});
      return;
    }
    FkListing listing = targets_.sink.list(kind);
    if (const auto* unavailable = std::get_if<FkUnavailable>(&listing)) {
      look.why_not = unavailable->why;
      return;
    }
    list = std::get<FkList>(std::move(listing));
    look.complete = list.complete;
    look.held = list.uuids.size();
  }

  /// FK-ORG cannot do without the top unit: a list that lacks it is of another municipality or of none.
  void distrust_lists_without_the_top_unit() {
    const LedgerEntry* const top = top_unit();
    if (!units_.complete || !top || !is_settled(*top)) return;
    if (std::binary_search(units_.uuids.begin(), units_.uuids.end(), top->uuid)) return;
    for (auto [list, look] : {std::pair{&units_, &report_.units}, {&users_, &report_.users}}) {
      list->complete = look->complete = false;
      look->why_not = say({"FK-ORG's list of units lacks the top unit, so its lists are not believed",
                           "FK-ORG's liste over enheder mangler topenheden, så dens lister er ikke til at stole på"});
    }
  }

  const FkList& list_of(ObjectKind kind) const { return kind == ObjectKind::unit ? units_ : users_; }

  // objects one by one

  void read_objects() {
    const std::vector<const LedgerEntry*> queue = choose();
    std::size_t failures = 0;
    for (const LedgerEntry* const entry : queue) {
      if (targets_.clock.stop_requested()) {
        report_.interrupted = true;
        return;
      }
      ++report_.reads;
      targets_.observer.progress(Stage::verifying, report_.reads, queue.size());
      const FkRead read = targets_.sink.read(entry->kind, entry->uuid);
      if (const auto* unavailable = std::get_if<FkUnavailable>(&read)) {
        unclear_.push_back(entry);
        if (++failures < kFailuresInARow) continue;
        report_.ended_early = unavailable->why;
        return;
      }
      failures = 0;
      judge(*entry, read);
    }
  }

  /// First what nobody looked at, oldest first, then what was wrong or is missing from a partial list, then a sample of
  /// what was right.
  std::vector<const LedgerEntry*> choose() const {
    std::vector<const LedgerEntry*> fresh;
    std::vector<const LedgerEntry*> wrong;
    std::vector<const LedgerEntry*> right;
    for (const LedgerEntry& entry : entries_) {
      if (!is_settled(entry) || settled_now_.contains({entry.kind, entry.uuid})) continue;
      if (entry.deleted && !is_deletion_to_read(entry)) continue;
      const Delivery look = looks_.of(entry);
      const bool is_right = look.state == DeliveryState::verified && !suspects_.contains(&entry);
      auto& group = look.checked_at == 0 ? fresh : is_right ? right : wrong;
      group.push_back(&entry);
    }
    const auto by = [](auto&& key) {
      return [key](const LedgerEntry* a, const LedgerEntry* b) { return key(*a) < key(*b); };
    };
    std::stable_sort(fresh.begin(), fresh.end(), by([](const LedgerEntry& entry) { return entry.changed_at; }));
    std::stable_sort(right.begin(), right.end(), by([&](const LedgerEntry& e) { return looks_.of(e).checked_at; }));
    right.resize(std::min(right.size(), options_.sample));
    fresh.insert(fresh.end(), wrong.begin(), wrong.end());
    fresh.insert(fresh.end(), right.begin(), right.end());
    fresh.resize(std::min(fresh.size(), options_.reads));
    return fresh;
  }

  /// A deleted unit shows no sign of it; whether it is gone, only a complete list can tell.
  bool is_deletion_to_read(const LedgerEntry& entry) const {
    return entry.kind == ObjectKind::user && entry.changed_at + kDeletionsReadFor > now_ &&
           looks_.of(entry).state != DeliveryState::verified;
  }

  void judge(const LedgerEntry& entry, const FkRead& read) {
    const auto* object = std::get_if<FkObject>(&read);
    if (entry.deleted) {
      judge_deletion(entry, object);
    } else if (!object) {
      judge_unknown(entry);
    } else if (object->inactive) {
      settle(entry, missing(entry, DeliveryDetail::inactive));
    } else {
      const FieldSet ours = entry.kind == ObjectKind::unit ? options_.unit_fields : options_.user_fields;
      FkComparison comparison = compare_with_fk(entry, *object, ours, targets_.digester);
      if (!comparison.differing.empty()) {
        settle(entry, {missing(entry, {}).state, DeliveryDetail::fields, std::move(comparison.differing)});
      } else if (comparison.unclear) {
        unclear_.push_back(&entry);
      } else {
        settle(entry, {DeliveryState::verified});
      }
    }
  }

  /// "Unknown" is no proof that it is gone, so it only leaves the question open.
  void judge_deletion(const LedgerEntry& entry, const FkObject* object) {
    if (object && object->inactive) {
      settle(entry, {DeliveryState::verified});
    } else if (object && shows_a_live_user(*object)) {
      settle(entry, {DeliveryState::not_removed, DeliveryDetail::still_there});
    } else {
      unclear_.push_back(&entry);
    }
  }

  /// A complete list that holds the object overrules an "unknown".
  void judge_unknown(const LedgerEntry& entry) {
    const LedgerEntry* const top = top_unit();
    const bool listed = list_of(entry.kind).complete;
    if (!listed && top && witnesses_.empty()) witnesses_ = find_witnesses(entries_, looks_, top->uuid);
    if (!listed && is_vouched_for({entry.kind, entry.uuid}, witnesses_, targets_.sink)) {
      settle(entry, missing(entry, DeliveryDetail::absent));
    } else {
      unclear_.push_back(&entry);
    }
  }

  // results

  /// It was here and is not any more, or it never came.
  Verdict missing(const LedgerEntry& entry, DeliveryDetail detail) const {
    return {looks_.of(entry).verified_at > 0 ? DeliveryState::overwritten : DeliveryState::lost, detail};
  }

  void settle(const LedgerEntry& entry, Verdict verdict) {
    Delivery delivery = looks_.of(entry);
    count_first_look(delivery, verdict.state);
    delivery.state = verdict.state;
    delivery.checked_at = now_;
    if (verdict.state == DeliveryState::verified) {
      delivery.verified_at = now_;
      delivery.reposts = 0;
    }
    targets_.deliveries.record({&delivery, 1});
    settled_now_.emplace(std::pair{entry.kind, entry.uuid}, std::move(verdict));
    looks_.replace(delivery);
  }

  void count_first_look(const Delivery& before, DeliveryState found) {
    if (before.checked_at != 0) return;
    if (found == DeliveryState::lost) ++first_lost_;
    if (found == DeliveryState::verified) ++first_arrived_;
  }

  void summarise() {
    report_.level_at = estimate_level(arrivals_, now_);
    report_.unclear = unclear_.size();
    report_.nothing_arrives = first_lost_ >= kTooManyForChance && first_arrived_ == 0;
    for (const LedgerEntry& entry : entries_) {
      if (!entry.deleted) ++report_.sent;
      const Delivery look = looks_.of(entry);
      if (is_problem(look.state)) {
        report_.problems.push_back(problem(entry, look));
      } else if (entry.deleted) {
        continue;
      } else if (look.state == DeliveryState::verified) {
        ++report_.verified;
      } else if (!is_settled(entry)) {
        ++report_.waiting;
      } else {
        ++report_.unread;
      }
    }
    const auto unclear_live = std::count_if(unclear_.begin(), unclear_.end(), [&](const LedgerEntry* entry) {
      return !entry->deleted && looks_.of(*entry).state == DeliveryState::accepted;
    });
    report_.unread -= static_cast<std::size_t>(unclear_live);
  }

  DeliveryProblem problem(const LedgerEntry& entry, const Delivery& look) const {
    DeliveryProblem problem{look, entry.source, DeliveryDetail::earlier, {}, false};
    if (const auto now = settled_now_.find({entry.kind, entry.uuid}); now != settled_now_.end()) {
      problem.detail = now->second.detail;
      problem.fields = now->second.fields;
    }
    problem.stuck = look.state == DeliveryState::not_removed || look.reposts >= options_.max_reposts;
    return problem;
  }

  const VerifyTargets& targets_;
  const VerifyOptions& options_;
  const std::int64_t now_;
  const std::vector<LedgerEntry> entries_;
  Looks looks_;
  const std::vector<std::int64_t> arrivals_;
  FkList units_;
  FkList users_;
  std::set<const LedgerEntry*> suspects_;  // not on a list that leaves some out: worth a read, no more
  std::map<std::pair<ObjectKind, Uuid>, Verdict> settled_now_;
  std::vector<const LedgerEntry*> unclear_;
  std::vector<ObjectKey> witnesses_;  // found when first needed
  std::size_t first_lost_ = 0;
  std::size_t first_arrived_ = 0;
  DeliveryReport report_;
};

void remove_foreign(const FieldOwners& owners, FieldSet& fields) { fields &= ~(owners.theirs | owners.fill_if_empty); }

}  // namespace

FieldSet compared_unit_fields(const Rules& rules) {
  WantedUnit unit;
  unit.owns_manager = rules.sync_managers;
  unit.owns_kle = rules.enable_kle;
  FieldSet fields;
  for (const Field& field : fields_of(unit)) fields.set(bit_of(field.id));
  remove_foreign(rules.unit_owners, fields);
  return fields;
}

FieldSet compared_user_fields(const Rules& rules) {
  WantedUser user;
  user.owns_location = !rules.work_address_types.empty();
  FieldSet fields;
  for (const Field& field : fields_of(user)) fields.set(bit_of(field.id));
  remove_foreign(rules.user_owners, fields);
  return fields;
}

DeliveryReport verify_delivery(const VerifyTargets& targets, const VerifyOptions& options) {
  return Verifier{targets, options}.verify();
}

}  // namespace os2sync
