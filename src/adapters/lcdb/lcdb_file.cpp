// SPDX-License-Identifier: MPL-2.0
#include "adapters/lcdb/lcdb_file.hpp"

#include <array>

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace os2sync::lcdb {
namespace {

constexpr std::size_t kUpToSeconds = 19;

struct Trouble {
  ErrorKind kind;
  Text remedy;
};

Trouble trouble_of(int code) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::locked,
              {"another program is writing it; run again when the nightly export is through",
               "et andet program skriver i den; kør igen, når den natlige eksport er færdig"}};
    case SQLITE_READONLY:
      return {ErrorKind::incomplete,
              {"a write was broken off and its journal lies beside the file; run the LC export again",
               "en skrivning blev afbrudt, og dens journal ligger ved siden af; kør LC-eksporten igen"}};
    case SQLITE_CANTOPEN:
      return {ErrorKind::settings,
              {"check lc-for-jobs.actual_db_name, that the file is there and that this user may read it",
               "kontrollér lc-for-jobs.actual_db_name, at filen findes, og at denne bruger må læse den"}};
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
      return {ErrorKind::settings,
              {"it is no LC database of a kind this program knows; check lc-for-jobs.actual_db_name",
               "den er ikke en LC-database af en slags, programmet kender; kontrollér lc-for-jobs.actual_db_name"}};
    default:
      return {ErrorKind::unavailable,
              {"the file or the disk is damaged; run the LC export again",
               "filen eller disken er beskadiget; kør LC-eksporten igen"}};
  }
}

Error explain(const SQLite::Exception& failure, const std::string& path) {
  constexpr Text kCannot{"the LC database {} cannot be read ({}); {}", "LC-databasen {} kan ikke læses ({}); {}"};
  const Trouble trouble = trouble_of(failure.getErrorCode() & 0xFF);
  return Error{trouble.kind, kCannot, path, failure.what(), trouble.remedy};
}

SQLite::Database open(const std::string& path, std::chrono::milliseconds patience) {
  try {
    return SQLite::Database{path, SQLite::OPEN_READONLY, static_cast<int>(patience.count())};
  } catch (const SQLite::Exception& failure) {
    throw explain(failure, path);
  }
}

}  // namespace

LcDbFile::LcDbFile(const std::string& path, std::chrono::milliseconds patience)
    : path_{path}, database_{open(path, patience)} {
  guard([this] {
    // Otherwise a misspelt column in double quotes is taken for a text.
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    database_.exec("BEGIN");
    choose_tables();
    check_receipt();
    check_tables();
    check_history();
  });
}

std::string LcDbFile::table(std::string_view name) const { return fmt::format("{}{}", prefix_, name); }

bool LcDbFile::has_column(std::string_view name, std::string_view column) const {
  SQLite::Statement query{database_, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?"};
  query.bind(1, table(name));
  query.bind(2, std::string{column});
  return query.executeStep();
}

void LcDbFile::guard(const std::function<void()>& work) const {
  try {
    work();
  } catch (const SQLite::Exception& failure) {
    throw explain(failure, path_);
  }
}

/// The LC export writes tables with a leading w and leaves them; the other exporter swaps them to the plain names.
void LcDbFile::choose_tables() {
  SQLite::Statement query{database_, "SELECT name FROM sqlite_master WHERE type = 'table'"};
  while (query.executeStep()) tables_.insert(query.getColumn(0).getString());
  const bool work = tables_.contains("wenheder");
  if (!work && !tables_.contains("enheder")) {
    refuse(ErrorKind::settings,
           {"it is no LC database: it has no table wenheder or enheder; check "
            "lc-for-jobs.actual_db_name",
            "den er ikke en LC-database: den har hverken tabellen wenheder eller enheder; kontrollér "
            "lc-for-jobs.actual_db_name"});
  }
  prefix_ = work ? "w" : "";
}

void LcDbFile::check_receipt() {
  if (tables_.contains("kvittering")) {
    SQLite::Statement query{database_, "SELECT query_tid, slut_levering_tid FROM kvittering ORDER BY id DESC LIMIT 1"};
    if (query.executeStep()) {
      exported_ = query.getColumn(0).getString().substr(0, kUpToSeconds);
      if (!query.getColumn(1).isNull()) return;
    }
  }
  if (exported_.empty() && tables_.contains("enheder") && tables_.contains("wenheder") && is_empty("wenheder")) {
    refuse(
        ErrorKind::settings,
        {"it is the database of the event-driven exporter, not an LC database; check lc-for-jobs.actual_db_name",
         "den er den hændelsesdrevne eksports database, ikke en LC-database; kontrollér lc-for-jobs.actual_db_name"});
  }
  refuse(ErrorKind::incomplete,
         {"the LC export is not finished: its newest receipt (kvittering) has no end; run again when it is through",
          "LC-eksporten er ikke færdig: dens nyeste kvittering har ingen slutning; kør igen, når den er færdig"});
}

void LcDbFile::check_tables() {
  constexpr std::array<std::string_view, 9> kNeeded{
      "enheder", "brugere", "adresser", "engagementer", "it_forbindelser", "it_systemer", "klasser", "kle", "ledere"};
  for (const std::string_view needed : kNeeded) {
    if (has_table(needed)) continue;
    constexpr Text kMissing{"it is no LC database this program knows: the table {} is missing",
                            "den er ikke en LC-database, programmet kender: tabellen {} mangler"};
    const std::string english = fmt::format(fmt::runtime(kMissing.english), table(needed));
    const std::string danish = fmt::format(fmt::runtime(kMissing.danish), table(needed));
    refuse(ErrorKind::settings, {english, danish});
  }
  for (const std::string_view filled : {"enheder", "brugere"}) {
    if (!is_empty(table(filled))) continue;
    refuse(ErrorKind::incomplete, {"it holds no units or no persons; check the LC export and run it again",
                                   "den indeholder ingen enheder eller ingen personer; kontrollér LC-eksporten, og kør "
                                   "den igen"});
  }
}

/// The historic export has the same tables, with a row for every change.
void LcDbFile::check_history() {
  SQLite::Statement query{database_, fmt::format("SELECT 1 FROM {0} GROUP BY uuid HAVING count(*) > 1 UNION ALL "
                                                 "SELECT 1 FROM {1} GROUP BY uuid HAVING count(*) > 1 LIMIT 1",
                                                 table("enheder"), table("brugere"))};
  if (!query.executeStep()) return;
  refuse(ErrorKind::settings, {"it is the historic export, which holds more than today; name the LC database in "
                               "lc-for-jobs.actual_db_name",
                               "den er den historiske eksport, som indeholder mere end i dag; angiv LC-databasen i "
                               "lc-for-jobs.actual_db_name"});
}

bool LcDbFile::is_empty(const std::string& table) {
  SQLite::Statement query{database_, fmt::format("SELECT 1 FROM {} LIMIT 1", table)};
  return !query.executeStep();
}

void LcDbFile::refuse(ErrorKind kind, Text what) const {
  constexpr Text kDatabase{"the LC database {}: {}", "LC-databasen {}: {}"};
  throw Error{kind, kDatabase, path_, what};
}

}  // namespace os2sync::lcdb
