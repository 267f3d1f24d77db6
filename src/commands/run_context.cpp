// SPDX-License-Identifier: MPL-2.0
#include "commands/run_context.hpp"

namespace os2sync {

SyncContext context_of(const OpenLedger& open, Source& source, Sink& sink, const PersonTemplates* templates,
                       const NewModeTools& new_mode, Toolbox& toolbox) {
  return {{source, *open.ledger, *open.digester, toolbox.clock(), toolbox.observer(), templates, *open.guard_memory,
           &sink, new_mode.facts.get(), open.quarantine.get()},
          sink,
          open.quarantine.get(),
          open.audit.get(),
          open.deliveries.get(),
          new_mode.accounts.get(),
          open.repairs.get()};
}

}  // namespace os2sync
