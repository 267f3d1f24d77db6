// SPDX-License-Identifier: MPL-2.0
/// @file All that one command of the exporter has open, as the program itself puts it together.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/ledger/open_ledger.hpp"
#include "adapters/os2mo/os2mo_source.hpp"
#include "adapters/os2sync/os2sync_sink.hpp"
#include "sim/ports.hpp"
#include "sim/sabotaged_state.hpp"

namespace os2sync::sim {

inline constexpr const char* kSimApiKey = "sim-key";

struct Session {
  Session(World& world, Sabotage sabotage);

  SyncContext context();

  os2mo::Os2moSource source;
  Os2syncSink sink;
  OpenedLedger opened;
  SimObserver observer;
  WatchedSource watched;
  SabotagedSink pushed;
  SabotagedLedger ledger;
  SabotagedQuarantine quarantine;
  SabotagedGuardMemory guard_memory;
  Clock& clock;
};

/// All that the file at `path` remembers. Throws as open_ledger_for_reading does.
Remembered recall(const std::string& path);

}  // namespace os2sync::sim
