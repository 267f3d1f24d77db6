// SPDX-License-Identifier: MPL-2.0
/// @file The ledger as a SQLite file.
#pragma once

#include <memory>
#include "adapters/ledger/ledger_database.hpp"
#include "ports/ledger.hpp"

namespace os2sync {

/// Wraps an opened and checked database; open_ledger.hpp makes them. For one thread at a time. Every failure of SQLite
/// leaves as Error{state} or, when another program holds the file, Error{locked}.
class SqliteLedger final : public Ledger {
 public:
  explicit SqliteLedger(std::shared_ptr<LedgerDatabase> ledger);

  std::vector<LedgerEntry> load() override;
  void begin(const LedgerEntry& after) override;
  void withdraw(ObjectKind kind, const Uuid& uuid) override;
  void record(std::span<const LedgerEntry> entries) override;
  std::optional<RunFacts> last_run() override;
  void record_run(const RunFacts& facts) override;
  std::vector<Deletion> deletions_since(std::int64_t time) override;

 private:
  std::shared_ptr<LedgerDatabase> shared_;  // with the classes of the other tables
  const std::string& path_;
  SQLite::Database& database_;
};

}  // namespace os2sync
