// SPDX-License-Identifier: MPL-2.0
/// @file The ledger's database with the lock that keeps other writers out: what the class of each table stands on.
#pragma once

#include <memory>
#include <string>

#include <SQLiteCpp/Database.h>

#include "adapters/ledger/writer_lock.hpp"

namespace os2sync {

/// For one thread at a time. Shared by the classes of its tables, and closed with the last of them.
struct LedgerDatabase {
  std::string path;
  std::unique_ptr<WriterLock> lock;  ///< outlives the database: nobody else may write before it is closed; null = read
  SQLite::Database database;
};

}  // namespace os2sync
