// SPDX-License-Identifier: MPL-2.0
/// @file One ledger entry as one row of the table `object`.
#pragma once

#include <string>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "core/ledger_entry.hpp"

namespace os2sync {

inline constexpr const char* kSelectEntries =
    "SELECT kind, uuid, source, parent, digest, fields, deleted, changed_at, owned, adopted FROM object ORDER BY kind, "
    "uuid";
inline constexpr const char* kReplaceEntry =
    "INSERT OR REPLACE INTO object (kind, uuid, source, parent, digest, fields, deleted, changed_at, owned, adopted) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

// What is read throws SQLite::Exception with SQLITE_CORRUPT when this program cannot have written it.

Uuid read_uuid(const SQLite::Column& column);
Digest read_digest(const SQLite::Column& column);

/// Binds an array of bytes, which must live until the statement has run. The first parameter is 1.
template <typename Bytes>
void bind_bytes(SQLite::Statement& statement, int parameter, const Bytes& bytes) {
  statement.bindNoCopy(parameter, bytes.data(), static_cast<int>(bytes.size()));
}

/// Reads the current row of kSelectEntries.
LedgerEntry read_entry(SQLite::Statement& row);

/// Binds all parameters of kReplaceEntry. `buffer` holds the packed fields and must live until the statement has run.
void bind_entry(const LedgerEntry& entry, SQLite::Statement& statement, std::string& buffer);

}  // namespace os2sync
