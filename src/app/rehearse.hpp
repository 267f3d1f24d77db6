// SPDX-License-Identifier: MPL-2.0
/// @file Plays accidents through: the real organisation, damaged, through the same rules, guards and plan. Writes
/// nothing.
#pragma once

#include <memory>
#include <vector>

#include "app/sync.hpp"
#include "config/settings.hpp"
#include "plan/rehearsal.hpp"

namespace os2sync {

struct Rehearsal {
  Verdict verdict;                       ///< refers to the outcome beside it
  std::unique_ptr<SyncOutcome> outcome;  ///< null when the run would be stopped
};

/// Reads the organisation once, and again only for accidents that change what has to be read. With something to send,
/// FK-ORG is asked for the top unit as before any run. Faults of the peers end the rehearsal; what stops a run counts
/// as its result.
std::vector<Rehearsal> rehearse(const SyncContext& context, const Settings& settings,
                                const std::vector<Accident>& accidents);

}  // namespace os2sync
