// SPDX-License-Identifier: MPL-2.0
/// @file The ledger as a SQLite file.
#pragma once

#include <memory>
#include <string>

#include <SQLiteCpp/Database.h>

#include "adapters/ledger/writer_lock.hpp"
#include "ports/ledger.hpp"

namespace os2sync {

/// Wraps an opened and checked database; open_ledger.hpp makes them. For one thread at a time. Every failure of SQLite
/// leaves as Error{state} or, when another program holds the file, Error{locked}.
class SqliteLedger final : public Ledger {
 public:
  /// `lock` may be null for a ledger that is only read.
  SqliteLedger(std::string path, std::unique_ptr<WriterLock> lock, SQLite::Database database);

  std::vector<LedgerEntry> load() override;
  void record(std::span<const LedgerEntry> entries) override;
  std::optional<RunFacts> last_run() override;
  void record_run(const RunFacts& facts) override;

 private:
  std::string path_;
  std::unique_ptr<WriterLock> lock_;  // outlives the database below: nobody else may write before it is closed
  SQLite::Database database_;
};

}  // namespace os2sync
