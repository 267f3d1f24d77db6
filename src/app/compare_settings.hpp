// SPDX-License-Identifier: MPL-2.0
/// @file What other settings would change: their plan minus the plan of the settings in force.
#pragma once

#include <string_view>
#include <vector>

#include "app/sync.hpp"
#include "config/settings.hpp"
#include "plan/plan_difference.hpp"

namespace os2sync {

/// One of the two sides: what its settings give.
struct PlanningSide {
  RunInputs inputs;
  SyncOptions options;
};

struct SettingsComparison {
  PreparedRun before;  ///< by the settings in force
  PreparedRun after;   ///< by the others
  std::vector<PlanDifference> differences;
};

/// Prepares both, sends nothing. Throws as prepare_run does; what ends the other side begins with its `name`.
SettingsComparison compare_settings(const PlanningSide& in_force, const PlanningSide& other, std::string_view name);

/// Whether both read from the same place in the same way, so that one source can serve both. False when it cannot be
/// told, as for the LC database, whose file is refused by settings it cannot serve.
bool share_a_source(const Settings& left, const Settings& right);

}  // namespace os2sync
