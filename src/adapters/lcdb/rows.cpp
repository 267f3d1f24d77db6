// SPDX-License-Identifier: MPL-2.0
#include "adapters/lcdb/rows.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

namespace os2sync::lcdb {
namespace {

/// One statement over one table; its first column is always the rowid, for messages.
class Rows {
 public:
  Rows(LcDbFile& file, std::string_view table, std::string_view columns)
      : table_{file.table(table)},
        statement_{file.database(), fmt::format("SELECT t.rowid, {} FROM {} AS t", columns, table_)} {}

  bool next() { return statement_.executeStep(); }
  /// Columns are counted from 1, in the order they were asked for. NULL = "".
  std::string text(int column) {
    const SQLite::Column value = statement_.getColumn(column);
    return value.isNull() ? std::string{} : value.getString();
  }
  std::optional<Uuid> uuid(int column) {
    const SQLite::Column value = statement_.getColumn(column);
    if (value.isNull() || value.size() == 0) return std::nullopt;
    const std::string_view bytes{value.getText(), static_cast<std::size_t>(value.size())};
    const std::optional<Uuid> parsed = Uuid::parse(bytes);
    if (!parsed) {
      throw Error{ErrorKind::unavailable,
                  Text{"the LC database is damaged: {} row {} holds a {} that is no uuid; run the LC export again",
                       "LC-databasen er beskadiget: {} række {} har {}, som ikke er et uuid; kør LC-eksporten igen"},
                  table_, statement_.getColumn(0).getInt64(), value.getName()};
    }
    return parsed;
  }
  Uuid own_uuid() { return uuid(1).value_or(Uuid{}); }

