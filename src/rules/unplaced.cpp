// SPDX-License-Identifier: MPL-2.0
#include "rules/unplaced.hpp"

#include <algorithm>

#include "rules/directory.hpp"
#include "rules/map.hpp"
#include "rules/resolved_names.hpp"

namespace os2sync {
namespace {

std::vector<Uuid> systems_of_users(const Snapshot& snapshot, const Rules& rules) {
  // An FK-ORG account is no sign of somebody at work: it is ended with the account it belongs to.
  if (rules.new_mode) return resolve_new_mode_systems(snapshot.it_systems, rules).users;
  return person_it_systems(snapshot.it_systems, rules);
}

bool is_placed(std::uint32_t person, const Directory& directory) {
  return std::ranges::any_of(directory.person_engagements.of(person), [&](std::uint32_t row) {
    const SourceEngagement& engagement = directory.snapshot.engagements[row];
    return engagement.is_future || directory.units.find(engagement.unit) != kNoRow;
  });
}

}  // namespace

std::vector<Finding> find_unplaced_persons(const Snapshot& snapshot, const Rules& rules) {
  const Directory directory{snapshot};
  const std::vector<Uuid> systems = systems_of_users(snapshot, rules);
  std::vector<Finding> findings;
  for (std::uint32_t person = 0; person < snapshot.persons.size(); ++person) {
    if (is_placed(person, directory)) continue;
    for (const std::uint32_t row : directory.person_it_users.of(person)) {
      const Uuid& system = snapshot.it_users[row].it_system;
      if (!std::ranges::binary_search(systems, system)) continue;
      findings.push_back(
          {FindingCode::engagement_missing, ObjectKind::user, snapshot.persons[person].uuid, system.to_string()});
      break;
    }
  }
  std::sort(findings.begin(), findings.end());
  return findings;
}

}  // namespace os2sync
