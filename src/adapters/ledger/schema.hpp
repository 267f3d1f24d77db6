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

/// Makes tables and marks in one transaction: afterwards the ledger is there, before it the file is blank.
void create_schema(SQLite::Database& database);

/// True for a ledger that an earlier version of this program wrote.
bool is_of_earlier_format(SQLite::Database& database);

/// Adds what later formats have, in one transaction.
void bring_up_to_date(SQLite::Database& database);

/// Throws Error{state} when the database is foreign, of a newer version, or damaged.
void check_schema(SQLite::Database& database, const std::string& path);

struct FormatNumbers {
  int of_file = 0;
  int newest = 0;  ///< that this program knows
};
FormatNumbers format_of(SQLite::Database& database);

/// The key that early ledgers kept in the file itself; none in later ones.
std::optional<DigestKey> load_embedded_key(SQLite::Database& database);
/// Whether the ledger's digests were made with a key; `unproven` = it was not yet tied to any.
enum class KeyFit { fits, other, unproven };
KeyFit test_key(SQLite::Database& database, const DigestKey& key);
/// Leaves a proof of the key behind, by which it is known again, and takes an embedded key out.
void tie_to_key(SQLite::Database& database, const DigestKey& key);
/// False for a ledger without a single digest, which no key can be missing for.
bool holds_digests(SQLite::Database& database);
/// Takes away digests that nothing can be compared with any more: everything counts as changed, no field by name.
void forget_digests(SQLite::Database& database);

}  // namespace os2sync
