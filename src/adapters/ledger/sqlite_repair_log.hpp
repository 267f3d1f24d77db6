// SPDX-License-Identifier: MPL-2.0
/// @file The ledger's tables of repairs under way.
#pragma once

#include <memory>

#include "adapters/ledger/ledger_database.hpp"
#include "ports/repair_log.hpp"

namespace os2sync {

/// For one thread at a time; failures leave as those of the ledger do.
class SqliteRepairLog final : public RepairLog {
 public:
  explicit SqliteRepairLog(std::shared_ptr<LedgerDatabase> ledger);

  OpenRepairs load() override;
  void record(std::span<const OpenRepair> repairs) override;
  void forget(const ObjectKey& object) override;

 private:
  std::shared_ptr<LedgerDatabase> shared_;  // with the classes of the other tables
};

}  // namespace os2sync
