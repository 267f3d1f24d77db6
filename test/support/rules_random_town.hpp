// SPDX-License-Identifier: MPL-2.0
/// @file Municipalities by seed, small and full of conflicts, for the property tests of the rules.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>

#include "support/rules_town.hpp"

namespace os2sync::test {

/// Draws from few values on purpose: shared uuids, circles, ties to anything and empty texts all come up often.
class TownMaker {
 public:
  explicit TownMaker(std::uint64_t seed) : random_{seed} {}

  Town make() {
    Town town;
    town.add_class("H1", "org_unit_hierarchy", "linjeorg", "Linjeorganisation");
    town.add_type("tPost", "DAR", "PostUnit");
    town.add_type("tPnr", "PNUMBER");
    town.add_type("tContact", "DAR", "Contact");
    town.add_type("tHours", "TEXT", "PhoneOpenHours");
    town.add_type("tWeb", "WWW");
    choose_rules(town);
    if (chance(30)) choose_new_mode(town);
    for (int i = 1, count = below(8); i <= count; ++i) add_unit(town, i);
    for (int i = 1, count = below(6); i <= count; ++i) add_person(town, i);
    return town;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool chance(int percent) { return below(100) < percent; }
  std::string some_unit() { return chance(15) ? "TOP" : "U" + std::to_string(below(9)); }
  std::string some_person() { return "P" + std::to_string(below(7)); }
  std::string some_fk_uuid() {
    if (chance(5)) return "00000000-0000-0000-0000-000000000000";
    if (chance(12)) return "ukendt";
    return (chance(10) ? " " : "") + fk("F" + std::to_string(below(chance(60) ? 40 : 4)));
  }
  /// Mostly a unit that exists.
  std::string some_workplace(const Town& town) {
    const int units = static_cast<int>(town.rows.units.size());
    return chance(85) ? symbol_of(town.rows.units[static_cast<std::size_t>(below(units))].uuid) : some_unit();
  }
  std::string some_text() {
    constexpr const char* kTexts[] = {"text 0", "text 1", " text 2\u00A0", "Æblegård Åbo", "tre\u2003ord her"};
    return chance(8) ? " " : kTexts[below(5)];
  }
  const char* some_visibility() {
    constexpr const char* kVisibilities[] = {"PUBLIC", "PUBLIC", "", "INTERNAL", "SECRET", "unknown"};
    return kVisibilities[below(6)];
  }
  const char* some_type() {
    constexpr const char* kTypes[] = {"TE1",   "TE2",  "TE3",      "TP1",    "TP2",  "TL1",
                                      "tPost", "tPnr", "tContact", "tHours", "tWeb", "unknown"};
    return kTypes[below(12)];
  }

  void choose_rules(Town& town) {
    Rules& rules = town.rules;
    if (chance(70)) rules.uuid_from_it_systems = {"FK", "SD"};
    if (chance(30)) rules.ignored_unit_types = {id("ignored")};
    if (chance(20)) rules.filter_units = {id("U3")};
    if (chance(25)) rules.filter_hierarchy_names = {"Linjeorganisation"};
    if (chance(50)) rules.email_classes = {id("TE2"), id("TE1")};
    if (chance(50)) rules.landline_classes = {id("TL1")};
    if (chance(30)) rules.unit_addresses = current_address_table();
    if (chance(30)) rules.limits = {4, 5, 3};
    rules.require_visibility = chance(20);
    rules.sync_managers = chance(70);
    rules.enable_kle = chance(80);
    rules.use_contact_for_tasks = chance(50);
    rules.xfer_cpr = chance(50);
    rules.filter_users_by_it_system = chance(20);
    if (chance(25)) rules.user_name_it_systems = {"od-key", "Active Directory"};
    if (chance(40)) rules.work_address_types = {"tContact", "TE1", "tPost"};
    if (chance(30)) rules.job_title_extension = chance(50) ? 1 : 3;
    rules.group_by_engagement = chance(25);
    rules.use_nickname = chance(25);
    rules.position_dates = chance(30);
    rules.future_engagements = chance(30);
    if (chance(20)) rules.user_owners.theirs.set(bit_of(FieldId::email));
    if (chance(20)) rules.unit_owners.fill_if_empty.set(bit_of(FieldId::ean));
  }

  void choose_new_mode(Town& town) {
    town.rows.it_systems.push_back({id("FKORG"), chance(50) ? "FK-ORG-UUID" : "FK-ORG UUID", "FK-ORG"});
    town.rules.new_mode = true;
    town.rules.new_mode_it_systems = {"ad-key"};
    if (chance(20)) town.rules.new_mode_it_systems.push_back("od-key");
    town.rules.random_fk_uuids = chance(30);
    if (chance(50)) {
      town.facts.draw_uuid = [](const Uuid& guid) {
        Uuid::Bytes bytes = guid.bytes();
        bytes.back() = 'R';
        return Uuid{bytes};
      };
    }
    for (int i = 1; i < 7; ++i) {
      if (chance(15)) town.facts.persons[id("P" + std::to_string(i))] = FkKnowledge::known;
      if (chance(8)) town.facts.persons[id("P" + std::to_string(i))] = FkKnowledge::unreadable;
    }
  }
  std::string in_some_case(std::string guid) {
    if (!chance(30)) return guid;
    for (char& c : guid) {
      if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    }
    return " " + guid;
  }
  /// Mostly in order: a GUID of its own, an FK-ORG account that knows it, ties to the person's own engagements.
  void add_new_mode_accounts(Town& town, const std::string& person, int engagements) {
    for (int i = chance(70) ? 1 : below(3); i > 0; --i) {
      const std::string guid = fk(chance(95) ? "GJJ" + person + std::to_string(i) : "GJJ" + std::to_string(below(3)));
      SourceItUser& account = town.account(person, chance(90) ? "AD" : "OD", "ad" + std::to_string(below(3)));
      account.external_id = chance(95) ? in_some_case(guid) : "ukendt";
      for (int tie = 0; tie < engagements; ++tie) {
        if (chance(60)) account.engagements.push_back(id("E" + std::to_string(engagements_ - tie)));
      }
      if (chance(50)) {
        town.account(person, "FKORG", chance(95) ? in_some_case(guid) : "ad0").external_id = some_fk_uuid();
      }
    }
    if (chance(15)) town.account(person, "FKORG", fk("GJJold" + person)).external_id = some_fk_uuid();
  }

  void add_address(Town& town, const std::string& owner) {
    const std::string symbol = "A" + std::to_string(1000 + below(9000)) + "." + std::to_string(++serial_);
    SourceAddress& row = town.address(symbol, owner, some_type(), some_text(), some_visibility());
    if (owner.front() == 'P' && chance(30)) row.engagement = id("E" + std::to_string(below(12)));
    if (owner.front() == 'P' && chance(10)) row.it_user = id("I" + std::to_string(100 + below(12)));
  }

  void add_unit(Town& town, int number) {
    const std::string symbol = "U" + std::to_string(number);
    SourceUnit& unit = town.unit(symbol, chance(10) ? "" : some_unit(), some_text());
    if (chance(20)) unit.type = id("ignored");
    if (chance(40)) unit.hierarchy = id("H1");
    for (int i = below(3); i > 0; --i)
      town.account(symbol, chance(50) ? "FK" : chance(50) ? "SD" : "S1", some_fk_uuid());
    for (int i = below(5); i > 0; --i) add_address(town, symbol);
    if (chance(50))
      town.address("A" + std::to_string(++serial_), symbol, chance(50) ? "tPost" : "tContact", some_text());
    for (int i = below(3); i > 0; --i) {
      town.manager("m" + std::to_string(below(90)) + "." + std::to_string(++serial_), symbol,
                   chance(20) ? "" : some_person());
    }
    for (int i = below(4); i > 0; --i) {
      town.kle("k" + std::to_string(++serial_), symbol, "K" + std::to_string(below(4)),
               chance(50) ? std::vector<std::string_view>{"Udf"} : std::vector<std::string_view>{"Ans", "Udf"});
    }
  }

  /// The well-kept case of several users: each engagement has its own FK uuid, most of them a user name.
  void add_account_per_engagement(Town& town, const std::string& person) {
    for (std::size_t i = 0; i < town.rows.engagements.size(); ++i) {
      if (town.rows.engagements[i].person != id(person)) continue;
      const std::string symbol = symbol_of(town.rows.engagements[i].uuid);
      town.account(person, "FK", fk("F" + symbol), {symbol});
      if (chance(80)) town.account(person, "AD", "user" + symbol, {symbol});
    }
  }

  void add_person(Town& town, int number) {
    const std::string symbol = "P" + std::to_string(number);
    SourcePerson& person = town.person(symbol, some_text(), some_text());
    if (chance(60)) person.cpr = Cpr::parse("0101011234");
    person.cpr_unusable = !person.cpr && chance(50);
    if (chance(30)) person.nickname_given_name = some_text();
    if (chance(30)) person.nickname_surname = some_text();
    const int engagements_before = engagements_;
    for (int i = chance(90) ? 1 + below(3) : 0; i > 0; --i) {
      // Numbered below 12 at first, so that ties and addresses hit some of them, of whatever person.
      SourceEngagement& engagement = town.engagement("E" + std::to_string(++engagements_), symbol, some_workplace(town),
                                                     chance(8) ? " " : "Job " + std::to_string(below(3)));
      engagement.is_primary = chance(30);
      if (chance(15)) engagement.job_function.reset();
      if (chance(40)) engagement.extension_1 = some_text();
      if (chance(40)) engagement.extension_3 = some_text();
      if (chance(80)) engagement.from = Day{2015 + below(2), 1, 1};
      if (chance(20)) engagement.to = Day{2030 + below(2), 12, 31};
      engagement.is_future = chance(10);
    }
    if (town.rules.new_mode) add_new_mode_accounts(town, symbol, engagements_ - engagements_before);
    if (!town.rules.new_mode && chance(20)) add_account_per_engagement(town, symbol);
    for (int i = town.rules.new_mode ? 0 : below(chance(50) ? 5 : 2); i > 0; --i) {
      const std::string user_name = chance(10) ? " " : "user" + std::to_string(below(3));
      SourceItUser& account = chance(50) ? town.account(symbol, chance(80) ? "AD" : "OD", user_name)
                                         : town.account(symbol, chance(70) ? "FK" : "SD", some_fk_uuid());
      if (chance(10)) account.external_id = some_fk_uuid();
      for (int ties = below(3); ties > 0; --ties) {
        const int near = std::max(1, engagements_ - below(3));
        account.engagements.push_back(id("E" + std::to_string(chance(85) ? near : below(12))));
      }
    }
    for (int i = below(5); i > 0; --i) add_address(town, symbol);
  }

  std::mt19937_64 random_;
  int serial_ = 0;
  int engagements_ = 0;
};

/// The same rows in another order, the lists inside a row too.
inline Snapshot shuffle(Snapshot rows, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  const auto mix = [&random](auto& list) { std::shuffle(list.begin(), list.end(), random); };
  mix(rows.classes);
  mix(rows.it_systems);
  mix(rows.units);
  mix(rows.persons);
  mix(rows.engagements);
  mix(rows.it_users);
  mix(rows.addresses);
  mix(rows.kles);
  mix(rows.managers);
  for (SourceItUser& account : rows.it_users) mix(account.engagements);
  for (SourceKle& kle : rows.kles) mix(kle.aspects);
  return rows;
}

}  // namespace os2sync::test
