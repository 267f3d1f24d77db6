// SPDX-License-Identifier: MPL-2.0
// What the rules can use at all, so that a source need not read the rest.
#include <algorithm>

#include "rules/address_types.hpp"
#include "rules/map.hpp"
#include "rules/resolved_names.hpp"
#include "rules/unit_tree.hpp"

namespace os2sync {

std::vector<Uuid> unit_address_types(const std::vector<SourceClass>& classes, const Rules& rules) {
  std::vector<Uuid> usable;
  for (const SourceClass& type : classes) {
    const AddressType use = classify_address_type(type, rules);
    if (use.for_units || use.work_rank) usable.push_back(type.uuid);
  }
  std::sort(usable.begin(), usable.end());
  return usable;
}

std::vector<Uuid> person_address_types(const std::vector<SourceClass>& classes, const Rules& rules) {
  std::vector<Uuid> usable;
  for (const SourceClass& type : classes) {
    if (classify_address_type(type, rules).for_users) usable.push_back(type.uuid);
  }
  std::sort(usable.begin(), usable.end());
  return usable;
}

std::vector<Uuid> person_it_systems(const std::vector<SourceItSystem>& systems, const Rules& rules) {
  if (rules.new_mode) {
    const NewModeSystems looked_at = resolve_new_mode_systems(systems, rules);
    std::vector<Uuid> usable = looked_at.users;
    usable.push_back(looked_at.fk_org);
    std::sort(usable.begin(), usable.end());
    usable.erase(std::unique(usable.begin(), usable.end()), usable.end());
    return usable;
  }
  std::vector<Uuid> usable = resolve_uuid_systems(systems, rules).systems();
  const std::vector<Uuid> naming = resolve_user_name_systems(systems, rules).systems();
  usable.insert(usable.end(), naming.begin(), naming.end());
  std::sort(usable.begin(), usable.end());
  usable.erase(std::unique(usable.begin(), usable.end()), usable.end());
  return usable;
}

std::vector<Uuid> candidate_units(const std::vector<SourceUnit>& units, const Rules& rules) {
  const UnitTree tree = walk_units(units, UuidTable{units}, rules);
  std::vector<Uuid> candidates;
  for (std::uint32_t row = 0; row < units.size(); ++row) {
    // Hierarchies cannot be judged yet: an account with an FK uuid lets a unit of another hierarchy in.
    const bool may_pass = tree.standings[row] == UnitStanding::below_top && !is_ignored(units[row], rules);
    if (row == tree.top || may_pass) candidates.push_back(units[row].uuid);
  }
  std::sort(candidates.begin(), candidates.end());
  return candidates;
}

}  // namespace os2sync
