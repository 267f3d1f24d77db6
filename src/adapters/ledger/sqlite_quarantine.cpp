// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_quarantine.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/sqlite_errors.hpp"

namespace os2sync {
namespace {

constexpr const char* kSelect =
    "SELECT kind, uuid, source, code, field, attempts, first_at, last_at, payload, retry FROM set_aside "
    "ORDER BY kind, uuid";
constexpr const char* kReplace =
    "INSERT OR REPLACE INTO set_aside (kind, uuid, source, code, field, attempts, first_at, last_at, payload, retry) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

SetAside read_row(SQLite::Statement& row) {
  SetAside object;
  object.kind = static_cast<ObjectKind>(row.getColumn(0).getInt());
  object.uuid = read_uuid(row.getColumn(1));
  object.source = read_uuid(row.getColumn(2));
  // A later version may know reasons that this one cannot name.
  const int code = row.getColumn(3).getInt();
  object.code = code < kRejectionCodeCount ? static_cast<RejectionCode>(code) : RejectionCode::refused_by_os2sync;
  object.field = row.getColumn(4).getString();
  object.attempts = row.getColumn(5).getInt64();
  object.first_at = row.getColumn(6).getInt64();
  object.last_at = row.getColumn(7).getInt64();
  object.payload = read_digest(row.getColumn(8));
  object.retry = row.getColumn(9).getInt() != 0;
  return object;
}

}  // namespace

std::vector<SetAside> SqliteQuarantine::load() {
  return with_sqlite(shared_->path, kRead, [&] {
    std::vector<SetAside> objects;
    SQLite::Statement rows{shared_->database, kSelect};
    while (rows.executeStep()) objects.push_back(read_row(rows));
    return objects;
  });
}

void SqliteQuarantine::put(const SetAside& object) {
  with_sqlite(shared_->path, kWriteTo, [&] {
    SQLite::Statement statement{shared_->database, kReplace};
    statement.bind(1, static_cast<int>(object.kind));
    bind_bytes(statement, 2, object.uuid.bytes());
    bind_bytes(statement, 3, object.source.bytes());
    statement.bind(4, static_cast<int>(object.code));
    statement.bind(5, object.field);
    statement.bind(6, object.attempts);
    statement.bind(7, object.first_at);
    statement.bind(8, object.last_at);
    bind_bytes(statement, 9, object.payload.bytes);
    statement.bind(10, object.retry ? 1 : 0);
    statement.exec();
  });
}

void SqliteQuarantine::release(ObjectKind kind, const Uuid& uuid) {
  with_sqlite(shared_->path, kWriteTo, [&] {
    SQLite::Statement statement{shared_->database, "DELETE FROM set_aside WHERE kind = ? AND uuid = ?"};
    statement.bind(1, static_cast<int>(kind));
    bind_bytes(statement, 2, uuid.bytes());
    statement.exec();
  });
}

}  // namespace os2sync
