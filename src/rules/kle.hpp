// SPDX-License-Identifier: MPL-2.0
/// @file KLE rows of a unit as the lists FK-ORG keeps (docs/rules.md, unit.kle).
#pragma once

#include <cstdint>

#include "core/source.hpp"
#include "core/wanted.hpp"
#include "rules/directory.hpp"
#include "rules/notes.hpp"
#include "rules/rules.hpp"

namespace os2sync {

enum class KleAspect { performing, responsible, insight, unknown };

/// By the class's scope, user_key or name, without regard to letter case.
KleAspect kle_aspect_of(const SourceClass& aspect);

/// Fills tasks, contact_for_tasks and owns_kle.
void map_kle(std::uint32_t unit_row, const Directory& directory, const Rules& rules, WantedUnit& wanted, Notes& notes);

}  // namespace os2sync
