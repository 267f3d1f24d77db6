// SPDX-License-Identifier: MPL-2.0
/// @file Repairs of what earlier exporters left in FK-ORG.
#pragma once

#include <memory>

#include "app/sync.hpp"

namespace os2sync {

/// Plans to delete what FK-ORG still holds under OS2MO's uuids of objects that are sent under another. Reads
/// everything, and asks FK-ORG about each such uuid. Throws Error{settings} when no account gives uuids,
/// Error{unavailable} when FK-ORG cannot say what it holds.
PreparedRun prepare_mo_uuid_cleanup(const SyncContext& context, const SyncOptions& options);

/// Carries that plan out: guards, sends and remembers as any run does.
std::unique_ptr<SyncOutcome> clean_up_mo_uuids(const SyncContext& context, const SyncOptions& options);

}  // namespace os2sync
