// SPDX-License-Identifier: MPL-2.0
/// @file Removing also what this program never sent (os2sync.wash_foreign), under the guards of every removal.
#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace os2sync {

/// plan_changes(), with `foreign` among the candidates for removal: entries as the ledger would hold them had this
/// program sent them, none of a uuid it knows. Their removals have Reason::foreign; autowash, held records, the top
/// unit and the limits apply to them together with all others, and the limits count what FK-ORG holds of both.
Plan plan_with_foreign(const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                       const std::vector<LedgerEntry>& foreign, const Digester& digester, const PlanRules& rules);

}  // namespace os2sync
