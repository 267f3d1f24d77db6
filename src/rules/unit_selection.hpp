// SPDX-License-Identifier: MPL-2.0
/// @file The transferred set T: which units exist in FK-ORG, and under which transferred unit each of them hangs.
#pragma once

#include <cstdint>
#include <vector>

#include "core/finding.hpp"
#include "rules/directory.hpp"
#include "rules/resolved_names.hpp"
#include "rules/rules.hpp"
#include "rules/trace.hpp"
#include "rules/unit_tree.hpp"

namespace os2sync {

/// T, computed once per run and used by units, positions and managers alike (docs/rules.md, section 2).
struct UnitSelection {
  UnitTree tree;
  std::vector<bool> transferred;  ///< by unit row

  bool holds(std::uint32_t row) const noexcept { return row != kNoRow && transferred[row]; }
};

/// Tests every unit. Throws Error{refused} when the top unit is not in the snapshot.
UnitSelection select_units(const Directory& directory, const Rules& rules, const ItSystemRanks& uuid_systems,
                           const std::vector<Uuid>& hierarchies, std::vector<Finding>& findings, Trace* trace);

/// The nearest transferred ancestor of every transferred unit (kNoRow: the top unit, and units that are not
/// transferred). Units marked in `skipped` have no object of their own in FK-ORG and are climbed over.
std::vector<std::uint32_t> find_parents(const Directory& directory, const UnitSelection& selection,
                                        const std::vector<bool>& skipped, std::vector<Finding>& findings, Trace* trace);

}  // namespace os2sync
