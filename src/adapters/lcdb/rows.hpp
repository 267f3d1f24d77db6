// SPDX-License-Identifier: MPL-2.0
/// @file The tables of an LC database as the records of a source. One statement a table, nothing is joined in SQL.
#pragma once

#include <string>

#include "adapters/lcdb/lcdb_file.hpp"
#include "core/scope.hpp"
#include "core/source.hpp"
#include "ports/source.hpp"

namespace os2sync::lcdb {

/// How many statements read_rows runs at most.
inline constexpr std::size_t kStatements = 10;

/// Everything a run may use. Rows that belong to nobody are left out, as OS2MO's are by the rules.
/// Throws Error{unavailable} for a uuid that is none, naming table and row.
Snapshot read_rows(LcDbFile& file, const ReadRequest& request);

/// Whose account is called `user_key`, exactly.
Scope read_owners(LcDbFile& file, const std::string& user_key);

}  // namespace os2sync::lcdb
