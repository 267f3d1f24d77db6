// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/open_ledger.hpp"

#include <filesystem>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Column.h>
#include <fmt/format.h>
#include <unistd.h>

#include "adapters/ledger/ledger_file.hpp"
#include "adapters/ledger/schema.hpp"
#include "adapters/ledger/sodium_digester.hpp"
#include "adapters/ledger/sqlite_errors.hpp"
#include "adapters/ledger/sqlite_guard_memory.hpp"
#include "adapters/ledger/sqlite_ledger.hpp"
#include "adapters/ledger/sqlite_repair_log.hpp"

namespace os2sync {
namespace {

OpenedLedger make_opened(const std::string& path, std::unique_ptr<WriterLock> lock, SQLite::Database database,
                         const DigestKey& key, std::vector<Said> remarks) {
  auto shared = std::make_shared<LedgerDatabase>(LedgerDatabase{path, std::move(lock), std::move(database)});
  OpenedLedger opened;
  opened.ledger = std::make_unique<SqliteLedger>(shared);
  opened.guard_memory = std::make_unique<SqliteGuardMemory>(shared);
  opened.digester = std::make_unique<SodiumDigester>(key);
  opened.repairs = std::make_unique<SqliteRepairLog>(shared);
  opened.remarks = std::move(remarks);
  return opened;
}

SQLite::Database make_database_in_memory() { return {":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}; }

/// A look at a place without a ledger finds an empty one that forgets everything, its key too.
OpenedLedger make_empty(const std::string& path, std::vector<Said> remarks) {
  return with_sqlite(path, kMake, [&] {
    SQLite::Database database = make_database_in_memory();
    create_schema(database);
    database.exec("PRAGMA query_only = ON");
    return make_opened(path, nullptr, std::move(database), DigestKey::make_random(), std::move(remarks));
  });
}

/// A look changes nothing, so a ledger of an earlier format is brought up to date in memory.
SQLite::Database copy_up_to_date(SQLite::Database& earlier) {
  SQLite::Database copy = make_database_in_memory();
  SQLite::Backup{copy, earlier}.executeStep();
  bring_up_to_date(copy);
  copy.exec("PRAGMA query_only = ON");
  return copy;
}

// A commit in WAL mode with synchronous=NORMAL is safe from kill -9 at once, from a power cut after the next
// checkpoint. What a power cut takes is sent again by the next run, which is harmless; an fsync per object is not free.
// File systems without shared memory give no WAL; there every commit waits for the disk.
void set_up_for_writing(SQLite::Database& database) {
  const bool has_log = database.execAndGet("PRAGMA journal_mode = WAL").getString() == "wal";
  database.exec(has_log ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
  database.exec("PRAGMA trusted_schema = OFF");
  database.exec("PRAGMA cell_size_check = ON");
}

SQLite::Database open_database_for_writing(const std::string& path, std::vector<Said>& remarks) {
  switch (inspect_file(path)) {
    case FileContent::foreign: refuse_foreign_file(path);
    case FileContent::old_exporter:
      remarks.push_back(say({"{}: the cache of the exporter before this one was moved to {}",
                             "{}: den tidligere eksportørs cache er flyttet til {}"},
                            path, move_aside(path)));
      create_private_file(path);
      break;
    case FileContent::absent: create_private_file(path); break;
    case FileContent::empty:
    case FileContent::database: break;
  }
  if (make_private(path))
    remarks.push_back(say({"{}: others could read the ledger; its mode is 0600 now",
                           "{}: andre kunne læse hovedbogen; dens rettigheder er nu 0600"},
                          path));
  SQLite::Database database{path, SQLite::OPEN_READWRITE};
  // Before the first change: a stranger's database is left exactly as it is.
  const bool blank = is_blank(database);
  if (!blank) check_schema(database, path);
  set_up_for_writing(database);
  if (blank) create_schema(database);
  if (is_of_earlier_format(database)) bring_up_to_date(database);
  return database;
}

DigestKey load_or_replace_key(SQLite::Database& database, const std::string& path, std::vector<Said>& remarks) {
  if (auto key = load_key(database)) return *std::move(key);
  remarks.push_back(say({"{}: the key of the ledger is lost and was made anew; everything is sent once more",
                         "{}: hovedbogens nøgle er tabt og er lavet på ny; alt sendes én gang til"},
                        path));
  const DigestKey key = DigestKey::make_random();
  store_key(database, key);
  return key;
}

std::string to_file_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    uri += plain ? std::string{c} : fmt::format("%{:02X}", byte);
  }
  return uri;
}

/// SQLite reads a WAL database only with two files beside it. Where those cannot be made, a database that nobody can be
/// writing to may be read alone, unless there is a log whose content would then be missed.
bool must_be_read_alone(const std::string& path) {
  const std::string directory = std::filesystem::absolute(path).parent_path().string();
  std::error_code none;
  const auto log_size = std::filesystem::file_size(path + "-wal", none);
  const bool has_log = !none && log_size > 0;
  return access(directory.c_str(), W_OK) != 0 && !has_log;
}

SQLite::Database open_database_for_reading(const std::string& path) {
  if (!must_be_read_alone(path)) return SQLite::Database{path, SQLite::OPEN_READONLY};
  return SQLite::Database{to_file_uri(path) + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI};
}

}  // namespace

OpenedLedger open_ledger(const std::string& path) {
  auto lock = std::make_unique<WriterLock>(path);
  return with_sqlite(path, kOpen, [&] {
    std::vector<Said> remarks;
    SQLite::Database database = open_database_for_writing(path, remarks);
    const DigestKey key = load_or_replace_key(database, path, remarks);
    return make_opened(path, std::move(lock), std::move(database), key, std::move(remarks));
  });
}

OpenedLedger open_ledger_for_reading(const std::string& path) {
  switch (inspect_file(path)) {
    case FileContent::absent:
    case FileContent::empty: return make_empty(path, {});
    case FileContent::old_exporter:
      return make_empty(
          path, {say({"{}: holds the cache of the exporter before this one, which counts as an empty ledger; the next "
                      "run that "
                      "writes moves it aside",
                      "{}: er den tidligere eksportørs cache, som regnes for en tom hovedbog; den næste kørsel, der "
                      "skriver, flytter den til side"},
                     path)});
    case FileContent::foreign: refuse_foreign_file(path);
    case FileContent::database: break;
  }
  return with_sqlite(path, kOpen, [&] {
    SQLite::Database database = open_database_for_reading(path);
    if (is_blank(database)) return make_empty(path, {});
    check_schema(database, path);
    const auto key = load_key(database);
    std::vector<Said> remarks;
    if (!key)
      remarks.push_back(say({"{}: the key of the ledger is lost; everything counts as changed",
                             "{}: hovedbogens nøgle er tabt; alt regnes for ændret"},
                            path));
    if (is_of_earlier_format(database)) database = copy_up_to_date(database);
    return make_opened(path, nullptr, std::move(database), key.value_or(DigestKey::make_random()), std::move(remarks));
  });
}

}  // namespace os2sync
