// SPDX-License-Identifier: MPL-2.0
/// @file A small LC database, written column by column as the nightly export does.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "support/builders.hpp"

namespace os2sync::test {

/// The schemas of 2023 and of 2026, as far as anybody reads them.
enum class LcDbYear { y2023, y2026 };

/// Symbols become uuids as in builders.hpp; "" becomes NULL.
class LcDb {
 public:
  explicit LcDb(const std::string& path, LcDbYear year = LcDbYear::y2026, std::string_view prefix = "w")
      : prefix_{prefix}, database_{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE} {
    const bool late = year == LcDbYear::y2026;
    database_.exec("PRAGMA synchronous = OFF");  // no disk has to survive a test
    database_.exec("PRAGMA journal_mode = MEMORY");
    database_.exec(
        "CREATE TABLE IF NOT EXISTS kvittering (id INTEGER PRIMARY KEY, query_tid, start_levering_tid, "
        "slut_levering_tid)");
    create("enheder", R"(navn, bvn, "forældreenhed_uuid", enhedstype_uuid, enhedsniveau_uuid, "opmærkning_uuid")");
    create("brugere", "bvn, fornavn, efternavn, kaldenavn_fornavn, kaldenavn_efternavn, cpr");
    create("engagementer", R"(bruger_uuid, enhed_uuid, stillingsbetegnelse_uuid, udvidelse_1, udvidelse_3, )"
                           R"("primærtype_uuid", "primær_boolean")");
    create("adresser", fmt::format(R"(bruger_uuid, enhed_uuid, "værdi", adressetype_uuid, adressetype_bvn, )"
                                   R"(adressetype_titel, adressetype_scope, synlighed_uuid, synlighed_titel, )"
                                   R"(synlighed_scope{})",
                                   late ? ", engagement_uuid, ituser_uuid" : ""));
    create("it_forbindelser",
           fmt::format("it_system_uuid, bruger_uuid, enhed_uuid, brugernavn{}", late ? ", eksternt_id" : ""));
    create("it_systemer", "navn");
    create("klasser", "facet_bvn, bvn, titel");
    create("kle", "enhed_uuid, kle_nummer_uuid, kle_aspekt_uuid");
    create("ledere", "enhed_uuid, bruger_uuid");
    if (late) create("it_forbindelse_engagementer", "it_forbindelse_uuid, engagement_uuid");
  }

  /// Ends a run: `finished` "" = it is running or died.
  void receipt(const std::string& started = "2026-11-23 03:15:00.123456",
               const std::string& finished = "2026-11-23 03:33:40.987654") {
    SQLite::Statement insert{database_, "INSERT INTO kvittering (query_tid, slut_levering_tid) VALUES (?, ?)"};
    insert.bind(1, started);
    if (!finished.empty()) insert.bind(2, finished);
    insert.exec();
  }

  /// A row: columns that end in _uuid take symbols.
  void add(std::string_view table, std::string_view symbol, const std::map<std::string, std::string>& cells = {}) {
    std::string columns = "uuid";
    std::string places = "?";
    for (const auto& [column, value] : cells) {
      columns += fmt::format(R"(, "{}")", column);
      places += ", ?";
    }
    SQLite::Statement insert{database_,
                             fmt::format("INSERT INTO {}{} ({}) VALUES ({})", prefix_, table, columns, places)};
    insert.bind(1, id(symbol).to_string());
    int place = 1;
    for (const auto& [column, value] : cells) {
      ++place;
      if (!value.empty()) insert.bind(place, column.ends_with("_uuid") ? id(value).to_string() : value);
    }
    insert.exec();
  }

  /// The unit TOP and the person P1 in it.
  void add_somebody() {
    add("enheder", "TOP", {{"navn", "Kommune"}});
    add("brugere", "P1", {{"fornavn", "Anna"}, {"efternavn", "And"}, {"bvn", "AA"}});
    add("engagementer", "E1", {{"bruger_uuid", "P1"}, {"enhed_uuid", "TOP"}, {"stillingsbetegnelse_uuid", "J1"}});
    add("klasser", "J1", {{"facet_bvn", "engagement_job_function"}, {"titel", "Lærer"}});
  }

  SQLite::Database& database() { return database_; }

 private:
  void create(std::string_view table, std::string_view columns) {
    database_.exec(fmt::format("CREATE TABLE {}{} (id INTEGER PRIMARY KEY, uuid, {})", prefix_, table, columns));
  }

  std::string prefix_;
  SQLite::Database database_;
};

}  // namespace os2sync::test
