// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_repair_log.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/sqlite_errors.hpp"

namespace os2sync {
namespace {

/// Where a text that is no list stands; the items of a list count from 0, and an empty list is not kept at all.
constexpr int kNoList = -1;

void bind_key(SQLite::Statement& statement, const ObjectKey& object) {
  statement.bind(1, static_cast<int>(object.first));
  statement.bind(2, object.second.bytes().data(), static_cast<int>(object.second.bytes().size()));
}

ObjectKey read_key(SQLite::Statement& row) {
  return {static_cast<ObjectKind>(row.getColumn(0).getInt()), read_uuid(row.getColumn(1))};
}

void run_for(SQLite::Database& database, const char* query, const ObjectKey& object) {
  SQLite::Statement statement{database, query};
  bind_key(statement, object);
  statement.exec();
}

void erase(SQLite::Database& database, const ObjectKey& object) {
  run_for(database, "DELETE FROM repair_field WHERE kind = ? AND uuid = ?", object);
  run_for(database, "DELETE FROM repair WHERE kind = ? AND uuid = ?", object);
}

void insert_text(SQLite::Statement& statement, const ObjectKey& object, const std::string& name, int place,
                 const std::string& text) {
  bind_key(statement, object);
  statement.bind(3, name);
  statement.bind(4, place);
  statement.bind(5, text);
  statement.exec();
  statement.reset();
}

void insert(SQLite::Database& database, const OpenRepair& repair) {
  const ObjectKey object{repair.kind, repair.uuid};
  SQLite::Statement row{database, "INSERT INTO repair (kind, uuid, way, step) VALUES (?, ?, ?, ?)"};
  bind_key(row, object);
  row.bind(3, static_cast<int>(repair.way));
  row.bind(4, static_cast<int>(repair.step));
  row.exec();
  SQLite::Statement field{database, "INSERT INTO repair_field (kind, uuid, name, place, text) VALUES (?, ?, ?, ?, ?)"};
  for (const auto& [name, value] : repair.kept) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      insert_text(field, object, name, kNoList, *text);
      continue;
    }
    int place = 0;
    for (const std::string& item : std::get<std::vector<std::string>>(value))
      insert_text(field, object, name, place++, item);
  }
}

void add_field(SQLite::Statement& row, FkFields& fields) {
  const std::string name = row.getColumn(2).getString();
  std::string text = row.getColumn(4).getString();
  if (row.getColumn(3).getInt() == kNoList) {
    fields.emplace(name, std::move(text));
    return;
  }
  const auto list = fields.try_emplace(name, std::vector<std::string>{}).first;
  std::get<std::vector<std::string>>(list->second).push_back(std::move(text));
}

}  // namespace

SqliteRepairLog::SqliteRepairLog(std::shared_ptr<LedgerDatabase> ledger) : shared_{std::move(ledger)} {}

OpenRepairs SqliteRepairLog::load() {
  return with_sqlite(shared_->path, kRead, [&] {
    OpenRepairs repairs;
    SQLite::Statement rows{shared_->database, "SELECT kind, uuid, way, step FROM repair"};
    while (rows.executeStep()) {
      const ObjectKey key = read_key(rows);
      repairs.emplace(key, OpenRepair{key.first,
                                      key.second,
                                      static_cast<RepairWay>(rows.getColumn(2).getInt()),
                                      static_cast<RepairStep>(rows.getColumn(3).getInt()),
                                      {}});
    }
    SQLite::Statement fields{shared_->database,
                             "SELECT kind, uuid, name, place, text FROM repair_field JOIN repair USING (kind, uuid) "
                             "ORDER BY kind, uuid, name, place"};
    while (fields.executeStep()) add_field(fields, repairs.at(read_key(fields)).kept);
    return repairs;
  });
}

void SqliteRepairLog::record(std::span<const OpenRepair> repairs) {
  with_sqlite(shared_->path, kWriteTo, [&] {
    SQLite::Transaction transaction{shared_->database, SQLite::TransactionBehavior::IMMEDIATE};
    for (const OpenRepair& repair : repairs) {
      erase(shared_->database, {repair.kind, repair.uuid});
      insert(shared_->database, repair);
    }
    transaction.commit();
  });
}

void SqliteRepairLog::forget(const ObjectKey& object) {
  with_sqlite(shared_->path, kWriteTo, [&] {
    SQLite::Transaction transaction{shared_->database, SQLite::TransactionBehavior::IMMEDIATE};
    erase(shared_->database, object);
    transaction.commit();
  });
}

}  // namespace os2sync
