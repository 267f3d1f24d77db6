// SPDX-License-Identifier: MPL-2.0
#include "rules/work_address.hpp"

#include "rules/addresses.hpp"
#include "rules/rule_names.hpp"

namespace os2sync {
namespace {

constexpr Text kLocationKept{"FK-ORG's own Location is kept", "FK-ORG's egen Location bevares"};
constexpr Text kUnit{"unit '{}' {}", "enhed '{}' {}"};
constexpr Text kHasAddress{"has an address to work at", "har en adresse at arbejde på"};
constexpr Text kHasNone{"has no such address: no Location", "har ingen sådan adresse: ingen Location"};

constexpr std::string_view kSetting = "os2sync.employee_engagement_address";

}  // namespace

void map_work_address(const Positions& positions, const Mapping& mapping, WantedUser& wanted, Notes& notes) {
  wanted.owns_location = !mapping.rules.work_address_types.empty();
  if (!wanted.owns_location) {
    if (notes.traced()) notes.step(rule::kUserLocation, kSetting, say("[]"), say(kLocationKept));
    return;
  }
  const Directory& directory = mapping.directory;
  if (positions.work_unit_unclear) notes.find(FindingCode::primary_unclear, wanted.uuid.to_string());
  AddressRace<1> race{notes.traced()};
  for (const std::uint32_t row : directory.unit_addresses.of(positions.work_unit)) {
    const SourceAddress& address = directory.snapshot.addresses[row];
    const std::uint32_t type = directory.classes.find(address.type);
    const auto rank = type == kNoRow ? std::nullopt : mapping.address_types[type].work_rank;
    if (!rank || is_blank(address.text) || !may_be_sent(address, directory, mapping.rules, notes)) continue;
    race.offer(0, {0, *rank}, address);
  }
  if (notes.traced()) {
    const SourceUnit& unit = directory.snapshot.units[positions.work_unit];
    notes.step(rule::kUserLocation, kSetting, say(kUnit, unit.name, unit.uuid),
               say(race.winner(0) ? kHasAddress : kHasNone));
  }
  wanted.location = take_winner(race, 0, "Location", rule::kUserLocation, mapping.rules.limits.text, notes);
}

}  // namespace os2sync
