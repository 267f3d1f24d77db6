// SPDX-License-Identifier: MPL-2.0
#include "sim/municipality.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace os2sync::sim {
namespace {

template <typename Row>
Row* find(std::vector<Row>& rows, const Uuid& uuid) {
  const auto row = std::ranges::find(rows, uuid, &Row::uuid);
  return row == rows.end() ? nullptr : &*row;
}

bool employed(const Snapshot& rows, const Uuid& person) {
  return std::ranges::any_of(rows.engagements, [&](const SourceEngagement& row) { return row.person == person; });
}

}  // namespace

// --- at the beginning

Uuid Municipality::add_class(std::string facet, std::string user_key, std::string name, std::string scope) {
  return rows_.classes
      .emplace_back(
          SourceClass{chance_.uuid(), std::move(facet), std::move(user_key), std::move(name), std::move(scope)})
      .uuid;
}

void Municipality::found(int units, int persons) {
  for (const char* const scope : {"PUBLIC", "INTERNAL", "SECRET"})
    visibilities_.push_back(add_class("visibility", scope, scope, scope));
  for (const char* const scope : {"EMAIL", "PHONE", "PHONE", "EAN", "DAR", "WWW"})
    address_types_.push_back(add_class("org_unit_address_type", fmt::format("{}{}", scope, ++serial_), scope, scope));
  for (const char* const name : {"Ydelse", "Afdeling", "Skole"})
    unit_types_.push_back(add_class("org_unit_type", name, name));
  for (const char* const name : {"Lærer", "Sagsbehandler", "Pædagog"})
    job_functions_.push_back(add_class("engagement_job_function", name, name));
  job_functions_.push_back(add_class("engagement_job_function", "long", std::string(260, 'x')));
  aspects_.push_back(add_class("kle_aspect", "Udfoerende", "Udførende", "UDFOERENDE"));
  aspects_.push_back(add_class("kle_aspect", "Ansvarlig", "Ansvarlig", "ANSVARLIG"));
  for (const char* const number : {"01.02", "27.18.00", "85.00"})
    tasks_.push_back(add_class("kle_number", number, number));
  hierarchy_ = add_class("org_unit_hierarchy", "linjeorg", "Linjeorganisation");
  for (auto [system, name] : {std::pair{&ad_, "Active Directory"}, std::pair{&fk_, "FK"}, std::pair{&sapa_, "SAPA"}}) {
    *system = chance_.uuid();
    rows_.it_systems.push_back({*system, name, name});
  }
  top_ = add_unit(std::nullopt);
  for (int i = 1; i < units; ++i) add_unit(chance_.pick(rows_.units).uuid);
  if (chance_.percent(20)) add_unit(std::nullopt);  // another tree beside ours
  for (int i = 0; i < persons; ++i) hire();
  for (int i = chance_.below(units); i > 0; --i) change_manager();
}

Rules Municipality::draw_rules() {
  Rules rules;
  rules.top_unit = top_;
  if (chance_.percent(60)) rules.uuid_from_it_systems = {"FK"};
  if (chance_.percent(30)) rules.ignored_unit_types = {unit_types_.front()};
  if (chance_.percent(10)) rules.filter_units = {chance_.pick(rows_.units).uuid};
  if (rules.filter_units == std::vector{top_}) rules.filter_units.clear();
  if (chance_.percent(50)) rules.email_classes = {address_types_[0]};
  if (chance_.percent(50)) rules.phone_classes = {address_types_[1]};
  if (chance_.percent(50)) rules.landline_classes = {address_types_[2]};
  if (chance_.percent(30)) rules.work_address_types = {"DAR"};
  rules.require_visibility = chance_.percent(20);
  rules.sync_managers = chance_.percent(60);
  rules.enable_kle = chance_.percent(70);
  rules.xfer_cpr = chance_.percent(60);
  rules.filter_users_by_it_system = chance_.percent(15);
  if (chance_.percent(20)) rules.job_title_extension = 1;
  return rules;
}

