// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_guard_memory.hpp"

#include <algorithm>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/sqlite_errors.hpp"

namespace os2sync {
namespace {

void bind_uuid(SQLite::Statement& statement, int place, const Uuid& uuid) {
  statement.bind(place, uuid.bytes().data(), static_cast<int>(uuid.bytes().size()));
}

HeldAction read_action(const SQLite::Column& column) { return static_cast<HeldAction>(column.getInt()); }
ObjectKind read_kind(const SQLite::Column& column) { return static_cast<ObjectKind>(column.getInt()); }

}  // namespace

SqliteGuardMemory::SqliteGuardMemory(std::shared_ptr<LedgerDatabase> ledger)
    : shared_{std::move(ledger)}, path_{shared_->path}, database_{shared_->database} {}

std::vector<Approval> SqliteGuardMemory::approvals() {
  return with_sqlite(path_, kRead, [&] {
    std::vector<Approval> approvals;
    SQLite::Statement rows{database_, "SELECT hash, approved_at FROM approval ORDER BY approved_at, hash"};
    while (rows.executeStep()) {
      Approval approval;
      approval.hash = rows.getColumn(0).getString();
      approval.approved_at = rows.getColumn(1).getInt64();
      approval.items = items_of(approval.hash);
      approvals.push_back(std::move(approval));
    }
    return approvals;
  });
}

std::vector<HeldItem> SqliteGuardMemory::items_of(const std::string& hash) {
  std::vector<HeldItem> items;
  SQLite::Statement rows{database_, "SELECT action, kind, uuid, value FROM approved_item WHERE hash = ?"};
  rows.bind(1, hash);
  while (rows.executeStep()) {
    items.push_back({read_action(rows.getColumn(0)), read_kind(rows.getColumn(1)), read_uuid(rows.getColumn(2)),
                     static_cast<std::uint64_t>(rows.getColumn(3).getInt64())});
  }
  std::sort(items.begin(), items.end());  // SQLite sorts `value` with its sign
  return items;
}

void SqliteGuardMemory::approve(const Approval& approval, std::int64_t forget_before) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    for (const Approval& earlier : approvals()) {
      if (earlier.approved_at < forget_before) forget(earlier.hash);
    }
    forget(approval.hash);
    SQLite::Statement head{database_, "INSERT INTO approval (hash, approved_at) VALUES (?, ?)"};
    head.bind(1, approval.hash);
    head.bind(2, approval.approved_at);
    head.exec();
    SQLite::Statement row{database_,
                          "INSERT INTO approved_item (hash, action, kind, uuid, value) VALUES (?, ?, ?, ?, ?)"};
    for (const HeldItem& item : approval.items) {
      row.bind(1, approval.hash);
      row.bind(2, static_cast<int>(item.action));
      row.bind(3, static_cast<int>(item.kind));
      bind_uuid(row, 4, item.uuid);
      row.bind(5, static_cast<std::int64_t>(item.value));
      row.exec();
      row.reset();
    }
    transaction.commit();
  });
}

bool SqliteGuardMemory::revoke(const std::string& hash) {
  return with_sqlite(path_, kWriteTo, [&] {
    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    SQLite::Statement known{database_, "SELECT 1 FROM approval WHERE hash = ?"};
    known.bind(1, hash);
    const bool is_known = known.executeStep();
    known.reset();
    forget(hash);
    transaction.commit();
    return is_known;
  });
}

void SqliteGuardMemory::forget(const std::string& hash) {
  for (const char* table : {"approved_item", "approval"}) {
    SQLite::Statement statement{database_, fmt::format("DELETE FROM {} WHERE hash = ?", table)};
    statement.bind(1, hash);
    statement.exec();
  }
}

std::vector<HeldSince> SqliteGuardMemory::held() {
  return with_sqlite(path_, kRead, [&] {
    std::vector<HeldSince> held;
    SQLite::Statement rows{database_, "SELECT action, kind, uuid, since FROM held ORDER BY action, kind, uuid"};
    while (rows.executeStep()) {
      held.push_back({read_action(rows.getColumn(0)), read_kind(rows.getColumn(1)), read_uuid(rows.getColumn(2)),
                      rows.getColumn(3).getInt64()});
    }
    return held;
  });
}

void SqliteGuardMemory::record_held(std::span<const HeldSince> held) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    database_.exec("DELETE FROM held");
    SQLite::Statement row{database_, "INSERT INTO held (action, kind, uuid, since) VALUES (?, ?, ?, ?)"};
    for (const HeldSince& one : held) {
      row.bind(1, static_cast<int>(one.action));
      row.bind(2, static_cast<int>(one.kind));
      bind_uuid(row, 3, one.uuid);
      row.bind(4, one.since);
      row.exec();
      row.reset();
    }
    transaction.commit();
  });
}

}  // namespace os2sync
