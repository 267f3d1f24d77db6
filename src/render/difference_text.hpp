// SPDX-License-Identifier: MPL-2.0
/// @file Differences between two plans, object by object, for people and programs.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.hpp"
#include "plan/plan_difference.hpp"

namespace os2sync {

/// In what the two plans do not agree about an object; the first of these that is so.
enum class DifferenceKind { added, gone, action, withheld, reason, payload, source };
DifferenceKind kind_of(const PlanDifference& difference);
std::string_view name_of(DifferenceKind kind) noexcept;

struct DifferenceTextOptions {
  Language language = Language::english;
  std::size_t width = 80;
  std::size_t examples = 0;  ///< objects of each kind of difference; 0 = all
  /// What an object is called; may be empty.
  std::function<std::string(const PlannedObject&)> name_of;
};

/// Legend: + only in the later plan, - only in the earlier, ~ in both but not alike.
std::string render_differences(const std::vector<PlanDifference>& differences, const DifferenceTextOptions& options);

}  // namespace os2sync