std::string Municipality::some_text() {
  constexpr std::array kWords{"Æblegård", "Øster", "Åbo",         "Skole",     "Plejehjem",
                              "Løn",      "It",    "Børn & Unge", "\"Havnen\""};
  return fmt::format("{} {}", kWords[chance_.index(kWords.size())], ++serial_);
}

std::string Municipality::some_address(const std::string& scope) {
  if (scope == "EMAIL") return fmt::format("m{}@kommune.invalid", ++serial_);
  if (scope == "PHONE") return fmt::format("{:08}", 20'000'000 + ++serial_);
  if (scope == "EAN") return fmt::format("57980{:08}", ++serial_);
  return some_text();
}

void Municipality::add_address(std::optional<Uuid> person, std::optional<Uuid> unit) {
  SourceAddress row;
  row.uuid = chance_.uuid();
  row.person = person;
  row.unit = unit;
  row.type = chance_.pick(address_types_);
  if (chance_.percent(85)) row.visibility = chance_.pick(visibilities_);
  row.text = some_address(find(rows_.classes, row.type)->scope);
  rows_.addresses.push_back(std::move(row));
}

void Municipality::add_account(std::optional<Uuid> person, std::optional<Uuid> unit, const Uuid& system,
                               std::string user_key) {
  SourceItUser row;
  row.uuid = chance_.uuid();
  row.person = person;
  row.unit = unit;
  row.it_system = system;
  row.user_key = std::move(user_key);
  rows_.it_users.push_back(std::move(row));
}

Uuid Municipality::add_unit(const std::optional<Uuid>& parent) {
  SourceUnit row;
  row.uuid = chance_.uuid();
  row.parent = parent;
  row.name = some_text();
  row.user_key = fmt::format("u{}", ++serial_);
  // The top unit is never of a kind that settings leave out.
  row.type = parent ? chance_.pick(unit_types_) : unit_types_.back();
  if (chance_.percent(60)) row.hierarchy = hierarchy_;
  const Uuid unit = rows_.units.emplace_back(std::move(row)).uuid;
  if (chance_.percent(30)) add_account({}, unit, fk_, chance_.uuid().to_string());
  if (chance_.percent(20)) add_account({}, unit, sapa_, "sapa");
  for (int i = chance_.below(3); i > 0; --i) add_address({}, unit);
  if (chance_.percent(30)) rows_.kles.push_back({chance_.uuid(), unit, chance_.pick(tasks_), aspects_});
  return unit;
}

void Municipality::employ(const Uuid& person) {
  SourceEngagement row;
  row.uuid = chance_.uuid();
  row.person = person;
  row.unit = chance_.pick(rows_.units).uuid;
  row.job_function = chance_.pick(job_functions_);
  row.from = Day{2020, chance_.between(1, 12), 1};
  if (chance_.percent(30)) row.extension_1 = some_text();
  row.is_primary = chance_.percent(40);
  rows_.engagements.push_back(std::move(row));
}

// --- every day

