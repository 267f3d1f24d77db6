// SPDX-License-Identifier: MPL-2.0
#include "app/accidents.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "config/setting_types.hpp"
#include "rules/map.hpp"

namespace os2sync {
namespace {

using UuidSet = std::unordered_set<Uuid>;

/// Which of the top unit's own sub-units each unit hangs under; the top unit, other trees and broken chains are in
/// none.
std::unordered_map<Uuid, Uuid> find_branches(const std::vector<SourceUnit>& units, const Uuid& top) {
  std::unordered_map<Uuid, std::optional<Uuid>> parents;
  for (const SourceUnit& unit : units) parents.emplace(unit.uuid, unit.parent);
  std::unordered_map<Uuid, Uuid> branches;
  for (const SourceUnit& unit : units) {
    Uuid at = unit.uuid;
    std::optional<Uuid> above = at == top ? std::nullopt : unit.parent;
    // As many steps as there are units prove a circle.
    for (std::size_t steps = 0; above && *above != top && steps < units.size(); ++steps) {
      at = *above;
      const auto next = parents.find(at);
      above = next == parents.end() ? std::nullopt : next->second;
    }
    if (above && *above == top) branches.emplace(unit.uuid, at);
  }
  return branches;
}

struct Branch {
  Uuid uuid;
  std::size_t units = 0;
};

/// The biggest first, then by uuid.
std::vector<Branch> size_branches(const std::unordered_map<Uuid, Uuid>& branch_of) {
  std::unordered_map<Uuid, std::size_t> sizes;
  for (const auto& [unit, branch] : branch_of) ++sizes[branch];
  std::vector<Branch> branches;
  branches.reserve(sizes.size());
  for (const auto& [uuid, units] : sizes) branches.push_back({uuid, units});
  std::sort(branches.begin(), branches.end(),
            [](const Branch& a, const Branch& b) { return a.units != b.units ? a.units > b.units : a.uuid < b.uuid; });
  return branches;
}

/// As many whole branches as come to half of the units or less, the smallest branch where all are bigger.
std::vector<Uuid> choose_half(const std::vector<Branch>& branches) {
  std::size_t all = 0;
  for (const Branch& branch : branches) all += branch.units;
  std::vector<Uuid> chosen;
  std::size_t units = 0;
  for (const Branch& branch : branches) {
    if (units + branch.units > all / 2) continue;
    units += branch.units;
    chosen.push_back(branch.uuid);
  }
  if (chosen.empty()) chosen.push_back(branches.back().uuid);
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

/// Those who worked in a unit that is gone and in none that is left.
UuidSet find_unemployed(const std::vector<SourceEngagement>& engagements, const UuidSet& gone_units) {
  UuidSet employed;
  UuidSet unemployed;
  for (const SourceEngagement& row : engagements) {
    if (!gone_units.contains(row.unit)) employed.insert(row.person);
  }
  for (const SourceEngagement& row : engagements) {
    if (!employed.contains(row.person)) unemployed.insert(row.person);
  }
  return unemployed;
}

void take_away(const UuidSet& units, const UuidSet& persons, Snapshot& rows) {
  const auto is_owned = [&](const auto& row) {
    return (row.unit && units.contains(*row.unit)) || (row.person && persons.contains(*row.person));
  };
  const auto is_in_unit = [&](const auto& row) { return units.contains(row.unit); };
  std::erase_if(rows.units, [&](const SourceUnit& row) { return units.contains(row.uuid); });
  std::erase_if(rows.persons, [&](const SourcePerson& row) { return persons.contains(row.uuid); });
  std::erase_if(rows.engagements, is_in_unit);
  std::erase_if(rows.kles, is_in_unit);
  std::erase_if(rows.managers, is_in_unit);
  std::erase_if(rows.it_users, is_owned);
  std::erase_if(rows.addresses, is_owned);
}

StagedAccident empty_source(const Snapshot& whole, const Settings& settings) {
  StagedAccident staged{settings, Snapshot{}, {}};
  staged.rows->classes = whole.classes;
  staged.rows->it_systems = whole.it_systems;
  staged.damage.units = whole.units.size();
  staged.damage.persons = whole.persons.size();
  staged.damage.accounts = whole.it_users.size();
  return staged;
}

std::optional<StagedAccident> halve(const Snapshot& whole, const Settings& settings) {
  const auto branch_of = find_branches(whole.units, settings.rules.top_unit);
  if (branch_of.empty()) return std::nullopt;
  StagedAccident staged{settings, whole, {}};
  Damage& damage = staged.damage;
  damage.branches = choose_half(size_branches(branch_of));
  UuidSet units;
  for (const auto& [unit, branch] : branch_of) {
    if (std::binary_search(damage.branches.begin(), damage.branches.end(), branch)) units.insert(unit);
  }
  take_away(units, find_unemployed(whole.engagements, units), *staged.rows);
  damage.units = whole.units.size() - staged.rows->units.size();
  damage.persons = whole.persons.size() - staged.rows->persons.size();
  damage.accounts = whole.it_users.size() - staged.rows->it_users.size();
  return staged;
}

std::optional<StagedAccident> move_the_root(const Snapshot& whole, const Settings& settings) {
  const auto branch_of = find_branches(whole.units, settings.rules.top_unit);
  if (branch_of.empty()) return std::nullopt;
  StagedAccident staged{settings, std::nullopt, {}};
  Uuid& top = staged.settings.rules.top_unit;
  staged.damage.setting = "os2sync.top_unit_uuid";
  staged.damage.was = show_value(top);
  top = size_branches(branch_of).front().uuid;
  staged.damage.became = show_value(top);
  return staged;
}

std::optional<StagedAccident> take_accounts_away(const Snapshot& whole, const Settings& settings) {
  StagedAccident staged{settings, whole, {}};
  std::vector<Uuid>& systems = staged.damage.it_systems;
  systems = person_it_systems(whole.it_systems, settings.rules);
  std::erase_if(staged.rows->it_users, [&](const SourceItUser& row) {
    return std::binary_search(systems.begin(), systems.end(), row.it_system);
  });
  staged.damage.accounts = whole.it_users.size() - staged.rows->it_users.size();
  if (staged.damage.accounts == 0) return std::nullopt;
  return staged;
}

/// The last character is wrong.
void mistype(Uuid& uuid) {
  Uuid::Bytes bytes = uuid.bytes();
  bytes.back() ^= 1U;
  uuid = Uuid{bytes};
}
void mistype(std::string& name) {
  std::size_t last = name.size();
  while (last > 0 && (static_cast<unsigned char>(name[--last]) & 0xC0U) == 0x80U) {}
  if (last > 0) {
    name.resize(last);
  } else {
    name += 'x';
  }
}

template <typename List>
bool mistype_first(const char* key, List& list, Damage& damage) {
  if (list.empty()) return false;
  damage.setting = key;
  damage.was = show_value(list);
  mistype(list.front());
  damage.became = show_value(list);
  return true;
}

/// In the first of these that is set. The first ones go unnoticed by whoever only looks whether the program starts.
StagedAccident mistype_a_setting(const Settings& settings) {
  StagedAccident staged{settings, std::nullopt, {}};
  Rules& rules = staged.settings.rules;
  Damage& damage = staged.damage;
  if (mistype_first("os2sync.ignored.unit_types", rules.ignored_unit_types, damage)) return staged;
  if (mistype_first("os2sync.ignored.unit_levels", rules.ignored_unit_levels, damage)) return staged;
  if (mistype_first("os2sync.filter_orgunit_uuid", rules.filter_units, damage)) return staged;
  if (mistype_first("os2sync.filter_hierarchy_names", rules.filter_hierarchy_names, damage)) return staged;
  if (mistype_first("os2sync.uuid_from_it_systems", rules.uuid_from_it_systems, damage)) return staged;
  damage.setting = "os2sync.top_unit_uuid";
  damage.was = show_value(rules.top_unit);
  mistype(rules.top_unit);
  damage.became = show_value(rules.top_unit);
  return staged;
}

}  // namespace

std::optional<StagedAccident> stage_accident(Accident accident, const Snapshot& whole, const Settings& settings) {
  switch (accident) {
    case Accident::none: return StagedAccident{settings, std::nullopt, {}};
    case Accident::source_empty: return empty_source(whole, settings);
    case Accident::half: return halve(whole, settings);
    case Accident::wrong_root: return move_the_root(whole, settings);
    case Accident::ad_gone: return take_accounts_away(whole, settings);
    case Accident::settings_typo: return mistype_a_setting(settings);
  }
  return std::nullopt;
}

}  // namespace os2sync
