// SPDX-License-Identifier: MPL-2.0
/// @file Opens the ledger, for a run that writes or for one that only looks.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/said.hpp"
#include "ports/delivery_log.hpp"
#include "ports/guard_memory.hpp"
#include "ports/ledger.hpp"
#include "ports/quarantine.hpp"
#include "ports/repair_log.hpp"
#include "ports/state_upkeep.hpp"

namespace os2sync {

/// A ledger, the digester whose key its digests were made with, and what else lies in the same file.
struct OpenedLedger {
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<GuardMemory> guard_memory;
  std::unique_ptr<Digester> digester;
  std::unique_ptr<Quarantine> quarantine;
  std::unique_ptr<StateUpkeep> upkeep;
  std::unique_ptr<DeliveryLog> deliveries;
  std::unique_ptr<RepairLog> repairs;
  std::vector<Said> remarks;  ///< for the operator: what was put right on the way
};

/// Opens or makes the ledger and, beside it, its key (mode 0600 both), and keeps every other writer out until it is
/// closed. Its directory must exist. Moves an old exporter's JSON cache aside. Throws Error{locked} while another
/// instance writes, else Error{state}.
OpenedLedger open_ledger(const std::string& path);

/// Opens the ledger for looking at: writes nothing, waits for nobody, works in a read-only directory. Where there is no
/// ledger it is an empty one. record() and record_run() then throw Error{state}.
OpenedLedger open_ledger_for_reading(const std::string& path);

}  // namespace os2sync
