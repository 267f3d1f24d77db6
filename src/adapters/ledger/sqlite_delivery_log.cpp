// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_delivery_log.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/sqlite_errors.hpp"

namespace os2sync {
namespace {

Delivery read_delivery(SQLite::Statement& row) {
  Delivery delivery;
  delivery.kind = static_cast<ObjectKind>(row.getColumn(0).getInt());
  delivery.uuid = read_uuid(row.getColumn(1));
  delivery.accepted_at = row.getColumn(2).getInt64();
  delivery.state = static_cast<DeliveryState>(row.getColumn(3).getInt());
  delivery.checked_at = row.getColumn(4).getInt64();
  delivery.verified_at = row.getColumn(5).getInt64();
  delivery.reposts = row.getColumn(6).getInt64();
  return delivery;
}

}  // namespace

SqliteDeliveryLog::SqliteDeliveryLog(std::shared_ptr<LedgerDatabase> ledger)
    : shared_{std::move(ledger)}, path_{shared_->path}, database_{shared_->database} {}

std::vector<Delivery> SqliteDeliveryLog::load() {
  return with_sqlite(path_, kRead, [&] {
    std::vector<Delivery> deliveries;
    SQLite::Statement rows{database_,
                           "SELECT kind, uuid, accepted_at, state, checked_at, verified_at, reposts FROM delivery "
                           "ORDER BY kind, uuid"};
    while (rows.executeStep()) deliveries.push_back(read_delivery(rows));
    return deliveries;
  });
}

void SqliteDeliveryLog::record(std::span<const Delivery> deliveries) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    SQLite::Statement statement{
        database_,
        "INSERT OR REPLACE INTO delivery (kind, uuid, accepted_at, state, checked_at, verified_at, reposts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"};
    for (const Delivery& delivery : deliveries) {
      statement.bind(1, static_cast<int>(delivery.kind));
      statement.bind(2, delivery.uuid.bytes().data(), static_cast<int>(delivery.uuid.bytes().size()));
      statement.bind(3, delivery.accepted_at);
      statement.bind(4, static_cast<int>(delivery.state));
      statement.bind(5, delivery.checked_at);
      statement.bind(6, delivery.verified_at);
      statement.bind(7, delivery.reposts);
      statement.exec();
      statement.reset();
    }
    transaction.commit();
  });
}

std::optional<std::int64_t> SqliteDeliveryLog::lists_compared_at() {
  return with_sqlite(path_, kRead, [&]() -> std::optional<std::int64_t> {
    SQLite::Statement row{database_, "SELECT compared_at FROM delivery_lists WHERE id = 1"};
    if (!row.executeStep()) return std::nullopt;
    return row.getColumn(0).getInt64();
  });
}

void SqliteDeliveryLog::record_lists_compared(std::int64_t time) {
  with_sqlite(path_, kWriteTo, [&] {
    SQLite::Statement statement{database_, "INSERT OR REPLACE INTO delivery_lists (id, compared_at) VALUES (1, ?)"};
    statement.bind(1, time);
    statement.exec();
  });
}

}  // namespace os2sync
