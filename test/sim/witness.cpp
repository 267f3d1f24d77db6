// SPDX-License-Identifier: MPL-2.0
#include "sim/witness.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/mask.hpp"
#include "sim/fk_comparison.hpp"
#include "sim/municipality.hpp"
#include "support/rules_simple_mapper.hpp"

namespace os2sync::sim {
void Witness::begin_run(const Snapshot& truth, const Rules& rules, const PlanRules& limits, bool reads_nothing,
                        std::int64_t now) {
  limits_ = limits;
  knows_truth_ = true;
  may_write_ = false;
  reads_nothing_ = reads_nothing;
  told_in_run_.clear();
  wanted_.clear();
  const Wanted wanted = test::SimpleMapper{truth, rules}.map();
  for (const WantedUnit& unit : wanted.units) wanted_.insert({ObjectKind::unit, unit.uuid});
  for (const WantedUser& user : wanted.users) wanted_.insert({ObjectKind::user, user.uuid});
  root_ = wanted.top_unit;
  roots_.insert(root_);
  roots_.insert(rules.top_unit);
  std::map<ObjectKind, std::size_t> live;
  for (const ObjectKind kind : {ObjectKind::unit, ObjectKind::user}) live[kind] = slack_;
  for (const auto& [object, is_live] : told_) live[object.first] += is_live ? 1 : 0;
  removals_.begin_run(limits.guards, std::move(live), now);
  quarantine_.begin_run();
}

void Witness::sees_write(const Write& write) {
  if (!may_write_)
    accuse(fmt::format("{} {} was written before OS2MO was read", name_of(write.object.first), write.object.second));
  if (reads_nothing_) accuse("something was written although OS2MO showed nothing at all");
  // One object, one write of a run: another after it was accepted could only bring back what is older.
  if (told_in_run_.contains(write.object))
    accuse(fmt::format("{} {} was accepted and written again", name_of(write.object.first), write.object.second));
  accuse_if(quarantine_.judge(write.object, write.content));
  if (write.is_delete) judge_delete(write);
  attempted_.insert(write.object);
}

void Witness::judge_delete(const Write& write) {
  const auto& [kind, uuid] = write.object;
  if (kind == ObjectKind::unit && roots_.contains(uuid)) accuse("the top unit was to be deleted");
  if (kind == ObjectKind::unit && !limits_.autowash) accuse(fmt::format("unit {} was deleted without autowash", uuid));
  if (!told_.contains(write.object)) accuse(fmt::format("{} {} was deleted and never sent", name_of(kind), uuid));
  if (knows_truth_ && wanted_.contains(write.object)) {
    accuse(fmt::format("{} {} was deleted although OS2MO has it", name_of(kind), uuid));
  }
  accuse_if(removals_.judge(write.object, write.at));
}

void Witness::sees_accepted(const Write& write, bool told) {
  ++accepted_count_;
  if (!told) return;
  told_[write.object] = !write.is_delete;
  told_in_run_.insert(write.object);
  quarantine_.accepted(write.object);
  if (write.is_delete) removals_.accepted(write.object, write.at);
}

void Witness::hears(std::string_view text) {
  looks_through(text, "a message");
  if (mask_cpr(text) != text) accuse(fmt::format("a message looks as if it held a CPR number: {}", mask_cpr(text)));
}

void Witness::looks_through(std::string_view bytes, std::string_view what) {
  if (bytes.find(kCanary) != std::string_view::npos) accuse(fmt::format("{} holds a CPR number", what));
}

void Witness::end_run(const Remembered& now, bool completed) {
  std::map<ObjectKey, bool> remembered;
  std::set<ObjectKey> under_way;
  for (const LedgerEntry& entry : now.entries) {
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
  judge_notes(remembered, under_way, completed);
  accuse_if(removals_.end_run(now.deletions, completed ? 0 : 1));
  accuse_if(quarantine_.end_run(now.set_aside, completed));
  // From here on what the ledger says counts: that is what the next run goes by.
  slack_ = static_cast<std::size_t>(lost);
  for (const auto& [object, live] : remembered) told_[object] = live;
}

void Witness::judge_notes(const std::map<ObjectKey, bool>& remembered, const std::set<ObjectKey>& under_way,
                          bool completed) {
  std::size_t never_sent = 0;
  for (const auto& [object, live] : remembered) {
    const auto told = told_.find(object);
    if (under_way.contains(object)) {
      // The note stays until the object is sent or removed.
      if (!attempted_.contains(object) && noted_by_a_killed_run_.insert(object).second) ++never_sent;
    } else if (told == told_.end()) {
      accuse(fmt::format("the ledger has {} {}, which OS2sync never accepted", name_of(object.first), object.second));
    } else if (live != told->second && !told_in_run_.contains(object)) {
      accuse(fmt::format("the ledger changed its mind about {} {}", name_of(object.first), object.second));
    }
  }
  // One lane: a kill can come between one note and its send.
  if (never_sent > (completed ? 0 : 1))
    accuse(fmt::format("{} objects are noted as under way and were never sent", never_sent));
}

bool Witness::expects_users(const Snapshot& truth, const Rules& rules) {
  return !test::SimpleMapper{truth, rules}.map().users.empty();
}

namespace {

/// What cannot be level for the sake of the quarantine, and the units and users that have to wait for it.
std::set<ObjectKey> find_waiting(const Remembered& now, const Wanted& wanted) {
  std::set<ObjectKey> waiting;
  std::set<Uuid> sources;
  for (const SetAside& object : now.set_aside) {
    waiting.insert({object.kind, object.uuid});
    sources.insert(object.source);
  }
  if (waiting.empty()) return waiting;
  std::set<Uuid> absent;
  for (const SetAside& object : now.set_aside) {
    const bool was_sent = std::ranges::any_of(now.entries, [&](const LedgerEntry& entry) {
      return entry.kind == object.kind && entry.uuid == object.uuid && !entry.deleted && entry.accepted;
    });
    if (object.kind == ObjectKind::unit && !was_sent) absent.insert(object.uuid);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const WantedUnit& unit : wanted.units) {
      if (!unit.parent || !absent.contains(*unit.parent) || !waiting.insert({ObjectKind::unit, unit.uuid}).second)
        continue;
      grown = absent.insert(unit.uuid).second || grown;
      sources.insert(unit.source);
    }
  }
  for (const WantedUser& user : wanted.users) {
    const bool waits =
        std::ranges::any_of(user.positions, [&](const WantedPosition& one) { return absent.contains(one.unit); });
    if (waits && waiting.insert({ObjectKind::user, user.uuid}).second) sources.insert(user.source);
  }
  // An old uuid stays until the new one is there, and a unit as long as one that could not be moved is below it.
  const bool unit_waits =
      std::ranges::any_of(waiting, [](const ObjectKey& object) { return object.first == ObjectKind::unit; });
  for (const LedgerEntry& entry : now.entries) {
    const bool is_wanted =
        entry.kind == ObjectKind::unit
            ? std::ranges::any_of(wanted.units, [&](const auto& one) { return one.uuid == entry.uuid; })
            : std::ranges::any_of(wanted.users, [&](const auto& one) { return one.uuid == entry.uuid; });
    if (is_wanted || entry.deleted) continue;
    if (sources.contains(entry.source) || (unit_waits && entry.kind == ObjectKind::unit))
      waiting.insert({entry.kind, entry.uuid});
  }
  return waiting;
}

}  // namespace

void Witness::compare(const os2sync_model::Model& os2sync, const Snapshot& truth, const Rules& rules,
                      const Remembered& now, const std::vector<Withheld>& kept) {
  const Wanted wanted = test::SimpleMapper{truth, rules}.map();
  std::set<ObjectKey> excused = find_waiting(now, wanted);
  excused_ += excused.size();
  // A deletion is not repeated: that FK-ORG still has the object is told instead.
  std::set<ObjectKey> told_of;
  for (const Delivery& look : now.looks) {
    if (look.state == DeliveryState::not_removed) told_of.insert({look.kind, look.uuid});
  }
  const FkComparison comparison = compare_fk(os2sync, wanted, attempted_, kept, excused, told_of);
  not_removed_ += comparison.not_removed;
  compared_ += comparison.compared;
  if (comparison.difference) accuse("at rest FK-ORG is not what OS2MO maps to: " + *comparison.difference);
  for (const Withheld& one : kept) excused.insert({one.change.kind, one.change.uuid});
  judge_looks(now, excused);
}

void Witness::judge_looks(const Remembered& now, const std::set<ObjectKey>& excused) {
  std::map<ObjectKey, Delivery> looks;
  for (const Delivery& look : now.looks) looks[{look.kind, look.uuid}] = look;
  for (const LedgerEntry& entry : now.entries) {
    const ObjectKey object{entry.kind, entry.uuid};
    if (excused.contains(object)) continue;
    const auto look = looks.find(object);
    const bool is_last = look != looks.end() && look->second.accepted_at == entry.changed_at;
    const DeliveryState state = is_last ? look->second.state : DeliveryState::accepted;
    if (!entry.deleted && entry.digest == Digest{}) {
      accuse(fmt::format("at rest {} {} is still under way", name_of(entry.kind), entry.uuid));
    } else if (state != DeliveryState::verified && !(entry.deleted && state == DeliveryState::not_removed)) {
      accuse(fmt::format("at rest nobody has seen that {} {} is in FK-ORG as it should be (state {})",
                         name_of(entry.kind), entry.uuid, static_cast<int>(state)));
    }
  }
}

}  // namespace os2sync::sim
