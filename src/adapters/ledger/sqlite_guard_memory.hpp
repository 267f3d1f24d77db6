// SPDX-License-Identifier: MPL-2.0
/// @file The guards' memory as tables of the ledger's file.
#pragma once

#include <memory>

#include "adapters/ledger/ledger_database.hpp"
#include "ports/guard_memory.hpp"

namespace os2sync {

/// Beside SqliteLedger on the same database; the same holds for threads and failures.
class SqliteGuardMemory final : public GuardMemory {
 public:
  explicit SqliteGuardMemory(std::shared_ptr<LedgerDatabase> ledger);

  std::vector<Approval> approvals() override;
  void approve(const Approval& approval, std::int64_t forget_before) override;
  bool revoke(const std::string& hash) override;
  std::vector<HeldSince> held() override;
  void record_held(std::span<const HeldSince> held) override;

 private:
  std::vector<HeldItem> items_of(const std::string& hash);
  /// Within a transaction.
  void forget(const std::string& hash);

  std::shared_ptr<LedgerDatabase> shared_;
  const std::string& path_;
  SQLite::Database& database_;
};

}  // namespace os2sync
