// SPDX-License-Identifier: MPL-2.0
/// @file Updates that change the same field of too many objects (S8): more likely a broken mapping than the world.
#pragma once

#include <cstddef>
#include <vector>

#include "plan/plan.hpp"

namespace os2sync {

/// Moves updates of one kind that touch a field over the limit to `withheld`, but for those approved with the very
/// values they have now. A field counts as touched when what was sent before changes or is blanked; filling an empty
/// one overwrites nothing of ours. `held` is how many objects of the kind FK-ORG holds. Adds the fields to `found`.
void withhold_mass_changes(ObjectKind kind, std::size_t held, const PlanRules& rules, std::vector<Change>& changes,
                           std::vector<Withheld>& withheld, std::vector<MassChange>& found);

}  // namespace os2sync
