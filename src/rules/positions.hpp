// SPDX-License-Identifier: MPL-2.0
/// @file The positions of one FK-ORG user, made from engagements in transferred units.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/wanted.hpp"
#include "rules/directory.hpp"
#include "rules/notes.hpp"
#include "rules/rules.hpp"

namespace os2sync {

struct Positions {
  std::vector<WantedPosition> list;  ///< by (name, unit, dates, engagement), without duplicates
  bool nameless = false;             ///< an engagement was left out because nothing gives it a title
  std::uint32_t work_unit = kNoRow;  ///< row of the unit of the one primary engagement, else of the first position
  bool work_unit_unclear = false;    ///< several units, and not exactly one of the engagements is primary
};

/// `engagements`: rows whose unit is transferred. `unit_fk_uuids`: by unit row.
Positions map_positions(std::span<const std::uint32_t> engagements, const Directory& directory,
                        const std::vector<Uuid>& unit_fk_uuids, const Rules& rules, Notes& notes);

/// The one engagement marked primary; none when there is none or more than one.
std::optional<std::uint32_t> find_primary(std::span<const std::uint32_t> engagements,
                                          const Directory& directory) noexcept;

}  // namespace os2sync
