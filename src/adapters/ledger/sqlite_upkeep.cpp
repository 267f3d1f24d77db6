// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_upkeep.hpp"

#include <array>
#include <filesystem>
#include <set>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/schema.hpp"
#include "adapters/ledger/sqlite_errors.hpp"

namespace os2sync {
namespace {

void count_by_kind(SQLite::Database& database, const char* query, StateFacts& facts, std::int64_t StateCounts::*count) {
  SQLite::Statement rows{database, query};
  while (rows.executeStep()) {
    const auto kind = static_cast<ObjectKind>(rows.getColumn(0).getInt());
    StateCounts& counts = kind == ObjectKind::unit ? facts.units : facts.users;
    counts.*count = rows.getColumn(1).getInt64();
  }
}

std::int64_t read_number(SQLite::Database& database, const char* query) {
  return database.execAndGet(query).getInt64();
}

std::optional<std::int64_t> read_time(SQLite::Database& database, const char* query) {
  const SQLite::Column time = database.execAndGet(query);
  if (time.isNull()) return std::nullopt;
  return time.getInt64();
}

/// Tables that tie an FK uuid to an OS2MO uuid.
constexpr std::array kTables{"object", "set_aside", "under_way"};

/// Adds to `uuids` what the statement gives for each of `asked`.
void add_related(SQLite::Database& database, const std::string& query, std::span<const Uuid> asked,
                 std::set<Uuid>& uuids) {
  SQLite::Statement rows{database, query};
  for (const Uuid& uuid : asked) {
    bind_bytes(rows, 1, uuid.bytes());
    while (rows.executeStep()) uuids.insert(read_uuid(rows.getColumn(0)));
    rows.reset();
  }
}

void erase(SQLite::Database& database, const std::set<Uuid>& tied) {
  SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
  for (const char* query : {
           "DELETE FROM object WHERE uuid = ?1",
           "DELETE FROM set_aside WHERE uuid = ?1",
           "DELETE FROM under_way WHERE uuid = ?1",
           "DELETE FROM delivery WHERE uuid = ?1",
           "DELETE FROM held WHERE uuid = ?1",
           "DELETE FROM repair WHERE uuid = ?1",
           "DELETE FROM repair_field WHERE uuid = ?1",
           // What is left of an approval approves less, never more.
           "DELETE FROM approved_item WHERE uuid = ?1",
           // That somebody was deleted then still counts for the limits on deletions; who it was goes.
           "UPDATE deletion SET uuid = zeroblob(16) WHERE uuid = ?1",
       }) {
    SQLite::Statement statement{database, query};
    for (const Uuid& uuid : tied) {
      bind_bytes(statement, 1, uuid.bytes());
      statement.exec();
      statement.reset();
    }
  }
  transaction.commit();
  // The log still holds the pages as they were.
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

StateFacts SqliteUpkeep::examine() {
  return with_sqlite(shared_->path, kRead, [&] {
    SQLite::Database& database = shared_->database;
    StateFacts facts;
    facts.path = shared_->path;
    std::error_code none;
    const auto size = std::filesystem::file_size(shared_->path, none);
    facts.exists = !none && size > 0;
    facts.bytes = facts.exists ? static_cast<std::int64_t>(size) : 0;
    const FormatNumbers format = format_of(database);
    facts.format = format.of_file;
    facts.newest_format = format.newest;
    facts.has_key = has_key_;
    facts.integrity = database.execAndGet("PRAGMA integrity_check(1)").getString();
    count_by_kind(database, "SELECT kind, count(*) FROM object WHERE deleted = 0 GROUP BY kind", facts,
                  &StateCounts::sent);
    count_by_kind(database, "SELECT kind, count(*) FROM object WHERE deleted = 1 GROUP BY kind", facts,
                  &StateCounts::deleted);
    count_by_kind(database, "SELECT kind, count(*) FROM set_aside GROUP BY kind", facts, &StateCounts::set_aside);
    facts.deletions = read_number(database, "SELECT count(*) FROM deletion");
    facts.first_change = read_time(database, "SELECT min(changed_at) FROM object");
    facts.last_change = read_time(database, "SELECT max(changed_at) FROM object");
    return facts;
  });
}

Forgotten SqliteUpkeep::forget(std::span<const Uuid> uuids, bool dry_run) {
  return with_sqlite(shared_->path, dry_run ? kRead : kWriteTo, [&] {
    SQLite::Database& database = shared_->database;
    std::set<Uuid> sources{uuids.begin(), uuids.end()};
    for (const char* table : kTables)
      add_related(database, fmt::format("SELECT source FROM {} WHERE uuid = ?", table), uuids, sources);
    const std::vector<Uuid> asked{sources.begin(), sources.end()};
    // Whose source is among them is tied itself, so from here on the uuid alone decides.
    std::set<Uuid> tied = std::move(sources);
    for (const char* table : kTables)
      add_related(database, fmt::format("SELECT uuid FROM {} WHERE source = ?", table), asked, tied);

    Forgotten forgotten;
    forgotten.uuids.assign(tied.begin(), tied.end());
    SQLite::Statement rows{database, kSelectEntries};
    while (rows.executeStep()) {
      LedgerEntry entry = read_entry(rows);
      if (tied.contains(entry.uuid)) forgotten.entries.push_back(std::move(entry));
    }
    rows.reset();
    SQLite::Statement aside{database, "SELECT uuid FROM set_aside"};
    while (aside.executeStep()) {
      if (tied.contains(read_uuid(aside.getColumn(0)))) ++forgotten.set_aside;
    }
    aside.reset();
    SQLite::Statement logged{database, "SELECT uuid FROM deletion"};
    while (logged.executeStep()) {
      if (tied.contains(read_uuid(logged.getColumn(0)))) ++forgotten.deletions;
    }
    logged.reset();
    if (!dry_run) erase(database, tied);
    return forgotten;
  });
}

}  // namespace os2sync
