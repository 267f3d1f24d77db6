// SPDX-License-Identifier: MPL-2.0
#include "plan/plan.hpp"

#include <algorithm>
#include <iterator>

#include "plan/diff.hpp"
#include "plan/order.hpp"
#include "plan/removals.hpp"
#include "plan/scope.hpp"

namespace os2sync {
namespace {

ObjectCounts count_objects(std::size_t wanted, std::size_t held, const LedgerIndex& sent,
                           const std::vector<Change>& changes, const Removals& removals) {
  ObjectCounts counts;
  counts.wanted = wanted;
  counts.in_ledger = static_cast<std::size_t>(
      std::count_if(sent.begin(), sent.end(), [](const auto& item) { return !item.second->deleted; }));
  counts.create = static_cast<std::size_t>(std::count_if(
      changes.begin(), changes.end(), [](const Change& change) { return change.action == Action::create; }));
  counts.update = changes.size() - counts.create;
  counts.unchanged = wanted - changes.size();
  counts.remove = removals.allowed.size();
  counts.held = held;
  counts.withheld = removals.withheld.size();
  return counts;
}

ParentMap parents_of(const std::vector<WantedUnit>& units) {
  ParentMap parents;
  for (const WantedUnit& unit : units) parents.emplace(unit.uuid, unit.parent);
  return parents;
}

ParentMap parents_of(const LedgerIndex& sent) {
  ParentMap parents;
  for (const auto& [uuid, entry] : sent) parents.emplace(uuid, entry->parent);
  return parents;
}

void append_waves(std::vector<Wave> waves, std::vector<Wave>& out) {
  std::move(waves.begin(), waves.end(), std::back_inserter(out));
}

void append_wave(std::vector<Change> changes, std::vector<Wave>& out) {
  if (changes.empty()) return;
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.uuid < b.uuid; });
  out.push_back({std::move(changes)});
}

}  // namespace

std::size_t Plan::change_count() const noexcept {
  std::size_t count = 0;
  for (const Wave& wave : waves) count += wave.changes.size();
  return count;
}

Plan plan_changes(const Wanted& wanted, const std::vector<LedgerEntry>& whole_ledger, const Digester& digester,
                  const PlanRules& rules) {
  const std::vector<LedgerEntry> in_scope =
      rules.scope.is_all() ? std::vector<LedgerEntry>{} : entries_in_scope(whole_ledger, rules.scope, wanted);
  const std::vector<LedgerEntry>& ledger = rules.scope.is_all() ? whole_ledger : in_scope;
  const LedgerIndex sent_units = index_entries(ledger, ObjectKind::unit);
  const LedgerIndex sent_users = index_entries(ledger, ObjectKind::user);
  std::vector<Change> unit_changes = diff_units(wanted.units, sent_units, digester, rules.reposts.units);
  std::vector<Change> user_changes = diff_users(wanted.users, sent_users, digester, rules.reposts.users);
  Removals unit_removals = find_unit_removals(wanted, sent_units, rules);
  Removals user_removals = find_user_removals(wanted, sent_users, rules);

  Plan plan;
  plan.units = count_objects(wanted.units.size(), wanted.held_units.size(), sent_units, unit_changes, unit_removals);
  plan.users = count_objects(wanted.users.size(), wanted.held_persons.size(), sent_users, user_changes, user_removals);

  append_waves(make_waves_by_depth(std::move(unit_changes), find_depths(parents_of(wanted.units))), plan.waves);
  append_wave(std::move(user_changes), plan.waves);
  append_wave(std::move(user_removals.allowed), plan.waves);
  std::vector<Wave> removal_waves =
      make_waves_by_depth(std::move(unit_removals.allowed), find_depths(parents_of(sent_units)));
  std::reverse(removal_waves.begin(), removal_waves.end());
  append_waves(std::move(removal_waves), plan.waves);

  plan.withheld = std::move(unit_removals.withheld);
  std::move(user_removals.withheld.begin(), user_removals.withheld.end(), std::back_inserter(plan.withheld));
  return plan;
}

}  // namespace os2sync