 private:
  std::string table_;
  SQLite::Statement statement_;
};

std::vector<SourceUnit> read_units(LcDbFile& file) {
  Rows rows{file, "enheder",
            R"(t.uuid, t.navn, t.bvn, t."forældreenhed_uuid", t.enhedstype_uuid, t.enhedsniveau_uuid, )"
            R"(t."opmærkning_uuid")"};
  std::vector<SourceUnit> units;
  while (rows.next()) {
    SourceUnit& unit = units.emplace_back();
    unit.uuid = rows.own_uuid();
    unit.name = rows.text(2);
    unit.user_key = rows.text(3);
    unit.parent = rows.uuid(4);
    unit.type = rows.uuid(5);
    unit.level = rows.uuid(6);
    unit.hierarchy = rows.uuid(7);
  }
  return units;
}

std::vector<SourcePerson> read_persons(LcDbFile& file, bool with_cpr) {
  Rows rows{file, "brugere",
            fmt::format("t.uuid, t.bvn, t.fornavn, t.efternavn, t.kaldenavn_fornavn, t.kaldenavn_efternavn{}",
                        with_cpr ? ", t.cpr" : "")};
  std::vector<SourcePerson> persons;
  while (rows.next()) {
    SourcePerson& person = persons.emplace_back();
    person.uuid = rows.own_uuid();
    person.user_key = rows.text(2);
    person.given_name = rows.text(3);
    person.surname = rows.text(4);
    person.nickname_given_name = rows.text(5);
    person.nickname_surname = rows.text(6);
    if (!with_cpr) continue;
    const std::string cpr = rows.text(7);
    person.cpr = Cpr::parse(cpr);
    person.cpr_unusable = !cpr.empty() && !person.cpr;
  }
  return persons;
}

/// Which classes make an engagement primary, the higher the more so. Their numbers are not in the file, and
/// primær_boolean means something else in every version of the export.
int primary_rank(std::string_view user_key) {
  if (user_key == "explicitly-primary") return 2;
  return user_key == "primary" ? 1 : 0;
}

std::vector<SourceEngagement> read_engagements(LcDbFile& file, const std::vector<SourceClass>& classes) {
  std::unordered_map<Uuid, int> rank_of_class;
  for (const SourceClass& each : classes) {
    if (const int rank = primary_rank(each.user_key)) rank_of_class.emplace(each.uuid, rank);
  }
  Rows rows{file, "engagementer",
            R"(t.uuid, t.bruger_uuid, t.enhed_uuid, t.stillingsbetegnelse_uuid, t.udvidelse_1, t.udvidelse_3, )"
            R"(t."primærtype_uuid")"};
  std::vector<SourceEngagement> engagements;
  std::vector<int> ranks;
  std::unordered_map<Uuid, int> best;  // by person
  while (rows.next()) {
    const auto person = rows.uuid(2);
    const auto unit = rows.uuid(3);
    if (!person || !unit) continue;
    SourceEngagement& engagement = engagements.emplace_back();
    engagement.uuid = rows.own_uuid();
    engagement.person = *person;
    engagement.unit = *unit;
    engagement.job_function = rows.uuid(4);
    engagement.extension_1 = rows.text(5);
    engagement.extension_3 = rows.text(6);
    const auto primary = rows.uuid(7);
    const auto found = primary ? rank_of_class.find(*primary) : rank_of_class.end();
    ranks.push_back(found == rank_of_class.end() ? 0 : found->second);
    best[*person] = std::max(best[*person], ranks.back());
  }
  for (std::size_t i = 0; i < engagements.size(); ++i) {
    engagements[i].is_primary = ranks[i] > 0 && ranks[i] == best[engagements[i].person];
  }
  return engagements;
}

std::vector<SourceItUser> read_it_users(LcDbFile& file) {
  const bool with_external_id = file.has_column("it_forbindelser", "eksternt_id");
  Rows rows{file, "it_forbindelser",
            fmt::format("t.uuid, t.bruger_uuid, t.enhed_uuid, t.it_system_uuid, t.brugernavn{}",
                        with_external_id ? ", t.eksternt_id" : "")};
  std::vector<SourceItUser> accounts;
  std::unordered_map<Uuid, std::size_t> row_of;
  while (rows.next()) {
    const auto system = rows.uuid(4);
    if (!system) continue;
    SourceItUser& account = accounts.emplace_back();
    account.uuid = rows.own_uuid();
    account.person = rows.uuid(2);
    account.unit = rows.uuid(3);
    account.it_system = *system;
    account.user_key = rows.text(5);
    if (with_external_id) account.external_id = rows.text(6);
    row_of.emplace(account.uuid, accounts.size() - 1);
  }
  if (!file.has_table("it_forbindelse_engagementer")) return accounts;
  Rows links{file, "it_forbindelse_engagementer", "t.it_forbindelse_uuid, t.engagement_uuid"};
  while (links.next()) {
    const auto account = links.uuid(1);
    const auto engagement = links.uuid(2);
    const auto found = account ? row_of.find(*account) : row_of.end();
    if (engagement && found != row_of.end()) accounts[found->second].engagements.push_back(*engagement);
  }
  return accounts;
}

/// OS2MO's word for what the export writes.
std::string scope_of(const std::string& exported) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kScopes{
      {{"E-mail", "EMAIL"},
       {"Telefon", "PHONE"},
       {"P-nummer", "PNUMBER"},
       {"Text", "TEXT"},
       {"Url", "WWW"},
       {"Multifield_text", "MULTIFIELD_TEXT"}}};
  for (const auto& [ours, theirs] : kScopes) {
    if (exported == ours) return std::string{theirs};
  }
  return exported;
}

/// The classes of the file by uuid. Scopes stand beside the addresses that use them, nowhere else.
class Classes {
 public:
  void add(SourceClass row) {
    rows_.emplace(row.uuid, classes_.size());
    classes_.push_back(std::move(row));
  }
  void learn(const Uuid& uuid, const std::string& user_key, const std::string& name, const std::string& scope) {
    const auto [found, is_new] = rows_.try_emplace(uuid, classes_.size());
    if (is_new) classes_.push_back({uuid, "", user_key, name, ""});
    if (classes_[found->second].scope.empty()) classes_[found->second].scope = scope;
  }
  std::vector<SourceClass> take() { return std::move(classes_); }

