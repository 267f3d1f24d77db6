// SPDX-License-Identifier: MPL-2.0
/// @file A look at the whole ledger's file, and erasing somebody from all of its tables.
#pragma once

#include <memory>

#include "adapters/ledger/ledger_database.hpp"
#include "ports/state_upkeep.hpp"

namespace os2sync {

/// For one thread at a time. Fails like SqliteLedger.
class SqliteUpkeep final : public StateUpkeep {
 public:
  SqliteUpkeep(std::shared_ptr<LedgerDatabase> ledger, bool has_key) : shared_{std::move(ledger)}, has_key_{has_key} {}

  StateFacts examine() override;
  Forgotten forget(std::span<const Uuid> uuids, bool dry_run) override;

 private:
  std::shared_ptr<LedgerDatabase> shared_;  // with the classes of the other tables
  bool has_key_;
};

}  // namespace os2sync
