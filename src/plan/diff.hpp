// SPDX-License-Identifier: MPL-2.0
/// @file Which wanted objects differ from what was last accepted, and in which fields.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "plan/plan.hpp"

namespace os2sync {

/// The ledger's entries of one kind by FK uuid, deleted ones included. Borrows from the ledger.
using LedgerIndex = std::unordered_map<Uuid, const LedgerEntry*>;
LedgerIndex index_entries(const std::vector<LedgerEntry>& ledger, ObjectKind kind);
/// How many of them are not deleted.
std::size_t count_live(const LedgerIndex& sent);

/// The creates and updates of one kind, in wanted's order. An unchanged object costs one digest and no more. Those in
/// `reposts` (ascending) are updated also when unchanged.
std::vector<Change> diff_units(const std::vector<WantedUnit>& wanted, const LedgerIndex& sent, const Digester& digester,
                               const std::vector<Uuid>& reposts);
std::vector<Change> diff_users(const std::vector<WantedUser>& wanted, const LedgerIndex& sent, const Digester& digester,
                               const std::vector<Uuid>& reposts);

}  // namespace os2sync