std::string Municipality::hire() {
  SourcePerson row;
  row.uuid = chance_.uuid();
  row.user_key = fmt::format("k{}", ++serial_);
  row.given_name = some_text();
  row.surname = chance_.percent(97) ? some_text() : "";
  if (chance_.percent(20)) row.nickname_given_name = some_text();
  if (chance_.percent(95)) row.cpr = Cpr::parse(fmt::format("{}{:04}", kCanary, ++serial_ % 10'000));
  const Uuid person = rows_.persons.emplace_back(std::move(row)).uuid;
  employ(person);
  if (chance_.percent(20)) employ(person);
  if (chance_.percent(85)) add_account(person, {}, ad_, fmt::format("user{}", ++serial_));
  if (chance_.percent(70)) add_account(person, {}, fk_, chance_.uuid().to_string());
  for (int i = chance_.below(3); i > 0; --i) add_address(person, {});
  return fmt::format("person {} is hired", person);
}

std::string Municipality::change() {
  switch (chance_.below(16)) {
    case 0:
    case 1: return hire();
    case 2:
    case 3: return leave();
    case 4: return return_somebody();
    case 5: return forget_person();
    case 6:
    case 7: return move_somebody();
    case 8: return rename_somebody();
    case 9: return rename_unit();
    case 10: return reparent();
    case 11: return open_unit();
    case 12: return close_unit();
    case 13: return change_address();
    case 14: return chance_.percent(50) ? change_fk_uuid() : change_type();
    default: return change_manager();
  }
}

std::string Municipality::leave() {
  if (rows_.engagements.empty()) return "nobody is left to leave";
  const Uuid person = chance_.pick(rows_.engagements).person;
  std::erase_if(rows_.engagements, [&](const SourceEngagement& row) { return row.person == person; });
  return fmt::format("person {} leaves", person);
}

std::string Municipality::return_somebody() {
  for (const SourcePerson& person : rows_.persons) {
    if (employed(rows_, person.uuid)) continue;
    employ(person.uuid);
    return fmt::format("person {} is back", person.uuid);
  }
  return hire();
}

void Municipality::remove_person(const Uuid& person) {
  std::erase_if(rows_.engagements, [&](const SourceEngagement& row) { return row.person == person; });
  std::erase_if(rows_.it_users, [&](const SourceItUser& row) { return row.person == person; });
  std::erase_if(rows_.addresses, [&](const SourceAddress& row) { return row.person == person; });
  std::erase_if(rows_.managers, [&](const SourceManager& row) { return row.person == person; });
  std::erase_if(rows_.persons, [&](const SourcePerson& row) { return row.uuid == person; });
}

std::string Municipality::forget_person() {
  if (rows_.persons.empty()) return "nobody is left to forget";
  const Uuid person = chance_.pick(rows_.persons).uuid;
  remove_person(person);
  return fmt::format("person {} is gone altogether", person);
}

std::string Municipality::move_somebody() {
  if (rows_.engagements.empty()) return "nobody is left to move";
  SourceEngagement& row = rows_.engagements[chance_.index(rows_.engagements.size())];
  row.unit = chance_.pick(rows_.units).uuid;
  // Often the old engagement is ended and a new one made instead.
  if (chance_.percent(50)) row.uuid = chance_.uuid();
  return fmt::format("person {} moves to unit {}", row.person, row.unit);
}

std::string Municipality::rename_somebody() {
  if (rows_.persons.empty()) return "nobody is left to rename";
  SourcePerson& row = rows_.persons[chance_.index(rows_.persons.size())];
  row.surname = some_text();
  return fmt::format("person {} has another name", row.uuid);
}

std::string Municipality::rename_unit() {
  SourceUnit& row = rows_.units[chance_.index(rows_.units.size())];
  // FK-ORG knows the municipality by its top unit's name.
  if (row.uuid != top_) row.name = some_text();
  return fmt::format("unit {} has another name", row.uuid);
}

bool Municipality::is_below(const Uuid& unit, const Uuid& above) const {
  for (std::optional<Uuid> at = unit; at;) {
    if (*at == above) return true;
    const auto row = std::ranges::find(rows_.units, *at, &SourceUnit::uuid);
    at = row == rows_.units.end() ? std::nullopt : row->parent;
  }
  return false;
}

std::string Municipality::reparent() {
  SourceUnit& row = rows_.units[chance_.index(rows_.units.size())];
  const Uuid parent = chance_.pick(rows_.units).uuid;
  if (row.uuid == top_ || is_below(parent, row.uuid)) return "a unit stays where it is";
  row.parent = parent;
  return fmt::format("unit {} moves below {}", row.uuid, parent);
}

std::string Municipality::open_unit() { return fmt::format("unit {} opens", add_unit(chance_.pick(rows_.units).uuid)); }

std::string Municipality::close(const Uuid& unit, bool ends_engagements) {
  const std::optional<Uuid> parent = find(rows_.units, unit)->parent;
  for (SourceUnit& row : rows_.units) {
    if (row.parent == unit) row.parent = parent;
  }
  if (ends_engagements || !parent) {
    std::erase_if(rows_.engagements, [&](const SourceEngagement& row) { return row.unit == unit; });
  } else {
    for (SourceEngagement& row : rows_.engagements) {
      if (row.unit == unit) row.unit = *parent;
    }
  }
  std::erase_if(rows_.it_users, [&](const SourceItUser& row) { return row.unit == unit; });
  std::erase_if(rows_.addresses, [&](const SourceAddress& row) { return row.unit == unit; });
  std::erase_if(rows_.kles, [&](const SourceKle& row) { return row.unit == unit; });
  std::erase_if(rows_.managers, [&](const SourceManager& row) { return row.unit == unit; });
  std::erase_if(rows_.units, [&](const SourceUnit& row) { return row.uuid == unit; });
  return fmt::format("unit {} closes", unit);
}

std::string Municipality::close_unit() {
  const Uuid unit = chance_.pick(rows_.units).uuid;
  if (unit == top_) return "the top unit stays";
  return close(unit, chance_.percent(30));
}

std::string Municipality::change_address() {
  if (rows_.addresses.empty() || chance_.percent(30)) {
    const bool of_person = chance_.percent(60) && !rows_.persons.empty();
    if (of_person) {
      add_address(chance_.pick(rows_.persons).uuid, {});
    } else {
      add_address({}, chance_.pick(rows_.units).uuid);
    }
    return "an address is added";
  }
  const std::size_t at = chance_.index(rows_.addresses.size());
  if (chance_.percent(30)) {
    rows_.addresses.erase(rows_.addresses.begin() + static_cast<std::ptrdiff_t>(at));
    return "an address is taken away";
  }
  SourceAddress& row = rows_.addresses[at];
  row.text = some_address(find(rows_.classes, row.type)->scope);
  return fmt::format("address {} is another", row.uuid);
}

std::string Municipality::change_fk_uuid() {
  for (SourceItUser& row : rows_.it_users) {
    if (row.it_system != fk_ || row.unit == top_ || chance_.percent(80)) continue;
    row.user_key = chance_.uuid().to_string();
    return fmt::format("account {} says another FK uuid", row.uuid);
  }
  return "no account changes";
}

std::string Municipality::change_type() {
  SourceUnit& row = rows_.units[chance_.index(rows_.units.size())];
  if (row.uuid != top_) row.type = chance_.pick(unit_types_);
  return fmt::format("unit {} is of another type", row.uuid);
}

std::string Municipality::change_manager() {
  const Uuid unit = chance_.pick(rows_.units).uuid;
  std::erase_if(rows_.managers, [&](const SourceManager& row) { return row.unit == unit; });
  const bool vacant = rows_.persons.empty() || chance_.percent(20);
  rows_.managers.push_back(
      {chance_.uuid(), unit, vacant ? std::nullopt : std::optional{chance_.pick(rows_.persons).uuid}});
  return fmt::format("unit {} has another manager", unit);
}

// --- accidents

std::string Municipality::lose_engagements(int share) {
  const std::size_t before = rows_.engagements.size();
  std::erase_if(rows_.engagements, [&](const SourceEngagement&) { return chance_.percent(share); });
  return fmt::format("{} of {} engagements are gone", before - rows_.engagements.size(), before);
}

std::string Municipality::lose_persons(int share) {
  std::vector<Uuid> lost;
  for (const SourcePerson& row : rows_.persons) {
    if (chance_.percent(share)) lost.push_back(row.uuid);
  }
  for (const Uuid& person : lost) remove_person(person);
  return fmt::format("{} persons are gone", lost.size());
}

std::string Municipality::merge_units(int share) {
  std::vector<Uuid> merged;
  for (const SourceUnit& row : rows_.units) {
    if (row.uuid != top_ && chance_.percent(share)) merged.push_back(row.uuid);
  }
  for (const Uuid& unit : merged) close(unit, false);
  return fmt::format("{} units are merged into those above", merged.size());
}

}  // namespace os2sync::sim
