// SPDX-License-Identifier: MPL-2.0
#include "sim/witness.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/mask.hpp"
#include "sim/fk_comparison.hpp"
#include "sim/municipality.hpp"
#include "support/rules_simple_mapper.hpp"

namespace os2sync::sim {
namespace {

std::string_view name_of(ObjectKind kind) { return kind == ObjectKind::unit ? "unit" : "user"; }

/// The limit of S2 in this file's own words.
std::size_t most_removals(const RemovalLimit& limit, std::size_t held) {
  if (limit.count == 0) return 0;
  const std::size_t share = held * limit.percent / 100;
  return share > limit.count ? share : limit.count;
}

}  // namespace

void Witness::begin_run(const Snapshot& truth, const Rules& rules, const PlanRules& limits, bool reads_nothing) {
  limits_ = limits;
  knows_truth_ = true;
  may_write_ = false;
  reads_nothing_ = reads_nothing;
  deleted_.clear();
  told_in_run_.clear();
  wanted_.clear();
  const Wanted wanted = test::SimpleMapper{truth, rules}.map();
  for (const WantedUnit& unit : wanted.units) wanted_.insert({ObjectKind::unit, unit.uuid});
  for (const WantedUser& user : wanted.users) wanted_.insert({ObjectKind::user, user.uuid});
  root_ = wanted.top_unit;
  roots_.insert(root_);
  roots_.insert(rules.top_unit);
  live_at_start_.clear();
  for (const auto& [object, live] : told_) live_at_start_[object.first] += live ? 1 : 0;
}

void Witness::sees_write(const Write& write) {
  if (!may_write_)
    accuse(fmt::format("{} {} was written before OS2MO was read", name_of(write.object.first), write.object.second));
  if (reads_nothing_) accuse("something was written although OS2MO showed nothing at all");
  if (write.is_delete) judge_delete(write.object);
  attempted_.insert(write.object);
}

void Witness::judge_delete(const ObjectKey& object) {
  const auto& [kind, uuid] = object;
  if (kind == ObjectKind::unit && roots_.contains(uuid)) accuse("the top unit was to be deleted");
  if (kind == ObjectKind::unit && !limits_.autowash) accuse(fmt::format("unit {} was deleted without autowash", uuid));
  if (!told_.contains(object)) accuse(fmt::format("{} {} was deleted and never sent", name_of(kind), uuid));
  if (knows_truth_ && wanted_.contains(object)) {
    accuse(fmt::format("{} {} was deleted although OS2MO has it", name_of(kind), uuid));
  }
  std::set<Uuid>& deleted = deleted_[kind];
  if (!deleted.insert(uuid).second) return;
  ++delete_count_;
  const RemovalLimit& limit = kind == ObjectKind::unit ? limits_.guards.units : limits_.guards.users;
  const std::size_t most = most_removals(limit, live_at_start_[kind] + slack_);
  if (deleted.size() > most) {
    accuse(fmt::format("{} {}s were deleted in one run, the guard allows {}", deleted.size(), name_of(kind), most));
  }
  // The rolling budget of 24 hours belongs here once there is one.
}

void Witness::sees_accepted(const Write& write, bool told) {
  ++accepted_count_;
  if (!told) return;
  told_[write.object] = !write.is_delete;
  told_in_run_.insert(write.object);
}

void Witness::hears(std::string_view text) {
  looks_through(text, "a message");
  if (mask_cpr(text) != text) accuse(fmt::format("a message looks as if it held a CPR number: {}", mask_cpr(text)));
}

void Witness::looks_through(std::string_view bytes, std::string_view what) {
  if (bytes.find(kCanary) != std::string_view::npos) accuse(fmt::format("{} holds a CPR number", what));
}

void Witness::end_run(const std::vector<LedgerEntry>& ledger, bool completed) {
  std::map<ObjectKey, bool> remembered;
  std::set<ObjectKey> under_way;
  for (const LedgerEntry& entry : ledger) {
    const ObjectKey object{entry.kind, entry.uuid};
    remembered[object] = !entry.deleted;
    if (!entry.deleted && entry.digest == Digest{}) under_way.insert(object);
  }
  const auto is_lost = [&](const ObjectKey& object) {
    const auto entry = remembered.find(object);
    return entry == remembered.end() || under_way.contains(object) || entry->second != told_.at(object);
  };
  const auto lost = std::ranges::count_if(told_in_run_, is_lost);
  // One lane: a kill or a full disk can cost the one answer that had just come in.
  if (lost > (completed ? 0 : 1)) {
    accuse(fmt::format("{} answers of OS2sync are not in the ledger after a run that {}", lost,
                       completed ? "ended by itself" : "was killed"));
  }
  for (const auto& [object, live] : remembered) {
    const auto told = told_.find(object);
    if (under_way.contains(object)) {
      // A kill can come between the note and the send, and the note stays until the object is sent or removed.
      if (!completed) noted_by_a_killed_run_.insert(object);
      if (completed && !attempted_.contains(object) && !noted_by_a_killed_run_.contains(object))
        accuse(fmt::format("{} {} is under way and was never sent", name_of(object.first), object.second));
    } else if (told == told_.end()) {
      accuse(fmt::format("the ledger has {} {}, which OS2sync never accepted", name_of(object.first), object.second));
    } else if (live != told->second && !told_in_run_.contains(object)) {
      accuse(fmt::format("the ledger changed its mind about {} {}", name_of(object.first), object.second));
    }
  }
  // From here on what the ledger says counts: that is what the next run goes by.
  slack_ = static_cast<std::size_t>(lost);
  for (const auto& [object, live] : remembered) told_[object] = live;
}

bool Witness::expects_users(const Snapshot& truth, const Rules& rules) {
  return !test::SimpleMapper{truth, rules}.map().users.empty();
}

void Witness::compare(const os2sync_model::Model& os2sync, const Snapshot& truth, const Rules& rules,
                      const std::vector<Withheld>& kept) {
  const Wanted wanted = test::SimpleMapper{truth, rules}.map();
  const FkComparison comparison = compare_fk(os2sync, wanted, attempted_, kept);
  excused_ += comparison.excused;
  compared_ += comparison.compared;
  if (comparison.difference) accuse("at rest FK-ORG is not what OS2MO maps to: " + *comparison.difference);
}

}  // namespace os2sync::sim
