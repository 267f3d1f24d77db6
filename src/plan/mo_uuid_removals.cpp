// SPDX-License-Identifier: MPL-2.0
#include "plan/mo_uuid_removals.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "plan/diff.hpp"
#include "plan/guard.hpp"
#include "plan/order.hpp"

namespace os2sync {
namespace {

bool was_sent(const LedgerIndex& sent, const Uuid& uuid) {
  const auto entry = sent.find(uuid);
  return entry != sent.end() && !entry->second->deleted;
}
bool was_deleted(const LedgerIndex& sent, const Uuid& uuid) {
  const auto entry = sent.find(uuid);
  return entry != sent.end() && entry->second->deleted;
}

template <typename Object>
void find_removals(ObjectKind kind, const std::vector<Object>& wanted, const std::vector<LedgerEntry>& ledger,
                   const std::vector<Uuid>& never, std::vector<Change>& out) {
  const LedgerIndex sent = index_entries(ledger, kind);
  std::unordered_set<Uuid> kept{never.begin(), never.end()};
  for (const Object& object : wanted) kept.insert(object.uuid);
  for (const Object& object : wanted) {
    if (was_deleted(sent, object.source) || !was_sent(sent, object.uuid)) continue;
    if (!kept.insert(object.source).second) continue;  // also: once for a person with several users
    Change change;
    change.action = Action::remove;
    change.kind = kind;
    change.uuid = change.source = object.source;
    change.reason = Reason::uuid_replaced;
    change.after = LedgerEntry{kind, object.source, object.source, {}, {}, {}, true, 0};
    out.push_back(std::move(change));
  }
}

/// Takes the removals of a kind out of `all`; those that may not be carried out go to `plan`.
std::vector<Change> take_allowed(const RemovalsOfKind& of, std::vector<Change>& all, bool autowash,
                                 const GuardHistory& history, Plan& plan) {
  std::vector<Change> allowed;
  std::copy_if(std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()), std::back_inserter(allowed),
               [&of](const Change& change) { return change.kind == of.kind; });
  if (autowash) {
    withhold_removals(of, history, allowed, plan.withheld);
    return allowed;
  }
  for (Change& change : allowed) plan.withheld.push_back({std::move(change), WithheldReason::autowash_off});
  return {};
}

ObjectCounts count(std::size_t wanted, const LedgerIndex& sent, std::size_t removed, std::size_t withheld) {
  ObjectCounts counts;
  counts.wanted = counts.unchanged = wanted;
  counts.in_ledger = count_live(sent);
  counts.remove = removed;
  counts.withheld = withheld;
  return counts;
}

}  // namespace

std::vector<Change> find_mo_uuid_removals(const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                                          const PlanRules& rules) {
  std::vector<Change> removals;
  find_removals(ObjectKind::unit, wanted.units, ledger, {rules.top_unit, wanted.top_unit}, removals);
  find_removals(ObjectKind::user, wanted.users, ledger, {}, removals);
  std::sort(removals.begin(), removals.end(),
            [](const Change& a, const Change& b) { return a.kind != b.kind ? a.kind < b.kind : a.uuid < b.uuid; });
  return removals;
}

Plan plan_mo_uuid_removals(std::vector<Change> seen, const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                           const PlanRules& rules) {
  const LedgerIndex sent_units = index_entries(ledger, ObjectKind::unit);
  const LedgerIndex sent_users = index_entries(ledger, ObjectKind::user);
  Plan plan;
  std::vector<Change> units = take_allowed({ObjectKind::unit, rules.guards.units, count_live(sent_units)}, seen,
                                           rules.autowash, rules.history, plan);
  const std::size_t units_withheld = plan.withheld.size();
  std::vector<Change> users =
      take_allowed({ObjectKind::user, rules.guards.users, count_live(sent_users)}, seen, true, rules.history, plan);
  plan.units = count(wanted.units.size(), sent_units, units.size(), units_withheld);
  plan.users = count(wanted.users.size(), sent_users, users.size(), plan.withheld.size() - units_withheld);

  if (!users.empty()) plan.waves.push_back({std::move(users)});
  // By OS2MO's tree: what an earlier exporter sent under these uuids lay as the units lie there.
  ParentMap parents;
  std::unordered_map<Uuid, Uuid> sources;
  for (const WantedUnit& unit : wanted.units) sources.emplace(unit.uuid, unit.source);
  for (const WantedUnit& unit : wanted.units) {
    const auto parent = unit.parent ? sources.find(*unit.parent) : sources.end();
    parents.emplace(unit.source, parent == sources.end() ? std::nullopt : std::optional{parent->second});
  }
  std::vector<Wave> waves = make_waves_by_depth(std::move(units), find_depths(parents));
  std::move(waves.rbegin(), waves.rend(), std::back_inserter(plan.waves));
  return plan;
}

}  // namespace os2sync
