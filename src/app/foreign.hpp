// SPDX-License-Identifier: MPL-2.0
/// @file Finds what FK-ORG holds that nobody wants and this program never sent (os2sync.wash_foreign).
#pragma once

#include <vector>

#include "core/source.hpp"
#include "plan/plan.hpp"
#include "plan/unknown.hpp"
#include "ports/clock.hpp"
#include "ports/observer.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// Which record an FK uuid belongs to, by the accounts. Of several the one that is held: nothing of it may be deleted.
UuidOwners owners_in(const Snapshot& snapshot, const Wanted& wanted);

/// Why an object that we never sent must stay; empty = it may go. Robots, what is inactive already, a unit that nothing
/// stands above, and what FK-ORG does not show.
Said why_it_stays(ObjectKind kind, const FkRead& read);

/// Entries for plan_with_foreign(). When FK-ORG cannot list its objects there are none, and a warning. As many as the
/// guard could let go are read one by one and left out when they must stay; more than that are withheld anyway.
std::vector<LedgerEntry> find_foreign(Sink& fk, const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                                      const UuidOwners& owners, const PlanRules& rules, Clock& clock,
                                      Observer& observer);

}  // namespace os2sync
