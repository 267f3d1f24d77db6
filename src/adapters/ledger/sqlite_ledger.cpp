// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_ledger.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/sqlite_errors.hpp"

namespace os2sync {
namespace {

void log_deletion(const LedgerEntry& entry, SQLite::Statement& statement) {
  statement.bind(1, entry.changed_at);
  statement.bind(2, static_cast<int>(entry.kind));
  bind_bytes(statement, 3, entry.uuid.bytes());
  statement.exec();
  statement.reset();
}

}  // namespace

SqliteLedger::SqliteLedger(std::shared_ptr<LedgerDatabase> ledger)
    : shared_{std::move(ledger)}, path_{shared_->path}, database_{shared_->database} {}

std::vector<LedgerEntry> SqliteLedger::load() {
  return with_sqlite(path_, kRead, [&] {
    return doing(path_, [&] {
      std::vector<LedgerEntry> entries;
      SQLite::Statement rows{database_, kSelectEntries};
      while (rows.executeStep()) entries.push_back(read_entry(rows));
      return entries;
    });
  });
}

void SqliteLedger::record(std::span<const LedgerEntry> entries) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    SQLite::Statement statement{database_, kReplaceEntry};
    SQLite::Statement deletion{database_, "INSERT INTO deletion (at, kind, uuid) VALUES (?, ?, ?)"};
    std::string buffer;
    for (const LedgerEntry& entry : entries) {
      bind_entry(entry, statement, buffer);
      statement.exec();
      statement.reset();
      if (entry.deleted) log_deletion(entry, deletion);
    }
    transaction.commit();
  });
}

std::optional<RunFacts> SqliteLedger::last_run() {
  return with_sqlite(path_, kRead, [&]() -> std::optional<RunFacts> {
    SQLite::Statement row{database_, "SELECT units_read, persons_read, finished_at FROM run WHERE id = 1"};
    if (!row.executeStep()) return std::nullopt;
    return RunFacts{row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), row.getColumn(2).getInt64()};
  });
}

void SqliteLedger::record_run(const RunFacts& facts) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Statement statement{
        database_, "INSERT OR REPLACE INTO run (id, units_read, persons_read, finished_at) VALUES (1, ?, ?, ?)"};
    statement.bind(1, facts.units_read);
    statement.bind(2, facts.persons_read);
    statement.bind(3, facts.finished_at);
    statement.exec();
  });
}

std::vector<Deletion> SqliteLedger::deletions_since(std::int64_t time) {
  return with_sqlite(path_, kRead, [&] {
    std::vector<Deletion> deletions;
    SQLite::Statement rows{database_, "SELECT kind, uuid, at FROM deletion WHERE at >= ? ORDER BY at, kind, uuid"};
    rows.bind(1, time);
    while (rows.executeStep()) {
      deletions.push_back({static_cast<ObjectKind>(rows.getColumn(0).getInt()), read_uuid(rows.getColumn(1)),
                           rows.getColumn(2).getInt64()});
    }
    return deletions;
  });
}

}  // namespace os2sync
