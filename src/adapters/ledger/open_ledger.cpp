// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/open_ledger.hpp"

#include <filesystem>
#include <string_view>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Column.h>
#include <fmt/format.h>
#include <unistd.h>

#include "adapters/ledger/key_file.hpp"
#include "adapters/ledger/ledger_file.hpp"
#include "adapters/ledger/schema.hpp"
#include "adapters/ledger/sodium_digester.hpp"
#include "adapters/ledger/sqlite_delivery_log.hpp"
#include "adapters/ledger/sqlite_errors.hpp"
#include "adapters/ledger/sqlite_guard_memory.hpp"
#include "adapters/ledger/sqlite_ledger.hpp"
#include "adapters/ledger/sqlite_quarantine.hpp"
#include "adapters/ledger/sqlite_repair_log.hpp"
#include "adapters/ledger/sqlite_upkeep.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

OpenedLedger make_opened(const std::string& path, std::unique_ptr<WriterLock> lock, SQLite::Database database,
                         const DigestKey& key, std::vector<Said> remarks) {
  auto shared = std::make_shared<LedgerDatabase>(LedgerDatabase{path, std::move(lock), std::move(database)});
  OpenedLedger opened;
  opened.ledger = std::make_unique<SqliteLedger>(shared);
  opened.guard_memory = std::make_unique<SqliteGuardMemory>(shared);
  opened.deliveries = std::make_unique<SqliteDeliveryLog>(shared);
  opened.digester = std::make_unique<SodiumDigester>(key);
  opened.quarantine = std::make_unique<SqliteQuarantine>(shared);
  opened.upkeep = std::make_unique<SqliteUpkeep>(shared, test_key(shared->database, key) == KeyFit::fits);
  opened.repairs = std::make_unique<SqliteRepairLog>(shared);
  opened.remarks = std::move(remarks);
  return opened;
}

/// The key is made after the tables, so an empty file beside a key was once a ledger and must not pass for a new one.
void refuse_emptied_file(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::exists(key_path_of(path), none)) return;
  throw Error{
      ErrorKind::state,
      Text{"{}: the ledger is damaged (the file is empty, its key is not); put a copy from before in its place. "
           "Without one, removing it lets everything be sent again, but nobody who has left is removed",
           "{}: hovedbogen er beskadiget (filen er tom, dens nøgle er ikke); læg en tidligere kopi på dens plads. "
           "Uden en kopi kan den slettes, så alt sendes igen, men ingen, der er fratrådt, bliver slettet"},
      path};
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

/// A look changes nothing, so what has to be put right in a ledger first is put right in memory.
template <typename Mend>
SQLite::Database copy_mended(SQLite::Database& original, Mend mend) {
  SQLite::Database copy = make_database_in_memory();
  SQLite::Backup{copy, original}.executeStep();
  mend(copy);
  copy.exec("PRAGMA query_only = ON");
  return copy;
}

// Every commit waits for the disk, so that not even a power cut takes what OS2sync has accepted. File systems without
// shared memory give no WAL; there SQLite's rollback journal does the same.
void set_up_for_writing(SQLite::Database& database) {
  database.execAndGet("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA secure_delete = ON");  // what is taken out is overwritten
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
    case FileContent::empty: refuse_emptied_file(path); break;
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

std::string to_file_uri(const std::string& path) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/.-_";
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
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
    const DigestKey key = settle_key(database, path, remarks);
    return make_opened(path, std::move(lock), std::move(database), key, std::move(remarks));
  });
}

OpenedLedger open_ledger_for_reading(const std::string& path) {
  switch (inspect_file(path)) {
    case FileContent::empty: refuse_emptied_file(path); return make_empty(path, {});
    case FileContent::absent: return make_empty(path, {});
    case FileContent::old_exporter:
      return make_empty(
          path, std::vector(1, say({"{}: holds the cache of the exporter before this one, which counts as an empty "
                                    "ledger; the next run that writes moves it aside",
                                    "{}: er den tidligere eksportørs cache, som regnes for en tom hovedbog; den næste "
                                    "kørsel, der skriver, flytter den til side"},
                                   path)));
    case FileContent::foreign: refuse_foreign_file(path);
    case FileContent::database: break;
  }
  return with_sqlite(path, kOpen, [&] {
    SQLite::Database database = open_database_for_reading(path);
    if (is_blank(database)) return make_empty(path, {});
    check_schema(database, path);
    if (is_of_earlier_format(database)) database = copy_mended(database, bring_up_to_date);
    std::vector<Said> remarks;
    const DigestKey key = find_key(database, path, remarks);
    if (test_key(database, key) == KeyFit::other && holds_digests(database))
      database = copy_mended(database, forget_digests);
    return make_opened(path, nullptr, std::move(database), key, std::move(remarks));
  });
}

}  // namespace os2sync
