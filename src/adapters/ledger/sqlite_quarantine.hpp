// SPDX-License-Identifier: MPL-2.0
/// @file The quarantine as a table of the ledger's file.
#pragma once

#include <memory>

#include "adapters/ledger/ledger_database.hpp"
#include "ports/quarantine.hpp"

namespace os2sync {

/// For one thread at a time. Fails like SqliteLedger.
class SqliteQuarantine final : public Quarantine {
 public:
  explicit SqliteQuarantine(std::shared_ptr<LedgerDatabase> ledger) : shared_{std::move(ledger)} {}

  std::vector<SetAside> load() override;
  void put(const SetAside& object) override;
  void release(ObjectKind kind, const Uuid& uuid) override;

 private:
  std::shared_ptr<LedgerDatabase> shared_;  // with the classes of the other tables
};

}  // namespace os2sync
