// SPDX-License-Identifier: MPL-2.0
/// @file The ledger's tables and the proof that a database is ours.
#pragma once

#include <optional>
#include <string>

#include <SQLiteCpp/Database.h>

#include "adapters/ledger/sodium_digester.hpp"

namespace os2sync {

/// "O2SE": tells our databases from all others, and `file` from the command line too.
inline constexpr int kApplicationId = 0x4F325345;

/// True for a database nobody has put anything into: the file of a run that died while making it.
bool is_blank(SQLite::Database& database);

/// Makes tables, marks and key in one transaction: afterwards the ledger is there, before it the file is blank.
void create_schema(SQLite::Database& database);

/// True for a ledger that an earlier version of this program wrote.
bool is_of_earlier_format(SQLite::Database& database);

/// Adds what later formats have, in one transaction.
void bring_up_to_date(SQLite::Database& database);

/// Throws Error{state} when the database is foreign, of a newer version, or damaged.
void check_schema(SQLite::Database& database, const std::string& path);

/// None when it is lost.
std::optional<DigestKey> load_key(SQLite::Database& database);
void store_key(SQLite::Database& database, const DigestKey& key);

}  // namespace os2sync
