// SPDX-License-Identifier: MPL-2.0
/// @file Delivery as part of a run: what to send again before it, what to remember and to look at after it.
#pragma once

#include <chrono>
#include <vector>

#include "app/sync.hpp"
#include "core/delivery.hpp"

namespace os2sync {

/// What FK-ORG was seen not to hold as it was last sent, as long as sending again may help.
Reposts find_reposts(Ledger& ledger, const std::vector<Delivery>& looks, const DeliverySettings& settings);

/// How long OS2sync should still need for what it accepted before.
std::chrono::seconds find_backlog(Ledger& ledger, const Clock& clock, const DeliverySettings& settings);

/// Counts the objects of the run that were accepted once more with the same content. `looks` are those from before it.
void note_reposts(const PreparedRun& run, Ledger& ledger, const std::vector<Delivery>& looks, DeliveryLog& deliveries);

/// Looks at FK-ORG within the run's budget and puts the result into `summary`, its exit code included: 3 when a person
/// must act. A look that cannot be had is a warning; the job of the run is done.
void look_at_delivery(const SyncContext& context, const SyncOptions& options, RunSummary& summary);

}  // namespace os2sync
