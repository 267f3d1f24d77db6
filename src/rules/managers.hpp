// SPDX-License-Identifier: MPL-2.0
/// @file The manager of a unit: one row by a fixed rule, and only if that person has a user (docs/rules.md,
/// unit.manager).
#pragma once

#include <cstdint>

#include "core/wanted.hpp"
#include "rules/mapping.hpp"
#include "rules/notes.hpp"

namespace os2sync {

/// Fills manager and owns_manager. Needs the users to be mapped.
void map_manager(std::uint32_t unit_row, const Mapping& mapping, WantedUnit& wanted, Notes& notes);

}  // namespace os2sync
