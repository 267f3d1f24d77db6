// SPDX-License-Identifier: MPL-2.0
#include "app/test_town.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace os2sync {
namespace {

constexpr std::string_view kTopUnitName = "top";

/// A uuid for a name: the same every time, two names never share one in a handful of objects (FNV-1a, twice).
Uuid make_uuid(std::string_view kind, std::string_view name) {
  Uuid::Bytes bytes{};
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto mix = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  };
  for (std::size_t half = 0; half < 2; ++half) {
    mix(kind);
    mix("/");
    mix(name);
    for (std::size_t i = 0; i < 8; ++i) bytes[half * 8 + i] = static_cast<std::uint8_t>(hash >> (8 * i));
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);  // OS2sync takes version 4 alone
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  return Uuid{bytes};
}

template <typename Rows>
bool has_row(const Rows& rows, const Uuid& uuid) {
  return std::ranges::any_of(rows, [&](const auto& row) { return row.uuid == uuid; });
}

/// "Hanne Bo Hansen" is Hanne Bo by given name.
std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t blank = name.rfind(' ');
  return blank == std::string::npos ? std::pair{name, std::string{}}
                                    : std::pair{name.substr(0, blank), name.substr(blank + 1)};
}

}  // namespace

TestTown::TestTown(const MappingTest& test, const Rules& rules) : rules_{rules} {
  names_.emplace(rules.top_unit, kTopUnitName);
  rows_.units.push_back({rules.top_unit, {}, {}, {}, {}, std::string{kTopUnitName}, ""});
  add_what_rules_name();
  for (const TestUnit& unit : test.units) add_unit(unit);
  if (test.kind == ObjectKind::unit) {
    add_unit(test.unit);
    subject_ = add_unit_named(test.unit.uuid.empty() ? test.unit.name : test.unit.uuid);
  } else {
    subject_ = add_person(test.person);
    const std::string& name = test.person.organisation;
    rows_.organisations.push_back({uuid_of("organisation", name), name, name});
  }
}

std::string TestTown::name_of(const Uuid& uuid) const {
  const auto found = names_.find(uuid);
  return found == names_.end() ? uuid.to_string() : found->second;
}

Uuid TestTown::uuid_of(std::string_view kind, const std::string& name) {
  if (const auto uuid = Uuid::parse(name)) return *uuid;
  const Uuid uuid = make_uuid(kind, name);
  names_.emplace(uuid, name);
  return uuid;
}

Uuid TestTown::add_class(const std::string& facet, const std::string& name, const std::string& scope,
                         const std::string& user_key) {
  const Uuid uuid = uuid_of(facet, user_key.empty() ? name : name + "/" + user_key);
  if (!has_row(rows_.classes, uuid)) rows_.classes.push_back({uuid, facet, user_key, name, scope});
  return uuid;
}

Uuid TestTown::add_it_system(const std::string& name) {
  for (const SourceItSystem& system : rows_.it_systems) {
    if (system.name == name) return system.uuid;
  }
  const Uuid uuid = uuid_of("it_system", name);
  rows_.it_systems.push_back({uuid, name, name});
  return uuid;
}

/// "" and "top" are the top unit; a unit nobody described hangs under it.
Uuid TestTown::add_unit_named(const std::string& name) {
  if (name.empty() || name == kTopUnitName) return rules_.top_unit;
  const Uuid uuid = uuid_of("unit", name);
  for (const SourceUnit& unit : rows_.units) {
    if (unit.uuid == uuid || unit.name == name) return unit.uuid;
  }
  rows_.units.push_back({uuid, rules_.top_unit, {}, {}, {}, name, ""});
  return uuid;
}

void TestTown::add_what_rules_name() {
  for (const auto* systems :
       {&rules_.uuid_from_it_systems, &rules_.user_name_it_systems, &rules_.new_mode_it_systems}) {
    for (const std::string& system : *systems) add_it_system(system);
  }
  if (rules_.new_mode) add_it_system("FK-ORG-UUID");
  for (const std::string& title : rules_.filter_hierarchy_names) add_class("org_unit_hierarchy", title);
}

