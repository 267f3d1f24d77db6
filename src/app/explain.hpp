// SPDX-License-Identifier: MPL-2.0
/// @file Explains one object by running the job up to its plan, for that object alone, with a trace on it.
#pragma once

#include <string>

#include "app/run.hpp"
#include "render/explanation.hpp"

namespace os2sync {

/// `asked` may be the OS2MO uuid of a unit or person, a FK uuid, or the user key of an account (a user name). Reads
/// what the object is mapped from; everything only when nothing else leads to it. Writes nothing. Throws Error{usage}
/// when `asked` is no uuid and the name of no account, or of accounts of several records.
Explanation explain_object(const RunInputs& inputs, const Rules& rules, const PlanRules& plan_rules,
                           const std::string& asked);

}  // namespace os2sync
