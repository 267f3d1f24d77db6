// SPDX-License-Identifier: MPL-2.0
#include "plan/removals.hpp"

#include <algorithm>
#include <unordered_set>

#include "plan/guard.hpp"

namespace os2sync {
namespace {

using UuidSet = std::unordered_set<Uuid>;

/// What is wanted of one kind, for "is it wanted" and "is its record wanted under another uuid".
struct WantedIds {
  UuidSet uuids;
  UuidSet new_sources;   ///< records of what FK-ORG does not have yet: that is what an old uuid is replaced by
  UuidSet sent_sources;  ///< records of what FK-ORG has
  UuidSet held;
};

template <typename Object>
WantedIds collect_ids(const std::vector<Object>& wanted, const std::vector<Uuid>& held, const LedgerIndex& sent) {
  WantedIds ids;
  ids.uuids.reserve(wanted.size());
  ids.sent_sources.reserve(wanted.size());
  for (const Object& object : wanted) {
    ids.uuids.insert(object.uuid);
    const auto entry = sent.find(object.uuid);
    const bool in_fk_org = entry != sent.end() && !entry->second->deleted;
    (in_fk_org ? ids.sent_sources : ids.new_sources).insert(object.source);
  }
  ids.held.insert(held.begin(), held.end());
  return ids;
}

Reason why_removed(const LedgerEntry& entry, const WantedIds& ids) {
  if (ids.new_sources.contains(entry.source)) return Reason::uuid_replaced;
  return ids.sent_sources.contains(entry.source) ? Reason::other_uuid_stays : Reason::no_longer_wanted;
}

Change removal_of(const LedgerEntry& entry, const WantedIds& ids) {
  Change change;
  change.action = Action::remove;
  change.kind = entry.kind;
  change.uuid = entry.uuid;
  change.source = entry.source;
  change.reason = why_removed(entry, ids);
  // The digests go with the object; uuid, source and parent stay, to recognise it if it comes back.
  change.after = LedgerEntry{entry.kind, entry.uuid, entry.source, entry.parent, {}, {}, true, 0};
  return change;
}

std::vector<const LedgerEntry*> find_unwanted(const LedgerIndex& sent, const WantedIds& ids) {
  std::vector<const LedgerEntry*> unwanted;
  for (const auto& [uuid, entry] : sent) {
    if (!entry->deleted && !ids.uuids.contains(uuid)) unwanted.push_back(entry);
  }
  std::sort(unwanted.begin(), unwanted.end(), [](const auto* a, const auto* b) { return a->uuid < b->uuid; });
  return unwanted;
}

/// The ledger's ancestors of a unit that stays, up to one that is wanted: that one stays anyway, under the parent it is
/// wanted under, so the ledger's word on what is above it is out of date. The set stops the walk, so a circle ends it
/// too.
void add_ancestors(const LedgerEntry& entry, const LedgerIndex& sent, const UuidSet& wanted, UuidSet& ancestors) {
  for (const LedgerEntry* unit = &entry;
       unit->parent && !wanted.contains(*unit->parent) && ancestors.insert(*unit->parent).second;) {
    const auto parent = sent.find(*unit->parent);
    if (parent == sent.end()) return;
    unit = parent->second;
  }
}

/// A unit above a held one stays with it: FK-ORG does not touch the children of a deleted unit, they would dangle.
UuidSet find_ancestors_of_held(const std::vector<const LedgerEntry*>& unwanted, const LedgerIndex& sent,
                               const WantedIds& ids) {
  UuidSet ancestors;
  for (const LedgerEntry* entry : unwanted) {
    if (ids.held.contains(entry->source)) add_ancestors(*entry, sent, ids.uuids, ancestors);
  }
  return ancestors;
}

void sort_withheld(Removals& removals) {
  std::sort(removals.withheld.begin(), removals.withheld.end(),
            [](const Withheld& a, const Withheld& b) { return a.change.uuid < b.change.uuid; });
}

}  // namespace

Removals find_unit_removals(const Wanted& wanted, const LedgerIndex& sent, std::size_t held, const PlanRules& rules) {
  const WantedIds ids = collect_ids(wanted.units, wanted.held_units, sent);
  const auto unwanted = find_unwanted(sent, ids);
  const UuidSet above_held = find_ancestors_of_held(unwanted, sent, ids);
  // By either uuid and by its record: once it went under another FK uuid, that one was the municipality's root too.
  const auto is_top = [&](const LedgerEntry& entry) {
    return entry.uuid == wanted.top_unit || entry.uuid == rules.top_unit || entry.source == rules.top_unit;
  };
  Removals removals;
  for (const LedgerEntry* entry : unwanted) {
    Change change = removal_of(*entry, ids);
    if (is_top(*entry)) {
      removals.withheld.push_back({std::move(change), WithheldReason::top_unit});
    } else if (ids.held.contains(entry->source) || above_held.contains(entry->uuid)) {
      removals.withheld.push_back({std::move(change), WithheldReason::record_held});
    } else if (!rules.scope.is_all()) {
      removals.withheld.push_back({std::move(change), WithheldReason::needs_whole_run});
    } else if (!rules.autowash) {
      removals.withheld.push_back({std::move(change), WithheldReason::autowash_off});
    } else {
      removals.allowed.push_back(std::move(change));
    }
  }
  withhold_removals({ObjectKind::unit, rules.guards.units, held}, rules.history, removals.allowed, removals.withheld);
  sort_withheld(removals);
  return removals;
}

Removals find_user_removals(const Wanted& wanted, const LedgerIndex& sent, std::size_t held, const PlanRules& rules) {
  const WantedIds ids = collect_ids(wanted.users, wanted.held_persons, sent);
  Removals removals;
  for (const LedgerEntry* entry : find_unwanted(sent, ids)) {
    Change change = removal_of(*entry, ids);
    if (ids.held.contains(entry->source)) {
      removals.withheld.push_back({std::move(change), WithheldReason::record_held});
    } else {
      removals.allowed.push_back(std::move(change));
    }
  }
  withhold_removals({ObjectKind::user, rules.guards.users, held}, rules.history, removals.allowed, removals.withheld);
  sort_withheld(removals);
  return removals;
}

}  // namespace os2sync
