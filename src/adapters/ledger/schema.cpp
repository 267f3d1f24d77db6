// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/schema.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "adapters/ledger/ledger_file.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

// Strict types and checks: a row that got past them can be decoded.
constexpr const char* kTables = R"sql(
  CREATE TABLE object (
    kind       INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid       BLOB    NOT NULL CHECK (length(uuid) = 16),
    source     BLOB    NOT NULL CHECK (length(source) = 16),
    parent     BLOB             CHECK (length(parent) = 16),
    digest     BLOB    NOT NULL CHECK (length(digest) = 16),
    fields     BLOB    NOT NULL CHECK (length(fields) % 9 = 0),
    deleted    INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (kind, uuid)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    units_read   INTEGER NOT NULL,
    persons_read INTEGER NOT NULL,
    finished_at  INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
)sql";
constexpr const char* kKeyName = "digest_key";

int read_number(SQLite::Database& database, const char* query) { return database.execAndGet(query).getInt(); }

}  // namespace

bool is_blank(SQLite::Database& database) {
  return read_number(database, "PRAGMA application_id") == 0 && read_number(database, "PRAGMA user_version") == 0 &&
         read_number(database, "SELECT count(*) FROM sqlite_schema") == 0;
}

void create_schema(SQLite::Database& database) {
  SQLite::Transaction transaction{database};
  database.exec(kTables);
  store_key(database, DigestKey::make_random());
  database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
  database.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
  transaction.commit();
}

void check_schema(SQLite::Database& database, const std::string& path) {
  if (read_number(database, "PRAGMA application_id") != kApplicationId) refuse_foreign_file(path);
  if (const int version = read_number(database, "PRAGMA user_version"); version != kSchemaVersion) {
    throw Error{ErrorKind::state,
                "{}: the ledger has format {}, this program knows format {}; run the version of os2sync-export that "
                "wrote it, or a later one",
                path, version, kSchemaVersion};
  }
  const std::string verdict = database.execAndGet("PRAGMA quick_check(1)").getString();
  if (verdict != "ok") {
    throw Error{ErrorKind::state,
                "{}: the ledger is damaged ({}); put a copy from before in its place. Without one, moving it away lets "
                "everything be sent again, but nobody who has left is removed",
                path, verdict};
  }
}

std::optional<DigestKey> load_key(SQLite::Database& database) {
  SQLite::Statement query{database, "SELECT value FROM meta WHERE name = ?"};
  query.bind(1, kKeyName);
  if (!query.executeStep()) return std::nullopt;
  const SQLite::Column value = query.getColumn(0);
  return DigestKey::from_bytes(
      {static_cast<const std::uint8_t*>(value.getBlob()), static_cast<std::size_t>(value.size())});
}

void store_key(SQLite::Database& database, const DigestKey& key) {
  SQLite::Statement write{database, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"};
  const auto bytes = key.reveal_for_hashing();
  write.bind(1, kKeyName);
  write.bind(2, bytes.data(), static_cast<int>(bytes.size()));
  write.exec();
}

}  // namespace os2sync
