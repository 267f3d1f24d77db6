// SPDX-License-Identifier: MPL-2.0
/// @file From the uuids somebody typed to the objects a run is about.
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/ledger_entry.hpp"
#include "core/scope.hpp"

namespace os2sync {

/// The records behind `asked`: a FK uuid the ledger knows stands for the record it was made from, any other for itself.
Scope find_scope(ObjectKind kind, const std::vector<Uuid>& asked, const std::vector<LedgerEntry>& ledger);

}  // namespace os2sync