 private:
  std::vector<SourceClass> classes_;
  std::unordered_map<Uuid, std::size_t> rows_;
};

Classes read_classes(LcDbFile& file) {
  Rows rows{file, "klasser", "t.uuid, t.facet_bvn, t.bvn, t.titel"};
  Classes classes;
  while (rows.next()) classes.add({rows.own_uuid(), rows.text(2), rows.text(3), rows.text(4), ""});
  return classes;
}

std::vector<SourceAddress> read_addresses(LcDbFile& file, Classes& classes) {
  const bool with_links = file.has_column("adresser", "engagement_uuid");
  const bool with_account_links = file.has_column("adresser", "ituser_uuid");
  Rows rows{file, "adresser",
            fmt::format(R"(t.uuid, t.bruger_uuid, t.enhed_uuid, t."værdi", t.adressetype_uuid, t.adressetype_bvn, )"
                        R"(t.adressetype_titel, t.adressetype_scope, t.synlighed_uuid, t.synlighed_titel, )"
                        R"(t.synlighed_scope, {}, {})",
                        with_links ? "t.engagement_uuid" : "NULL", with_account_links ? "t.ituser_uuid" : "NULL")};
  std::vector<SourceAddress> addresses;
  while (rows.next()) {
    const auto type = rows.uuid(5);
    if (!type) continue;
    classes.learn(*type, rows.text(6), rows.text(7), scope_of(rows.text(8)));
    SourceAddress& address = addresses.emplace_back();
    address.uuid = rows.own_uuid();
    address.person = rows.uuid(2);
    address.unit = rows.uuid(3);
    address.text = rows.text(4);
    address.type = *type;
    address.visibility = rows.uuid(9);
    if (address.visibility) classes.learn(*address.visibility, "", rows.text(10), rows.text(11));
    address.engagement = rows.uuid(12);
    address.it_user = rows.uuid(13);
  }
  return addresses;
}

/// A row an aspect; the same uuid again is the same function.
std::vector<SourceKle> read_kles(LcDbFile& file) {
  Rows rows{file, "kle", "t.uuid, t.enhed_uuid, t.kle_nummer_uuid, t.kle_aspekt_uuid"};
  std::vector<SourceKle> kles;
  std::unordered_map<Uuid, std::size_t> row_of;
  while (rows.next()) {
    const auto unit = rows.uuid(2);
    if (!unit) continue;
    const auto [found, is_new] = row_of.try_emplace(rows.own_uuid(), kles.size());
    if (is_new) kles.push_back({rows.own_uuid(), *unit, rows.uuid(3), {}});
    if (const auto aspect = rows.uuid(4)) kles[found->second].aspects.push_back(*aspect);
  }
  return kles;
}

std::vector<SourceManager> read_managers(LcDbFile& file) {
  Rows rows{file, "ledere", "t.uuid, t.enhed_uuid, t.bruger_uuid"};
  std::vector<SourceManager> managers;
  while (rows.next()) {
    if (const auto unit = rows.uuid(2)) managers.push_back({rows.own_uuid(), *unit, rows.uuid(3)});
  }
  return managers;
}

std::vector<SourceItSystem> read_it_systems(LcDbFile& file) {
  Rows rows{file, "it_systemer", "t.uuid, t.navn"};
  std::vector<SourceItSystem> systems;
  while (rows.next()) systems.push_back({rows.own_uuid(), "", rows.text(2)});
  return systems;
}

}  // namespace

Snapshot read_rows(LcDbFile& file, const ReadRequest& request) {
  Snapshot snapshot;
  file.guard([&] {
    Classes classes = read_classes(file);
    snapshot.addresses = read_addresses(file, classes);
    snapshot.classes = classes.take();
    snapshot.it_systems = read_it_systems(file);
    snapshot.units = read_units(file);
    snapshot.persons = read_persons(file, request.with_cpr);
    snapshot.it_users = read_it_users(file);
    if (request.with_engagements) snapshot.engagements = read_engagements(file, snapshot.classes);
    if (request.with_kle) snapshot.kles = read_kles(file);
    if (request.with_managers) snapshot.managers = read_managers(file);
  });
  return snapshot;
}

Scope read_owners(LcDbFile& file, const std::string& user_key) {
  std::set<Uuid> persons;
  std::set<Uuid> units;
  file.guard([&] {
    for (const SourceItUser& account : read_it_users(file)) {
      if (account.user_key != user_key) continue;
      if (account.person) persons.insert(*account.person);
      if (account.unit) units.insert(*account.unit);
    }
  });
  return {{persons.begin(), persons.end()}, {units.begin(), units.end()}};
}

}  // namespace os2sync::lcdb
