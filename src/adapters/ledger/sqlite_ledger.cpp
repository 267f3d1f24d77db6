// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_ledger.hpp"

#include <algorithm>
#include <tuple>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/sqlite_errors.hpp"

namespace os2sync {
namespace {

void bind_key(ObjectKind kind, const Uuid& uuid, SQLite::Statement& statement) {
  statement.bind(1, static_cast<int>(kind));
  statement.bind(2, uuid.bytes().data(), static_cast<int>(uuid.bytes().size()));
}

void run_on_key(ObjectKind kind, const Uuid& uuid, SQLite::Statement& statement) {
  bind_key(kind, uuid, statement);
  statement.exec();
  statement.reset();
}
constexpr const char* kEndLook = "DELETE FROM delivery WHERE kind = ? AND uuid = ?";
constexpr const char* kEndUnderWay = "DELETE FROM under_way WHERE kind = ? AND uuid = ?";

/// What OS2sync holds of these objects is not known, so nothing may be concluded from their digests. The fields stay:
/// they name what was sent before.
void add_under_way(SQLite::Database& database, std::vector<LedgerEntry>& entries) {
  const auto key = [](const LedgerEntry& entry) { return std::tie(entry.kind, entry.uuid); };
  SQLite::Statement rows{database, "SELECT kind, uuid, source, parent FROM under_way ORDER BY kind, uuid"};
  while (rows.executeStep()) {
    LedgerEntry sent;
    sent.kind = static_cast<ObjectKind>(rows.getColumn(0).getInt());
    sent.uuid = read_uuid(rows.getColumn(1));
    sent.source = read_uuid(rows.getColumn(2));
    if (const SQLite::Column parent = rows.getColumn(3); !parent.isNull()) sent.parent = read_uuid(parent);
    const auto known = std::ranges::lower_bound(entries, key(sent), {}, key);
    if (known == entries.end() || key(*known) != key(sent)) {
      sent.accepted = false;
      entries.insert(known, std::move(sent));
      continue;
    }
    sent.accepted = !known->deleted;
    sent.fields = std::move(known->fields);
    sent.owned = known->owned;
    sent.changed_at = known->changed_at;
    *known = std::move(sent);
  }
}

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
    std::vector<LedgerEntry> entries;
    SQLite::Statement rows{database_, kSelectEntries};
    while (rows.executeStep()) entries.push_back(read_entry(rows));
    add_under_way(database_, entries);
    return entries;
  });
}

void SqliteLedger::begin(const LedgerEntry& after) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Statement statement{database_,
                                "INSERT OR REPLACE INTO under_way (kind, uuid, source, parent) VALUES (?, ?, ?, ?)"};
    bind_key(after.kind, after.uuid, statement);
    statement.bind(3, after.source.bytes().data(), static_cast<int>(after.source.bytes().size()));
    if (after.parent) statement.bind(4, after.parent->bytes().data(), static_cast<int>(after.parent->bytes().size()));
    statement.exec();
  });
}

void SqliteLedger::withdraw(ObjectKind kind, const Uuid& uuid) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Statement statement{database_, kEndUnderWay};
    run_on_key(kind, uuid, statement);
  });
}

void SqliteLedger::record(std::span<const LedgerEntry> entries) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    SQLite::Statement statement{database_, kReplaceEntry};
    SQLite::Statement deletion{database_, "INSERT INTO deletion (at, kind, uuid) VALUES (?, ?, ?)"};
    SQLite::Statement ended{database_, kEndUnderWay};
    SQLite::Statement look{database_, kEndLook};
    std::string buffer;
    for (const LedgerEntry& entry : entries) {
      bind_entry(entry, statement, buffer);
      statement.exec();
      statement.reset();
      run_on_key(entry.kind, entry.uuid, ended);
      run_on_key(entry.kind, entry.uuid, look);
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
