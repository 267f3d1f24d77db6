// SPDX-License-Identifier: MPL-2.0
/// @file An operator's word for an exact set of withheld changes (S6).
#pragma once

#include <string>

#include "app/sync.hpp"
#include "core/approval.hpp"

namespace os2sync {

/// What was approved, and the plan it was found in.
struct Approved {
  PreparedRun run;
  Approval approval;
};

/// Plans anew, and remembers the approval if what this plan withholds has that hash; else the plan of
/// cleanup-mo-uuids, where there is one. Throws Error{usage} for what is no hash, Error{refused} when neither plan has
/// it, and whatever planning throws.
Approved approve_plan(const SyncContext& context, const SyncOptions& options, const std::string& hash);

/// Takes an approval back. Throws Error{usage} for what is no hash, Error{refused} when there is no such approval.
void revoke_approval(GuardMemory& memory, const std::string& hash);

}  // namespace os2sync
