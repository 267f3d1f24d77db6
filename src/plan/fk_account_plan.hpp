// SPDX-License-Identifier: MPL-2.0
/// @file What `new` mode writes to OS2MO, as part of a plan: FK-ORG accounts made before their users are sent, and
/// ended before their users are deleted.
#pragma once

#include <vector>

#include "core/fk_account.hpp"
#include "core/scope.hpp"
#include "core/wanted.hpp"

namespace os2sync {

struct Guards;
struct Plan;
struct Removals;
struct Withheld;

struct FkAccountPlan {
  std::optional<Uuid> it_system;         ///< where accounts are made
  std::vector<NewFkAccount> created;     ///< by (FK uuid, person)
  std::vector<EndedFkAccount> ended;     ///< by row
  std::vector<EndedFkAccount> withheld;  ///< by row; the guard does not let them be ended

  bool empty() const noexcept { return created.empty() && ended.empty(); }
};

/// The guards for OS2MO. An account goes with its user: it is ended when deleting the user is allowed, and stays when
/// that is withheld, or when something else of its person is. Accounts whose users were never sent have a limit of
/// their own, as many as the guard lets users be deleted, and stay all when any deletion of a user is withheld by a
/// guard.
FkAccountPlan plan_fk_accounts(const FkAccounts& wanted, const Guards& guards, const Removals& user_removals,
                               const std::vector<Withheld>& withheld);

/// Drops the accounts of persons who are not in the scope or are held.
void restrict_accounts(Wanted& wanted, const Scope& scope);

/// The first wave that deletes users or units; waves.size() when there is none. Accounts are ended before it.
std::size_t first_removal_wave(const Plan& plan) noexcept;

}  // namespace os2sync
