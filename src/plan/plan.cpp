// SPDX-License-Identifier: MPL-2.0
#include "plan/plan.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "plan/diff.hpp"
#include "plan/guard.hpp"
#include "plan/mass_change.hpp"
#include "plan/order.hpp"
#include "plan/removals.hpp"
#include "plan/scope.hpp"

namespace os2sync {
namespace {

/// What is to be done about one kind, while the guards look at it.
struct KindPlan {
  std::vector<Change> changes;
  Removals removals;
  ObjectCounts counts;
};

std::size_t count_action(const std::vector<Change>& changes, Action action) {
  return static_cast<std::size_t>(std::count_if(changes.begin(), changes.end(),
                                                [action](const Change& change) { return change.action == action; }));
}

std::size_t count_kind(const std::vector<Withheld>& withheld, ObjectKind kind) {
  return static_cast<std::size_t>(
      std::count_if(withheld.begin(), withheld.end(), [kind](const Withheld& one) { return one.change.kind == kind; }));
}

/// Guards S8 and S3; S2 and S4 have judged the removals already.
void apply_guards(const PlanRules& rules, std::size_t held_units, std::size_t held_users, KindPlan& units,
                  KindPlan& users, Plan& plan) {
  std::vector<Withheld>& withheld = plan.withheld;
  withhold_mass_changes(ObjectKind::unit, held_units, rules, units.changes, withheld, plan.mass_changes);
  withhold_mass_changes(ObjectKind::user, held_users, rules, users.changes, withheld, plan.mass_changes);
  if (rules.refusal) {
    if (!is_approved(*rules.refusal, rules.history)) plan.refusal = rules.refusal;
    for (std::vector<Change>* changes :
         {&units.changes, &users.changes, &units.removals.allowed, &users.removals.allowed}) {
      withhold_unapproved(*rules.refusal, rules.history, *changes, withheld);
    }
  }
  for (KindPlan* kind : {&units, &users}) {
    std::move(kind->removals.withheld.begin(), kind->removals.withheld.end(), std::back_inserter(withheld));
  }
  withhold_early_removals(users.removals.allowed, withheld);
  withhold_early_removals(units.removals.allowed, withheld);
  std::sort(withheld.begin(), withheld.end(), [](const Withheld& a, const Withheld& b) {
    return std::tie(a.change.kind, a.change.uuid) < std::tie(b.change.kind, b.change.uuid);
  });
}

void count_objects(ObjectKind kind, const Plan& plan, KindPlan& of) {
  of.counts.create = count_action(of.changes, Action::create);
  of.counts.update = count_action(of.changes, Action::update);
  of.counts.remove = of.removals.allowed.size();
  of.counts.withheld = count_kind(plan.withheld, kind);
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

const SetAside* Plan::find_set_aside(const Change& change) const noexcept {
  const auto key = [](const SetAside& object) { return std::tie(object.kind, object.uuid); };
  const auto found =
      std::lower_bound(set_aside.begin(), set_aside.end(), std::tie(change.kind, change.uuid),
                       [&](const RefusedBefore& refused, const auto& wanted) { return key(refused.object) < wanted; });
  if (found == set_aside.end() || key(found->object) != std::tie(change.kind, change.uuid)) return nullptr;
  return &found->object;
}

Plan plan_changes(const Wanted& wanted, const std::vector<LedgerEntry>& whole_ledger, const Digester& digester,
                  const PlanRules& rules) {
  const std::vector<LedgerEntry> in_scope =
      rules.scope.is_all() ? std::vector<LedgerEntry>{} : entries_in_scope(whole_ledger, rules.scope, wanted);
  const std::vector<LedgerEntry>& ledger = rules.scope.is_all() ? whole_ledger : in_scope;
  const LedgerIndex sent_units = index_entries(ledger, ObjectKind::unit);
  const LedgerIndex sent_users = index_entries(ledger, ObjectKind::user);
  // The limits are on what FK-ORG holds in all, whatever this run is about.
  const std::size_t held_units = count_live(index_entries(whole_ledger, ObjectKind::unit));
  const std::size_t held_users = count_live(index_entries(whole_ledger, ObjectKind::user));
  KindPlan units;
  units.changes = diff_units(wanted.units, sent_units, digester, rules.reposts.units);
  units.removals = find_unit_removals(wanted, sent_units, held_units, rules);
  KindPlan users;
  users.changes = diff_users(wanted.users, sent_users, digester, rules.reposts.users);
  users.removals = find_user_removals(wanted, sent_users, held_users, rules);
  units.counts = {.wanted = wanted.units.size(),
                  .in_ledger = count_live(sent_units),
                  .unchanged = wanted.units.size() - units.changes.size(),
                  .held = wanted.held_units.size()};
  users.counts = {.wanted = wanted.users.size(),
                  .in_ledger = count_live(sent_users),
                  .unchanged = wanted.users.size() - users.changes.size(),
                  .held = wanted.held_persons.size()};

  Plan plan;
  plan.is_whole = rules.scope.is_all();
  apply_guards(rules, held_units, held_users, units, users, plan);
  plan.fk_accounts = plan_fk_accounts(wanted.fk_accounts, rules.guards, users.removals, plan.withheld);
  count_objects(ObjectKind::unit, plan, units);
  count_objects(ObjectKind::user, plan, users);
  plan.units = units.counts;
  plan.users = users.counts;

  append_waves(make_waves_by_depth(std::move(units.changes), find_depths(parents_of(wanted.units))), plan.waves);
  append_wave(std::move(users.changes), plan.waves);
  append_wave(std::move(users.removals.allowed), plan.waves);
  std::vector<Wave> removal_waves =
      make_waves_by_depth(std::move(units.removals.allowed), find_depths(parents_of(sent_units)));
  std::reverse(removal_waves.begin(), removal_waves.end());
  append_waves(std::move(removal_waves), plan.waves);
  return plan;
}

}  // namespace os2sync
