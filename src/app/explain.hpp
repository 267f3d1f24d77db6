// SPDX-License-Identifier: MPL-2.0
/// @file Explains one object by running the whole job up to its plan with a trace on that object.
#pragma once

#include "app/run.hpp"
#include "render/explanation.hpp"

namespace os2sync {

/// `asked` may be the OS2MO uuid of a unit or person or a FK uuid. Writes nothing.
Explanation explain_object(const RunInputs& inputs, const Rules& rules, const PlanRules& plan_rules, const Uuid& asked);

}  // namespace os2sync
