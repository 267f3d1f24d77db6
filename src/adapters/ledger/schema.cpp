// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/schema.hpp"

#include <array>
#include <string>
#include <string_view>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/ledger_file.hpp"
#include "core/error.hpp"
#include "core/mask.hpp"

namespace os2sync {
namespace {

// Strict types and checks: a row that got past them can be decoded.
constexpr const char* kFormat1 = R"sql(
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

// Deletions by time: an object that comes back loses its mark in `object`, but was deleted all the same.
constexpr const char* kFormat2 = R"sql(
  CREATE TABLE deletion (
    at   INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid BLOB    NOT NULL CHECK (length(uuid) = 16)
  ) STRICT;
  CREATE INDEX deletion_at ON deletion (at);
  INSERT INTO deletion (at, kind, uuid) SELECT changed_at, kind, uuid FROM object WHERE deleted = 1;
)sql";

// What guards remember: an operator's word, and since when something has been held back.
constexpr const char* kFormat3 = R"sql(
  CREATE TABLE approval (
    hash        TEXT    PRIMARY KEY,
    approved_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE approved_item (
    hash   TEXT    NOT NULL,
    action INTEGER NOT NULL CHECK (action BETWEEN 0 AND 3),
    kind   INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid   BLOB    NOT NULL CHECK (length(uuid) = 16),
    value  INTEGER NOT NULL,
    PRIMARY KEY (hash, action, kind, uuid, value)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE held (
    action INTEGER NOT NULL CHECK (action BETWEEN 0 AND 3),
    kind   INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid   BLOB    NOT NULL CHECK (length(uuid) = 16),
    since  INTEGER NOT NULL,
    PRIMARY KEY (action, kind, uuid)
  ) STRICT, WITHOUT ROWID;
)sql";

// Objects that were refused for good. What is at fault is a field's or a column's name, never a value.
constexpr const char* kFormat4 = R"sql(
  CREATE TABLE set_aside (
    kind     INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid     BLOB    NOT NULL CHECK (length(uuid) = 16),
    source   BLOB    NOT NULL CHECK (length(source) = 16),
    code     INTEGER NOT NULL CHECK (code >= 0),
    field    TEXT    NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts > 0),
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    payload  BLOB    NOT NULL CHECK (length(payload) = 16),
    retry    INTEGER NOT NULL CHECK (retry IN (0, 1)),
    PRIMARY KEY (kind, uuid)
  ) STRICT, WITHOUT ROWID;
)sql";

// What became of each change in FK-ORG, and when its lists were last compared.
constexpr const char* kFormat5 = R"sql(
  CREATE TABLE delivery (
    kind        INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid        BLOB    NOT NULL CHECK (length(uuid) = 16),
    accepted_at INTEGER NOT NULL,
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    checked_at  INTEGER NOT NULL,
    verified_at INTEGER NOT NULL,
    reposts     INTEGER NOT NULL CHECK (reposts >= 0),
    PRIMARY KEY (kind, uuid)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE delivery_lists (id INTEGER PRIMARY KEY CHECK (id = 1), compared_at INTEGER NOT NULL) STRICT;
)sql";

// Changes sent whose answer is not remembered yet: after a crash nobody knows whether OS2sync has them.
constexpr const char* kFormat6 = R"sql(
  CREATE TABLE under_way (
    kind   INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid   BLOB    NOT NULL CHECK (length(uuid) = 16),
    source BLOB    NOT NULL CHECK (length(source) = 16),
    parent BLOB             CHECK (length(parent) = 16),
    PRIMARY KEY (kind, uuid)
  ) STRICT, WITHOUT ROWID;
)sql";

// Objects on their way out of FK-ORG and back in, and what FK-ORG alone knew of them. Empty but during a repair.
constexpr const char* kFormat7 = R"sql(
  CREATE TABLE repair (
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    uuid BLOB    NOT NULL CHECK (length(uuid) = 16),
    way  INTEGER NOT NULL CHECK (way IN (0, 1)),
    step INTEGER NOT NULL CHECK (step IN (0, 1, 2, 3)),
    PRIMARY KEY (kind, uuid)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE repair_field (
    kind  INTEGER NOT NULL,
    uuid  BLOB    NOT NULL,
    name  TEXT    NOT NULL,
    place INTEGER NOT NULL,
    text  TEXT    NOT NULL,
    PRIMARY KEY (kind, uuid, name, place)
  ) STRICT, WITHOUT ROWID;
)sql";

// Which fields were ours, a bit each by field id; 0 in rows of earlier formats. What was taken over and not sent.
constexpr const char* kFormat8 = R"sql(
  ALTER TABLE object ADD COLUMN owned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE object ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0 CHECK (adopted IN (0, 1));
)sql";

