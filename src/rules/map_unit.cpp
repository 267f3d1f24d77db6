// SPDX-License-Identifier: MPL-2.0
#include "rules/map_unit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/addresses.hpp"
#include "rules/kle.hpp"
#include "rules/managers.hpp"
#include "rules/notes.hpp"
#include "rules/owners.hpp"
#include "rules/rule_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr Text kAccounts{"{} IT account(s)", "{} it-konto/konti"};
constexpr Text kSystems{"{} system(s)", "{} system(er)"};
constexpr Text kNoName{"empty: the unit is left as it is in FK-ORG", "tomt: enheden bliver, som den er i FK-ORG"};

void map_addresses(std::uint32_t unit_row, const Mapping& mapping, WantedUnit& wanted, Notes& notes) {
  const Directory& directory = mapping.directory;
  AddressRace<kUnitTextCount> race{notes.traced()};
  for (const std::uint32_t row : directory.unit_addresses.of(unit_row)) {
    const SourceAddress& address = directory.snapshot.addresses[row];
    const std::uint32_t type = directory.classes.find(address.type);
    const auto use = type == kNoRow ? std::nullopt : mapping.address_types[type].for_units;
    if (!use || !may_be_sent(address, directory, mapping.rules, notes)) continue;
    if (is_blank(address.text)) {
      notes.find(FindingCode::address_empty, address.uuid.to_string());
      continue;
    }
    race.offer(static_cast<std::size_t>(use->field), {0, use->rank}, address);
  }
  for (std::size_t field = 0; field < kUnitTextCount; ++field) {
    wanted.texts[field] =
        take_winner(race, field, kUnitTextNames[field], rule::kUnitAddresses, mapping.rules.limits.text, notes);
  }
}

/// The systems of the unit's accounts, but for those that only say its FK uuid.
void map_it_systems(std::uint32_t unit_row, const Mapping& mapping, WantedUnit& wanted, Notes& notes) {
  const Directory& directory = mapping.directory;
  for (const std::uint32_t row : directory.unit_it_users.of(unit_row)) {
    const Uuid& system = directory.snapshot.it_users[row].it_system;
    if (directory.it_system_of(system) && !mapping.systems.uuids.rank_of(system)) wanted.it_systems.push_back(system);
  }
  std::vector<Uuid>& systems = wanted.it_systems;
  std::sort(systems.begin(), systems.end());
  systems.erase(std::unique(systems.begin(), systems.end()), systems.end());
  if (notes.traced()) {
    notes.step(rule::kUnitItSystems, "os2sync.uuid_from_it_systems",
               say(kAccounts, directory.unit_it_users.of(unit_row).size()), say(kSystems, systems.size()));
  }
}

}  // namespace

std::optional<WantedUnit> map_unit(std::uint32_t unit_row, const Mapping& mapping, std::vector<Finding>& findings) {
  const SourceUnit& unit = mapping.directory.snapshot.units[unit_row];
  Notes notes{ObjectKind::unit, unit.uuid, findings, mapping.trace};
  auto name = fit_text(unit.name, mapping.rules.limits.text, "Name", notes);
  if (notes.traced()) {
    notes.step(rule::kUnitName, "", say(fmt::format("'{}'", unit.name)),
               name ? say(fmt::format("'{}'", *name)) : say(kNoName));
  }
  if (!name) {
    notes.find(FindingCode::name_missing, "Name");
    return std::nullopt;
  }
  WantedUnit wanted;
  wanted.uuid = mapping.unit_fk_uuids[unit_row];
  wanted.source = unit.uuid;
  wanted.name = std::move(*name);
  if (const std::uint32_t parent = mapping.parents[unit_row]; parent != kNoRow) {
    wanted.parent = mapping.unit_fk_uuids[parent];
  }
  map_addresses(unit_row, mapping, wanted, notes);
  map_it_systems(unit_row, mapping, wanted, notes);
  map_kle(unit_row, mapping.directory, mapping.rules, wanted, notes);
  map_manager(unit_row, mapping, wanted, notes);
  wanted.owners = mapping.rules.unit_owners;
  trace_owners(wanted.owners, notes);
  return wanted;
}

}  // namespace os2sync
