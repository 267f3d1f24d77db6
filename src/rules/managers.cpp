// SPDX-License-Identifier: MPL-2.0
#include "rules/managers.hpp"

#include <fmt/format.h>

#include "rules/rule_names.hpp"

namespace os2sync {
namespace {

constexpr Text kManagerKept{"FK-ORG's own manager is kept", "FK-ORG's egen leder bevares"};
constexpr Text kRows{"{} manager row(s)", "{} lederrække(r)"};
constexpr Text kRow{"manager row {}", "lederrække {}"};
constexpr Text kVacant{"a vacancy", "en ledig stilling"};
constexpr Text kHeldBy{"person {}", "person {}"};
constexpr Text kNoManager{"no manager", "ingen leder"};
constexpr Text kManagerUser{"user {}", "bruger {}"};
constexpr Text kManagerWithoutUser{"person {} has no user in FK-ORG: no manager",
                                   "person {} har ingen bruger i FK-ORG: ingen leder"};

constexpr std::string_view kSetting = "os2sync.sync_managers";

/// The lowest manager row that is no vacancy.
const SourceManager* pick_manager(std::uint32_t unit_row, const Mapping& mapping, Notes& notes) {
  const SourceManager* picked = nullptr;
  bool several = false;
  for (const std::uint32_t row : mapping.directory.unit_managers.of(unit_row)) {
    const SourceManager& manager = mapping.directory.snapshot.managers[row];
    if (!manager.person) continue;
    several |= picked && picked->person != manager.person;
    if (!picked) picked = &manager;
  }
  if (several) notes.find(FindingCode::manager_ambiguous, picked->uuid.to_string());
  return picked;
}

}  // namespace

void map_manager(std::uint32_t unit_row, const Mapping& mapping, WantedUnit& wanted, Notes& notes) {
  wanted.owns_manager = mapping.rules.sync_managers;
  if (!wanted.owns_manager) {
    if (notes.traced()) notes.step(rule::kUnitManager, kSetting, say("false"), say(kManagerKept));
    return;
  }
  const SourceManager* const picked = pick_manager(unit_row, mapping, notes);
  if (picked) {
    const std::uint32_t person = mapping.directory.persons.find(*picked->person);
    if (person != kNoRow) wanted.manager = mapping.lead_users[person];
    if (!wanted.manager) notes.find(FindingCode::manager_not_transferred, picked->person->to_string());
  }
  if (notes.traced()) {
    for (const std::uint32_t row : mapping.directory.unit_managers.of(unit_row)) {
      const SourceManager& manager = mapping.directory.snapshot.managers[row];
      notes.step(rule::kUnitManager, kSetting, say(kRow, manager.uuid),
                 manager.person ? say(kHeldBy, *manager.person) : say(kVacant));
    }
    notes.step(rule::kUnitManager, kSetting, say(kRows, mapping.directory.unit_managers.of(unit_row).size()),
               !picked          ? say(kNoManager)
               : wanted.manager ? say(kManagerUser, *wanted.manager)
                                : say(kManagerWithoutUser, *picked->person));
  }
}

}  // namespace os2sync
