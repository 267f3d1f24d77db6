// SPDX-License-Identifier: MPL-2.0
/// @file Carries out planned repairs, a few objects out of FK-ORG at a time.
#pragma once

#include <memory>

#include "app/sync.hpp"

namespace os2sync {

/// Takes the objects of the plan out of FK-ORG, waits until OS2sync has worked that off, and sends them again, in small
/// batches so that nobody is away for longer than the queue takes. Each must be in context.repairs. What happens to an
/// object is remembered before it happens, so that a kill at any moment leaves something `resume_repairs()` can finish.
/// Stops at the first object that does not leave or come back. A dry run only reports the plan.
std::unique_ptr<SyncOutcome> run_repair(const SyncContext& context, const SyncOptions& options, PreparedRun run);

}  // namespace os2sync
