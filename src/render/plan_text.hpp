// SPDX-License-Identifier: MPL-2.0
/// @file A plan for people: what would happen, object by object, field by field.
#pragma once

#include <functional>
#include <string>

#include "core/language.hpp"
#include "plan/plan.hpp"

namespace os2sync {

struct PlanTextOptions {
  Language language = Language::english;
  bool colour = false;
  std::size_t width = 80;
  std::size_t max_objects = 0;  ///< 0 = all
  /// The value FK-ORG holds now, for `--with-old`; may be empty. Never asked for CPR.
  std::function<FkFields(const Change&)> old_fields = {};
  const Text* nothing = nullptr;  ///< what to say of an empty plan that is not about what was sent before
};

/// Legend: + create, ~ update, - remove, . a reason or something withheld or set aside. Values of persons are shown on
/// the terminal; CPR never is.
std::string render_plan(const Plan& plan, const Wanted& wanted, const PlanTextOptions& options);

/// One line per kind: "units 25: 3 new, 1 changed, 0 removed, 21 unchanged".
std::string render_counts(const Plan& plan, Language language);

}  // namespace os2sync
