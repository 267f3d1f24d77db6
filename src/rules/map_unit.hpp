// SPDX-License-Identifier: MPL-2.0
/// @file One transferred unit as FK-ORG should hold it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/finding.hpp"
#include "core/wanted.hpp"
#include "rules/mapping.hpp"

namespace os2sync {

/// None when the unit is unfit and must be held; the findings say why. Needs the users to be mapped.
std::optional<WantedUnit> map_unit(std::uint32_t unit_row, const Mapping& mapping, std::vector<Finding>& findings);

}  // namespace os2sync
