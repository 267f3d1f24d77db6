// SPDX-License-Identifier: MPL-2.0
/// @file What guards hold back: how much, since when, and how to let it through.
#pragma once

#include <cstdint>
#include <string>

#include "core/language.hpp"
#include "plan/plan.hpp"

namespace os2sync {

/// Why the run is stopped, which fields change too often, and the hash to approve by. Empty when no guard said
/// anything.
std::string render_guards(const Plan& plan, Language language, std::size_t width);

/// The withheld deletions that can be approved, oldest first, with their age at `now`; for a run that does not show its
/// plan. Empty when there are none.
std::string render_withheld_deletions(const Plan& plan, std::int64_t now, Language language);

}  // namespace os2sync
