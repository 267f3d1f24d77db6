// SPDX-License-Identifier: MPL-2.0
/// @file A run about some objects only: what of a mapping and of the ledger concerns them.
#pragma once

#include <vector>

#include "core/ledger_entry.hpp"
#include "core/scope.hpp"
#include "core/wanted.hpp"
#include "plan/plan.hpp"

namespace os2sync {

/// Drops what is not in the scope; it was mapped from part of its rows only. An object whose FK uuid the ledger knows
/// as that of another record is held: which of the two it belongs to shows only when everything is read.
void restrict_to_scope(Wanted& wanted, const std::vector<LedgerEntry>& ledger, const Scope& scope);

/// The entries of the scope's objects, and those of the uuids that are wanted. The scope is not everything.
std::vector<LedgerEntry> entries_in_scope(const std::vector<LedgerEntry>& ledger, const Scope& scope,
                                          const Wanted& wanted);

/// FK uuids of units that a planned object refers to and that were neither sent before nor are in the plan; ascending.
std::vector<Uuid> find_unsent_units(const Plan& plan, const Wanted& wanted, const std::vector<LedgerEntry>& ledger);

}  // namespace os2sync
