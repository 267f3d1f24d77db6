// SPDX-License-Identifier: MPL-2.0
/// @file A ledger as the first version of the program wrote it.
#pragma once

#include <filesystem>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

namespace os2sync::test {

/// It lay in the ledger itself then.
inline const std::string kKeyOfFormat1 = "0123456789abcdefFEDCBA9876543210";

/// Format 1 as it was written, with a sent and a deleted user.
inline void write_format_1(const std::string& path) {
  SQLite::Database database{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  database.exec(R"sql(
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
    INSERT INTO run VALUES (1, 30, 300, 42);
    INSERT INTO meta VALUES ('digest_key', CAST('0123456789abcdefFEDCBA9876543210' AS BLOB));
    INSERT INTO object VALUES (1, x'11111111111111111111111111111111', zeroblob(16), NULL, zeroblob(16), x'', 0, 100);
    INSERT INTO object VALUES (1, x'22222222222222222222222222222222', zeroblob(16), NULL, zeroblob(16), x'', 1, 200);
    PRAGMA application_id = 0x4F325345;
    PRAGMA user_version = 1;
  )sql");
  std::filesystem::permissions(path, std::filesystem::perms{0600});
}

}  // namespace os2sync::test