/// What each format adds to the one before. Appended to, never changed: files of every format are out there.
constexpr std::array kFormats{kFormat1, kFormat2, kFormat3, kFormat4, kFormat5, kFormat6, kFormat7, kFormat8};
constexpr int kSchemaVersion = static_cast<int>(kFormats.size());

/// Where formats before the key's own file kept it, and what tells now whether a key belongs to this ledger.
constexpr const char* kKeyName = "digest_key";
constexpr const char* kKeyProofName = "key_proof";
constexpr std::string_view kProvenText = "os2sync-export ledger";

int read_number(SQLite::Database& database, const char* query) { return database.execAndGet(query).getInt(); }

void add_formats(SQLite::Database& database, std::size_t present) {
  for (std::size_t format = present; format < kFormats.size(); ++format) database.exec(kFormats.at(format));
  database.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
}

}  // namespace

bool is_blank(SQLite::Database& database) {
  return read_number(database, "PRAGMA application_id") == 0 && read_number(database, "PRAGMA user_version") == 0 &&
         read_number(database, "SELECT count(*) FROM sqlite_schema") == 0;
}

void create_schema(SQLite::Database& database) {
  SQLite::Transaction transaction{database};
  add_formats(database, 0);
  database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
  transaction.commit();
}

bool is_of_earlier_format(SQLite::Database& database) {
  return read_number(database, "PRAGMA user_version") < kSchemaVersion;
}

void bring_up_to_date(SQLite::Database& database) {
  SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
  add_formats(database, static_cast<std::size_t>(read_number(database, "PRAGMA user_version")));
  transaction.commit();
}

void check_schema(SQLite::Database& database, const std::string& path) {
  if (read_number(database, "PRAGMA application_id") != kApplicationId) refuse_foreign_file(path);
  if (const int version = read_number(database, "PRAGMA user_version"); version > kSchemaVersion || version < 1) {
    throw Error{ErrorKind::state,
                Text{"{}: the ledger has format {}, this program knows formats up to {}; run the version of "
                     "os2sync-export that wrote it, or a later one",
                     "{}: hovedbogen har format {}, programmet kender formater til og med {}; kør den version af "
                     "os2sync-export, der skrev den, eller en nyere"},
                path, mask_cpr(std::to_string(version)), kSchemaVersion};
  }
  const std::string verdict = database.execAndGet("PRAGMA quick_check(1)").getString();
  if (verdict != "ok") {
    throw Error{ErrorKind::state,
                Text{"{}: the ledger is damaged ({}); put a copy from before in its place. Without one, moving it away "
                     "lets everything be sent again, but nobody who has left is removed",
                     "{}: hovedbogen er beskadiget ({}); læg en tidligere kopi på dens plads. Uden en kopi kan den "
                     "flyttes væk, så alt sendes igen, men ingen, der er fratrådt, bliver slettet"},
                path, mask_cpr(verdict)};
  }
}

std::optional<DigestKey> load_embedded_key(SQLite::Database& database) {
  SQLite::Statement query{database, "SELECT value FROM meta WHERE name = ?"};
  query.bind(1, kKeyName);
  if (!query.executeStep()) return std::nullopt;
  const SQLite::Column value = query.getColumn(0);
  return DigestKey::from_bytes(
      {static_cast<const std::uint8_t*>(value.getBlob()), static_cast<std::size_t>(value.size())});
}

KeyFit test_key(SQLite::Database& database, const DigestKey& key) {
  SQLite::Statement query{database, "SELECT value FROM meta WHERE name = ?"};
  query.bind(1, kKeyProofName);
  if (!query.executeStep()) return KeyFit::unproven;
  return read_digest(query.getColumn(0)) == SodiumDigester{key}.digest(kProvenText) ? KeyFit::fits : KeyFit::other;
}

void tie_to_key(SQLite::Database& database, const DigestKey& key) {
  SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
  SQLite::Statement remove{database, "DELETE FROM meta WHERE name = ?"};
  remove.bind(1, kKeyName);
  remove.exec();
  SQLite::Statement write{database, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"};
  const Digest proof = SodiumDigester{key}.digest(kProvenText);
  write.bind(1, kKeyProofName);
  bind_bytes(write, 2, proof.bytes);
  write.exec();
  transaction.commit();
}

bool holds_digests(SQLite::Database& database) {
  return read_number(database, "SELECT EXISTS (SELECT 1 FROM object) OR EXISTS (SELECT 1 FROM set_aside)") != 0;
}

void forget_digests(SQLite::Database& database) {
  database.exec("UPDATE object SET digest = zeroblob(16), fields = x''");
}

FormatNumbers format_of(SQLite::Database& database) {
  return {read_number(database, "PRAGMA user_version"), kSchemaVersion};
}

}  // namespace os2sync
