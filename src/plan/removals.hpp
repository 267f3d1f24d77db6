// SPDX-License-Identifier: MPL-2.0
/// @file Which accepted objects are not wanted any more, and which of them may go.
#pragma once

#include <vector>

#include "plan/diff.hpp"
#include "plan/plan.hpp"

namespace os2sync {

struct Removals {
  std::vector<Change> allowed;     ///< by uuid
  std::vector<Withheld> withheld;  ///< by uuid
};

/// Only objects the ledger says we sent are ever candidates. `sent` is the index of that kind, of the scope; `held` is
/// how many FK-ORG holds of the kind in all.
Removals find_unit_removals(const Wanted& wanted, const LedgerIndex& sent, std::size_t held, const PlanRules& rules);
Removals find_user_removals(const Wanted& wanted, const LedgerIndex& sent, std::size_t held, const PlanRules& rules);

}  // namespace os2sync
