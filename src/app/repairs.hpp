// SPDX-License-Identifier: MPL-2.0
/// @file Repairs of objects that FK-ORG does not let go of what is wrong with them: out of FK-ORG and in again.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "app/sync.hpp"
#include "ports/repair_log.hpp"

namespace os2sync {

struct RepairOptions {
  std::vector<Uuid> named;               ///< of FK-ORG or OS2MO; empty = all there are
  std::optional<std::size_t> confirmed;  ///< how many objects whoever runs this expects to leave FK-ORG
};

struct RepairOutcome {
  std::unique_ptr<SyncOutcome> run;
  std::size_t objects = 0;    ///< to be repaired
  bool must_confirm = false;  ///< a run that writes needs their number confirmed
};

/// Passivates objects and sends them again. All: but the top unit.
RepairOutcome passivate_and_reimport(const SyncContext& context, const SyncOptions& options,
                                     const RepairOptions& repair);
/// Asks FK-ORG about each sent user; those that hold a position twice are deleted there and sent again. Passivating
/// would leave their positions as they are.
RepairOutcome repair_duplicate_positions(const SyncContext& context, const SyncOptions& options,
                                         const RepairOptions& repair);
/// Finishes what an interrupted repair left: what is out of FK-ORG comes back with all it had.
RepairOutcome resume_repairs(const SyncContext& context, const SyncOptions& options);
// All three write nothing on a dry run. They throw Error{refused} when another repair is open, the top unit is named,
// or more objects are concerned than a run may delete and their number is not confirmed; Error{usage} for a uuid of
// nothing that is wanted; Error{unavailable} when FK-ORG cannot be asked, with `resume` as the way on.

/// Is an object out of FK-ORG, as far as a read of it tells? Unknown needs a second proof: OS2sync says it also when it
/// cannot read.
bool has_left(RepairWay way, const FkRead& read);

/// What repairs have begun to take out, for whoever sends these objects next.
OpenRepairs load_begun(RepairLog& log);
/// Forgets the repairs of objects that were sent again since.
void forget_returned(RepairLog& log, Ledger& ledger);

}  // namespace os2sync
