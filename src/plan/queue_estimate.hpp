// SPDX-License-Identifier: MPL-2.0
/// @file When OS2sync will have worked off what it accepted: it never says, but its pace is known.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/ledger_entry.hpp"

namespace os2sync {

struct QueuePace {
  int per_minute = 100;    ///< objects that OS2sync takes from its queue in a minute
  int grace_minutes = 15;  ///< waited beyond the estimate before an object that is not in FK-ORG counts as lost
};

/// For each entry, in their order, when OS2sync should have worked off its last change (Unix seconds): one after
/// another as they were accepted, nothing else being in the way. 0 for what was taken over: that is there.
std::vector<std::int64_t> estimate_arrivals(const std::vector<LedgerEntry>& entries, const QueuePace& pace);

/// When FK-ORG will hold them all, with the minute OS2sync may wait before it looks into its queue; none when it should
/// by `now`.
std::optional<std::int64_t> estimate_level(const std::vector<std::int64_t>& arrivals, std::int64_t now);

}  // namespace os2sync
