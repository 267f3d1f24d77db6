// SPDX-License-Identifier: MPL-2.0
/// @file What there is to say about the ledger as a file, and what was erased from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ledger_entry.hpp"

namespace os2sync {

struct StateCounts {
  std::int64_t sent = 0;       ///< accepted and not deleted since
  std::int64_t deleted = 0;    ///< the last accepted change was a deletion
  std::int64_t set_aside = 0;  ///< in the quarantine
  bool operator==(const StateCounts&) const = default;
};

struct StateFacts {
  std::string path;
  bool exists = false;
  int format = 0;         ///< of the file
  int newest_format = 0;  ///< that this program knows
  std::int64_t bytes = 0;
  bool has_key = false;   ///< the key of the digests is at hand and fits
  std::string integrity;  ///< SQLite's verdict on every page; "ok" = sound
  StateCounts units;
  StateCounts users;
  std::int64_t deletions = 0;  ///< logged, by time
  std::optional<RunFacts> last_run;
  std::optional<std::int64_t> first_change;  ///< Unix seconds of the oldest and the newest accepted change
  std::optional<std::int64_t> last_change;
};

/// What forgetting some uuids takes, or would take, out of the ledger.
struct Forgotten {
  std::vector<LedgerEntry> entries;
  std::vector<Uuid> uuids;     ///< the uuids asked for and every other uuid tied to them, ascending
  std::int64_t deletions = 0;  ///< lost their uuid; that something was deleted then stays known
  std::int64_t set_aside = 0;
};

}  // namespace os2sync
