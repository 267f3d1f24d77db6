// SPDX-License-Identifier: MPL-2.0
/// @file The digests' key in a file of its own, so that a copy of the ledger alone says nothing about anybody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "adapters/ledger/sodium_digester.hpp"
#include "core/said.hpp"

namespace os2sync {

/// "<ledger>.key".
std::string key_path_of(const std::string& ledger_path);

/// None when there is no file or what it holds is no key. Throws Error{state} when it cannot be read.
std::optional<DigestKey> read_key_file(const std::string& path);

/// Replaces the file whole or not at all, mode 0600; on disk when it returns. Throws Error{state}.
void write_key_file(const std::string& path, const DigestKey& key);

/// The key a writer works with: found, moved out of an early ledger, or made anew, with a remark when digests are lost
/// by that. Killed anywhere in between, the next call ends in the same.
DigestKey settle_key(SQLite::Database& database, const std::string& ledger_path, std::vector<Said>& remarks);

/// The key a looker works with; changes nothing. A random one, with a remark, when there is none that fits.
DigestKey find_key(SQLite::Database& database, const std::string& ledger_path, std::vector<Said>& remarks);

}  // namespace os2sync
