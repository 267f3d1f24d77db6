// SPDX-License-Identifier: MPL-2.0
/// @file What came between a saved plan and now, for people and programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/language.hpp"
#include "plan/plan_difference.hpp"
#include "render/plan_file.hpp"

namespace os2sync {

struct StalePlan {
  std::vector<std::string> settings;        ///< keys that differ
  bool ledger = false;                      ///< something was sent in between
  bool remarks = false;                     ///< other findings about records, or other owners of fields
  std::vector<PlanDifference> differences;  ///< now − then
};

/// `now` is the file that would be written now, of `plan` and `basis`.
StalePlan compare_with_now(const PlanFile& file, std::string_view now, const PlanBasis& basis, const Plan& plan);

/// `width` columns; at most `examples` objects of each kind of difference.
std::string render_stale_plan(const StalePlan& stale, Language language, std::size_t width, std::size_t examples);
/// One document: {"format_version":1,"type":"apply_refused",…} with every difference.
std::string render_stale_plan_json(const StalePlan& stale);
/// Lines of type version, setting_difference, plan_difference and apply_refused.
std::string render_stale_plan_ndjson(const StalePlan& stale, std::string_view program_version);

}  // namespace os2sync
