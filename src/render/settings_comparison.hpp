// SPDX-License-Identifier: MPL-2.0
/// @file What other settings would change, for people and programs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.hpp"
#include "plan/plan_difference.hpp"

namespace os2sync {

/// One side as it was planned; borrowed.
struct ComparedPlan {
  const Plan& plan;
  const Wanted& wanted;
};

struct ComparedSettings {
  std::string name;               ///< of the other settings file
  std::vector<std::string> keys;  ///< settings whose values differ
  ComparedPlan before;
  ComparedPlan after;
  const std::vector<PlanDifference>& differences;
};

/// Names of units and persons are shown on the terminal.
std::string render_compared_settings(const ComparedSettings& compared, Language language, std::size_t width);
/// One document: {"format_version":1,"type":"settings_comparison",…}; no values.
std::string render_compared_settings_json(const ComparedSettings& compared);
/// Lines of type version, setting_difference, plan_difference and difference_summary.
std::string render_compared_settings_ndjson(const ComparedSettings& compared, std::string_view program_version);

}  // namespace os2sync
