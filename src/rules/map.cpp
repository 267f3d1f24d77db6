// SPDX-License-Identifier: MPL-2.0
#include "rules/map.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "rules/account_trace.hpp"
#include "rules/fk_uuid.hpp"
#include "rules/map_unit.hpp"
#include "rules/map_user.hpp"
#include "rules/mapping.hpp"
#include "rules/rule_names.hpp"
#include "rules/shared_fk_uuid.hpp"

namespace os2sync {
namespace {

constexpr Text kShared{"FK uuid {} is also that of {}", "FK-uuid {} er også det, {} har"};
constexpr Text kOtherKeepsIt{"the other keeps it; this one is left as it is in FK-ORG",
                             "den anden beholder det; denne bliver, som den er i FK-ORG"};
constexpr Text kAccounts{"{} IT account(s)", "{} it-konto/konti"};
constexpr Text kLowestUuid{"{} (the lowest of several accounts of one system)",
                           "{} (det laveste af flere konti i ét system)"};
constexpr Text kAccountUuid{"{} (from an account)", "{} (fra en konto)"};
constexpr Text kOwnUuid{"{} (OS2MO's uuid)", "{} (OS2MO's uuid)"};

void note_lost_claim(const LostClaim& lost, ObjectKind kind, std::vector<Finding>& findings, Trace* trace) {
  Notes notes{kind, lost.claim.source, findings, trace};
  notes.find(FindingCode::fk_uuid_shared, lost.winner.to_string());
  if (notes.traced()) {
    notes.step(rule::kUuidShared, "os2sync.uuid_from_it_systems", say(kShared, lost.claim.fk_uuid, lost.winner),
               say(kOtherKeepsIt));
  }
}

/// The FK uuid of every transferred unit, once, and which units lose theirs to another.
void choose_unit_uuids(Mapping& mapping, const FkHolders& holders, std::vector<Finding>& findings) {
  const Directory& directory = mapping.directory;
  const std::vector<SourceUnit>& units = directory.snapshot.units;
  mapping.unit_fk_uuids.resize(units.size());
  mapping.held_units.resize(units.size());
  std::vector<FkClaim> claims;
  for (std::uint32_t row = 0; row < units.size(); ++row) {
    mapping.unit_fk_uuids[row] = units[row].uuid;
    if (!mapping.selection.transferred[row]) continue;
    Notes notes{ObjectKind::unit, units[row].uuid, findings, mapping.trace};
    const auto choice =
        choose_fk_uuid(directory.snapshot.it_users, directory.unit_it_users.of(row), mapping.systems.uuids, notes);
    mapping.unit_fk_uuids[row] = choice.uuid.value_or(units[row].uuid);
    claims.push_back({mapping.unit_fk_uuids[row], units[row].uuid, row});
    if (notes.traced()) {
      constexpr std::string_view kSetting = "os2sync.uuid_from_it_systems";
      trace_accounts(directory.unit_it_users.of(row), directory, {mapping.systems.uuids, {}}, rule::kUnitUuid, kSetting,
                     notes);
      notes.step(rule::kUnitUuid, kSetting, say(kAccounts, directory.unit_it_users.of(row).size()),
                 say(choice.ambiguous ? kLowestUuid
                     : choice.uuid    ? kAccountUuid
                                      : kOwnUuid,
                     mapping.unit_fk_uuids[row]));
    }
  }
  for (const LostClaim& lost : find_lost_claims(std::move(claims), mapping.rules.top_unit, holders)) {
    mapping.held_units[lost.claim.row] = true;
    note_lost_claim(lost, ObjectKind::unit, findings, mapping.trace);
  }
}

/// Adds what one person gives to what all give.
void append_accounts(const FkAccounts& of_person, FkAccounts& all) {
  all.created.insert(all.created.end(), of_person.created.begin(), of_person.created.end());
  all.ended.insert(all.ended.end(), of_person.ended.begin(), of_person.ended.end());
  all.kept += of_person.kept;
}

/// Without those of held persons, for whom nothing is changed.
void settle_accounts(const Mapping& mapping, const std::vector<bool>& held, FkAccounts& accounts) {
  if (mapping.new_mode_systems) accounts.it_system = mapping.new_mode_systems->fk_org;
  const auto is_held = [&](const auto& account) { return held[mapping.directory.persons.find(account.person)]; };
  std::erase_if(accounts.created, is_held);
  std::erase_if(accounts.ended, is_held);
  std::ranges::sort(accounts.created, [](const NewFkAccount& a, const NewFkAccount& b) {
    return std::tie(a.fk_uuid, a.person) < std::tie(b.fk_uuid, b.person);
  });
  std::ranges::sort(accounts.ended, {}, &EndedFkAccount::account);
}

/// Users of all persons, by uuid; fills lead_users and the held persons.
void map_users(Mapping& mapping, const FkHolders& holders, Wanted& wanted) {
  const std::vector<SourcePerson>& persons = mapping.directory.snapshot.persons;
  mapping.lead_users.resize(persons.size());
  std::vector<bool> held(persons.size());
  std::vector<std::optional<WantedUser>> users;  // none where an FK uuid is claimed without a user
  users.reserve(persons.size());
  std::vector<FkClaim> claims;  // one per user, so claims[i].row is turned into the user's number below
  std::vector<std::uint32_t> person_of;
  constexpr std::uint32_t kPersonsAhead = 8;
  for (std::uint32_t row = 0; row < persons.size(); ++row) {
    mapping.directory.announce_person(row + kPersonsAhead);
    MappedPerson mapped = map_person(row, mapping, wanted.findings);
    held[row] = mapped.held;
    mapping.lead_users[row] = mapped.lead;
    const auto claim = [&](const Uuid& fk_uuid, std::optional<WantedUser> user) {
      claims.push_back({fk_uuid, persons[row].uuid, static_cast<std::uint32_t>(users.size())});
      person_of.push_back(row);
      users.push_back(std::move(user));
    };
    for (const Uuid& idle : mapped.idle_uuids) claim(idle, std::nullopt);
    for (WantedUser& user : mapped.users) {
      const Uuid fk_uuid = user.uuid;
      claim(fk_uuid, std::move(user));
    }
    append_accounts(mapped.accounts, wanted.fk_accounts);
  }
  std::sort(claims.begin(), claims.end());
  for (const LostClaim& lost : find_lost_claims(claims, Uuid{}, holders)) {
    held[person_of[lost.claim.row]] = true;
    note_lost_claim(lost, ObjectKind::user, wanted.findings, mapping.trace);
  }
  wanted.users.reserve(users.size());
  for (const FkClaim& claim : claims) {
    if (!held[person_of[claim.row]] && users[claim.row]) wanted.users.push_back(std::move(*users[claim.row]));
  }
  settle_accounts(mapping, held, wanted.fk_accounts);
  for (std::uint32_t row = 0; row < persons.size(); ++row) {
    if (!held[row]) continue;
    mapping.lead_users[row].reset();
    wanted.held_persons.push_back(persons[row].uuid);
  }
}

/// Units with their depth below the top, so that parents come before children, then by uuid.
void map_units(Mapping& mapping, Wanted& wanted) {
  const std::vector<SourceUnit>& units = mapping.directory.snapshot.units;
  std::vector<std::size_t> depths(units.size());
  std::vector<std::pair<std::size_t, WantedUnit>> mapped;
  for (const std::uint32_t row : mapping.selection.tree.top_down) {
    if (mapping.selection.tree.standings[row] == UnitStanding::detached) mapping.held_units[row] = true;
    if (mapping.selection.transferred[row]) {
      if (mapping.parents[row] != kNoRow) depths[row] = depths[mapping.parents[row]] + 1;
      if (!mapping.held_units[row]) {
        if (auto unit = map_unit(row, mapping, wanted.findings)) {
          mapped.emplace_back(depths[row], std::move(*unit));
        } else {
          mapping.held_units[row] = true;
        }
      }
    }
    if (mapping.held_units[row]) wanted.held_units.push_back(units[row].uuid);
  }
  std::sort(mapped.begin(), mapped.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.uuid < b.second.uuid;
  });
  wanted.units.reserve(mapped.size());
  for (auto& [depth, unit] : mapped) wanted.units.push_back(std::move(unit));
}

}  // namespace

