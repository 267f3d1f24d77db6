// SPDX-License-Identifier: MPL-2.0
#include "plan/fk_account_plan.hpp"

#include <algorithm>
#include <unordered_set>

#include "plan/approvable.hpp"
#include "plan/guard.hpp"
#include "plan/plan.hpp"
#include "plan/removals.hpp"

namespace os2sync {
namespace {

bool is_removal_by_guard(const Withheld& one) {
  return one.change.kind == ObjectKind::user && one.change.action == Action::remove && is_guarded(one.reason);
}

}  // namespace

FkAccountPlan plan_fk_accounts(const FkAccounts& wanted, const Guards& guards, const Removals& user_removals,
                               const std::vector<Withheld>& withheld) {
  std::unordered_set<Uuid> deleted;
  for (const Change& change : user_removals.allowed) deleted.insert(change.uuid);
  std::unordered_set<Uuid> kept_persons;
  for (const Withheld& one : withheld) {
    if (one.change.kind == ObjectKind::user) kept_persons.insert(one.change.source);
  }
  const auto loose = static_cast<std::size_t>(std::ranges::count_if(
      wanted.ended, [&](const EndedFkAccount& account) { return !deleted.contains(account.fk_uuid); }));
  const bool none_loose = std::ranges::any_of(withheld, is_removal_by_guard) ||
                          loose > removal_limit(guards.users, wanted.kept + wanted.ended.size());
  FkAccountPlan plan{wanted.it_system, wanted.created, {}, {}};
  for (const EndedFkAccount& account : wanted.ended) {
    const bool stays = kept_persons.contains(account.person) || (none_loose && !deleted.contains(account.fk_uuid));
    (stays ? plan.withheld : plan.ended).push_back(account);
  }
  return plan;
}

void restrict_accounts(Wanted& wanted, const Scope& scope) {
  if (scope.is_all()) return;
  const auto is_out = [&](const auto& account) {
    return std::ranges::find(scope.persons, account.person) == scope.persons.end() ||
           std::ranges::binary_search(wanted.held_persons, account.person);
  };
  std::erase_if(wanted.fk_accounts.created, is_out);
  std::erase_if(wanted.fk_accounts.ended, is_out);
}

std::size_t first_removal_wave(const Plan& plan) noexcept {
  const auto found = std::ranges::find_if(plan.waves, [](const Wave& wave) {
    return !wave.changes.empty() && wave.changes.front().action == Action::remove;
  });
  return static_cast<std::size_t>(found - plan.waves.begin());
}

}  // namespace os2sync