void TestTown::add_unit(const TestUnit& unit) {
  SourceUnit row;
  row.uuid = uuid_of("unit", unit.uuid.empty() ? unit.name : unit.uuid);
  names_.emplace(row.uuid, unit.name);
  row.parent = add_unit_named(unit.parent);
  if (!unit.type.empty()) row.type = add_class("org_unit_type", unit.type);
  if (!unit.level.empty()) row.level = add_class("org_unit_level", unit.level);
  if (!unit.hierarchy.empty()) row.hierarchy = add_class("org_unit_hierarchy", unit.hierarchy);
  row.name = unit.name;
  std::erase_if(rows_.units, [&](const SourceUnit& other) { return other.uuid == row.uuid; });
  const Uuid uuid = rows_.units.emplace_back(std::move(row)).uuid;
  for (const TestAccount& account : unit.accounts) {
    SourceItUser made;
    made.unit = uuid;
    add_account(account, std::move(made));
  }
  for (const TestAddress& address : unit.addresses) {
    SourceAddress made;
    made.unit = uuid;
    add_address(address, "org_unit_address_type", std::move(made));
  }
  for (const TestKle& kle : unit.kle) {
    SourceKle made;
    made.uuid = make_uuid("row", std::to_string(++row_count_));
    made.unit = uuid;
    made.number = add_class("kle_number", kle.number);
    for (const std::string& aspect : kle.aspects) made.aspects.push_back(add_class("kle_aspect", aspect, "", aspect));
    rows_.kles.push_back(std::move(made));
  }
  if (!unit.manager.empty()) add_manager(unit.manager, uuid);
}

/// A manager is sent as one of the users, so he needs an engagement, and an account where users are filtered by it; in
/// `new` mode one that is tied to the engagement and knows its ObjectGUID.
void TestTown::add_manager(const std::string& name, const Uuid& unit) {
  TestPerson manager;
  manager.name = name;
  manager.engagements.push_back({"manager", "Leder", unit.to_string(), "", "", {}, true});
  const std::vector<std::string>& systems = rules_.new_mode ? rules_.new_mode_it_systems : rules_.user_name_it_systems;
  if (!systems.empty()) {
    TestAccount& account = manager.accounts.emplace_back(TestAccount{systems.front(), name, "", {}});
    if (rules_.new_mode) {
      account.external_id = make_uuid("guid", name).to_string();
      account.engagements = {manager.engagements.front().id};
    }
  }
  const Uuid person = add_person(manager);
  rows_.managers.push_back({make_uuid("row", std::to_string(++row_count_)), unit, person});
}

Uuid TestTown::add_person(const TestPerson& person) {
  SourcePerson row;
  row.uuid = uuid_of("person", person.uuid.empty() ? person.name : person.uuid);
  names_.emplace(row.uuid, person.name);
  row.user_key = person.user_key;
  std::tie(row.given_name, row.surname) = split_name(person.name);
  std::tie(row.nickname_given_name, row.nickname_surname) = split_name(person.nickname);
  if (person.has_cpr) row.cpr = Cpr::parse("0101010000");
  row.seniority = person.seniority;
  const Uuid uuid = rows_.persons.emplace_back(std::move(row)).uuid;
  for (const TestEngagement& engagement : person.engagements) {
    SourceEngagement made;
    made.uuid = uuid_of("engagement", engagement.id);
    made.person = uuid;
    made.unit = add_unit_named(engagement.unit);
    if (!engagement.title.empty()) made.job_function = add_class("engagement_job_function", engagement.title);
    made.from = engagement.from;
    made.extension_1 = engagement.extension_1;
    made.extension_3 = engagement.extension_3;
    made.is_primary = engagement.is_primary;
    rows_.engagements.push_back(std::move(made));
  }
  for (const TestAccount& account : person.accounts) {
    SourceItUser made;
    made.person = uuid;
    add_account(account, std::move(made));
  }
  for (const TestAddress& address : person.addresses) {
    SourceAddress made;
    made.person = uuid;
    if (!address.engagement.empty()) made.engagement = uuid_of("engagement", address.engagement);
    add_address(address, "employee_address_type", std::move(made));
  }
  return uuid;
}

void TestTown::add_account(const TestAccount& account, SourceItUser row) {
  row.uuid = make_uuid("row", std::to_string(++row_count_));
  row.it_system = add_it_system(account.system);
  row.user_key = account.user_key;
  row.external_id = account.external_id;
  for (const std::string& id : account.engagements) row.engagements.push_back(uuid_of("engagement", id));
  rows_.it_users.push_back(std::move(row));
}

void TestTown::add_address(const TestAddress& address, const std::string& facet, SourceAddress row) {
  row.uuid = make_uuid("row", std::to_string(++row_count_));
  const std::string type = address.type.empty() ? address.scope : address.type;
  row.type = add_class(facet, type, address.scope, address.user_key);
  if (!address.visibility.empty()) {
    row.visibility = add_class("visibility", address.visibility, address.visibility, address.visibility);
  }
  row.text = address.value;
  rows_.addresses.push_back(std::move(row));
}

}  // namespace os2sync
