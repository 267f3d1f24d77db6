// SPDX-License-Identifier: MPL-2.0
/// @file Where a user works: an address of the unit of its primary engagement.
#pragma once

#include "core/wanted.hpp"
#include "rules/mapping.hpp"
#include "rules/notes.hpp"
#include "rules/positions.hpp"

namespace os2sync {

/// Fills Location by os2sync.employee_engagement_address; without the setting FK-ORG's own value is kept.
void map_work_address(const Positions& positions, const Mapping& mapping, WantedUser& wanted, Notes& notes);

}  // namespace os2sync
