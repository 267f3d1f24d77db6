// SPDX-License-Identifier: MPL-2.0
/// @file Where each unit stands in the tree: below the top unit, below a filtered one, elsewhere or nowhere.
#pragma once

#include <cstdint>
#include <vector>

#include "core/source.hpp"
#include "rules/rules.hpp"
#include "rules/uuid_table.hpp"

namespace os2sync {

enum class UnitStanding : std::uint8_t {
  unknown,
  below_top,  ///< the top unit itself included
  filtered,   ///< in os2sync.filter_orgunit_uuid, or below such a unit
  outside,    ///< in a tree with another root
  detached,   ///< the chain of parents is broken or runs in a circle
};

struct UnitTree {
  std::uint32_t top = kNoRow;           ///< row of the top unit
  std::vector<UnitStanding> standings;  ///< by unit row
  std::vector<std::uint32_t> top_down;  ///< every row, parents before their children
};

/// Follows every chain of parents once. `table` indexes `units`. The top unit's own parent is never looked at.
UnitTree walk_units(const std::vector<SourceUnit>& units, const UuidTable& table, const Rules& rules);

/// Whether the unit's own level or type is on a list of ignored ones.
bool is_ignored(const SourceUnit& unit, const Rules& rules) noexcept;

}  // namespace os2sync
