// SPDX-License-Identifier: MPL-2.0
/// @file Which objects are taken out of FK-ORG and sent again, and in which order.
#pragma once

#include <map>
#include <vector>

#include "core/object_key.hpp"
#include "plan/plan.hpp"

namespace os2sync {

/// Why each object is repaired: Reason::duplicate_positions or Reason::reimported.
using RepairReasons = std::map<ObjectKey, Reason>;

/// Updates of these objects, whatever the ledger says they hold: units from the top down, each depth in one wave, then
/// users, so that what an object stands on is back before it leaves itself. What is not wanted is left out.
Plan plan_repairs(const RepairReasons& reasons, const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                  const Digester& digester);

/// Everything that is wanted, but the top unit.
RepairReasons reimport_all(const Wanted& wanted);
/// What is wanted under one of these uuids of FK-ORG or OS2MO; `nameless` gets those under which nothing is.
RepairReasons reimport_named(const std::vector<Uuid>& named, const Wanted& wanted, std::vector<Uuid>& nameless);

/// A unit and title that occur more than once.
bool has_duplicates(std::vector<WantedPosition> positions);

/// Must somebody say how many objects he expects? When a run could not delete as many, by S2's limits.
bool needs_confirmation(const Plan& plan, const Guards& guards);

}  // namespace os2sync