Wanted map_snapshot(const Snapshot& snapshot, const Rules& rules, Trace* trace, const PersonTemplates* templates,
                    const Holders& holders, const NewModeFacts& facts) {
  const Directory directory{snapshot};
  Wanted wanted;
  Mapping mapping{rules, directory, trace, templates, facts, {}, {}, {}, {}, {}, {}, {}, {}};
  mapping.systems.uuids = resolve_uuid_systems(snapshot.it_systems, rules);
  if (rules.new_mode) {
    mapping.new_mode_systems = resolve_new_mode_systems(snapshot.it_systems, rules);
  } else {
    mapping.systems.user_names = resolve_user_name_systems(snapshot.it_systems, rules);
  }
  check_work_address_types(snapshot.classes, rules);
  mapping.address_types = classify_address_types(snapshot.classes, rules);
  mapping.selection = select_units(directory, rules, mapping.systems.uuids,
                                   resolve_hierarchies(snapshot.classes, rules), wanted.findings, trace);
  choose_unit_uuids(mapping, holders.units, wanted.findings);
  mapping.parents = find_parents(directory, mapping.selection, mapping.held_units, wanted.findings, trace);
  wanted.top_unit = mapping.unit_fk_uuids[mapping.selection.tree.top];
  map_users(mapping, holders.users, wanted);
  map_units(mapping, wanted);

  std::sort(wanted.findings.begin(), wanted.findings.end());
  wanted.findings.erase(std::unique(wanted.findings.begin(), wanted.findings.end()), wanted.findings.end());
  std::sort(wanted.held_units.begin(), wanted.held_units.end());
  std::sort(wanted.held_persons.begin(), wanted.held_persons.end());
  return wanted;
}

}  // namespace os2sync
