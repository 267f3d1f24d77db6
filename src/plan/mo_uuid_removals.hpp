// SPDX-License-Identifier: MPL-2.0
/// @file Removing what an earlier exporter left in FK-ORG under OS2MO's uuids, now that accounts give others.
#pragma once

#include <vector>

#include "core/ledger_entry.hpp"
#include "core/wanted.hpp"
#include "plan/plan.hpp"

namespace os2sync {

/// Removals of the uuids in OS2MO of everything that is sent under another uuid and was accepted under it; never of a
/// uuid that some object is sent under, of the top unit, or of what we deleted before. By (kind, uuid). Whether FK-ORG
/// holds them is not known here.
std::vector<Change> find_mo_uuid_removals(const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                                          const PlanRules& rules);

/// The plan that carries out those of the removals that FK-ORG was seen to hold: users, then units from the leaves up.
/// Autowash and guard S2 apply as to any run.
Plan plan_mo_uuid_removals(std::vector<Change> seen, const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                           const PlanRules& rules);

}  // namespace os2sync
