// SPDX-License-Identifier: MPL-2.0
/// @file A wanted object with the values that FK-ORG holds in place of ours: what a ledger would remember of it.
#pragma once

#include <optional>
#include <vector>

#include "core/digest.hpp"
#include "core/ledger_entry.hpp"
#include "core/payload.hpp"
#include "core/wanted.hpp"

namespace os2sync {

/// Equal to `wanted` when FK-ORG holds what we would send. What we would not send (fields of others, the dates of
/// positions we give none for, a field to be filled only while it is empty) makes no difference.
WantedUnit as_held(const WantedUnit& wanted, const FkFields& held);
WantedUser as_held(const WantedUser& wanted, const FkFields& held, const std::optional<Cpr>& cpr,
                   const std::vector<WantedPosition>& positions);

/// What the ledger would remember had these values been sent.
LedgerEntry entry_of(const WantedUnit& unit, const Digester& digester);
LedgerEntry entry_of(const WantedUser& user, const Digester& digester);

/// A known object of unknown values: whatever is wanted of it counts as a change.
LedgerEntry entry_without_values(ObjectKind kind, const Uuid& uuid, const Uuid& source,
                                 const std::optional<Uuid>& parent);

/// FK uuid of the unit above, by FK-ORG's own word.
std::optional<Uuid> parent_in(const FkFields& held);

}  // namespace os2sync
