// SPDX-License-Identifier: MPL-2.0
/// @file From what a command has opened to what a run works with.
#pragma once

#include "app/sync.hpp"
#include "commands/new_mode.hpp"
#include "commands/toolbox.hpp"

namespace os2sync {

/// Borrows everything. `templates` may be null.
SyncContext context_of(const OpenLedger& open, Source& source, Sink& sink, const PersonTemplates* templates,
                       const NewModeTools& new_mode, Toolbox& toolbox);

}  // namespace os2sync
