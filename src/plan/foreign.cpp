// SPDX-License-Identifier: MPL-2.0
#include "plan/foreign.hpp"

#include <algorithm>
#include <set>

#include "core/object_key.hpp"

namespace os2sync {
namespace {

using Keys = std::set<ObjectKey>;

void mark(Change& change, const Keys& foreign) {
  if (change.action == Action::remove && foreign.contains({change.kind, change.uuid})) change.reason = Reason::foreign;
}

std::size_t count_of(ObjectKind kind, const std::vector<LedgerEntry>& entries) {
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [kind](const LedgerEntry& entry) { return entry.kind == kind; }));
}

}  // namespace

Plan plan_with_foreign(const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                       const std::vector<LedgerEntry>& foreign, const Digester& digester, const PlanRules& rules) {
  if (foreign.empty()) return plan_changes(wanted, ledger, digester, rules);
  std::vector<LedgerEntry> held = ledger;
  held.insert(held.end(), foreign.begin(), foreign.end());
  Plan plan = plan_changes(wanted, held, digester, rules);

  Keys keys;
  for (const LedgerEntry& entry : foreign) keys.emplace(entry.kind, entry.uuid);
  for (Wave& wave : plan.waves) {
    for (Change& change : wave.changes) mark(change, keys);
  }
  for (Withheld& withheld : plan.withheld) mark(withheld.change, keys);
  plan.units.in_ledger -= count_of(ObjectKind::unit, foreign);
  plan.users.in_ledger -= count_of(ObjectKind::user, foreign);
  return plan;
}

}  // namespace os2sync
