// SPDX-License-Identifier: MPL-2.0
/// @file Differences between two plans as JSON. Only for render's own .cpp files.
#pragma once

#include <vector>

#include "plan/plan_difference.hpp"
#include "render/json_lines.hpp"

namespace os2sync {

/// {kind, uuid, source_uuid, difference, before, after}; null where a plan leaves the object alone.
nlohmann::ordered_json json_of(const PlanDifference& difference);
nlohmann::ordered_json json_of(const std::vector<PlanDifference>& differences);

}  // namespace os2sync
