// SPDX-License-Identifier: MPL-2.0
#include "plan/scope.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "plan/fk_account_plan.hpp"

namespace os2sync {
namespace {

using UuidSet = std::unordered_set<Uuid>;

UuidSet set_of(const std::vector<Uuid>& uuids) { return {uuids.begin(), uuids.end()}; }

/// Who holds which FK uuid in FK-ORG, by what was sent.
std::map<Uuid, Uuid> holders_of(const std::vector<LedgerEntry>& ledger, ObjectKind kind) {
  std::map<Uuid, Uuid> holders;
  for (const LedgerEntry& entry : ledger) {
    if (entry.kind == kind && !entry.deleted) holders.emplace(entry.uuid, entry.source);
  }
  return holders;
}

template <typename Object>
void hold_what_another_holds(ObjectKind kind, const std::vector<LedgerEntry>& ledger, const UuidSet& scope,
                             std::vector<Object>& objects, std::vector<Uuid>& held, std::vector<Finding>& findings) {
  const auto holders = holders_of(ledger, kind);
  for (const Object& object : objects) {
    const auto holder = holders.find(object.uuid);
    if (holder == holders.end() || holder->second == object.source || scope.contains(holder->second)) continue;
    held.push_back(object.source);
    findings.push_back({FindingCode::fk_uuid_shared, kind, object.source, holder->second.to_string()});
  }
  std::sort(held.begin(), held.end());
  held.erase(std::unique(held.begin(), held.end()), held.end());
  std::erase_if(objects,
                [&](const Object& object) { return std::binary_search(held.begin(), held.end(), object.source); });
}

template <typename Object>
void restrict_objects(const UuidSet& scope, std::vector<Object>& objects, std::vector<Uuid>& held) {
  std::erase_if(objects, [&](const Object& object) { return !scope.contains(object.source); });
  std::erase_if(held, [&](const Uuid& source) { return !scope.contains(source); });
}

}  // namespace

void restrict_to_scope(Wanted& wanted, const std::vector<LedgerEntry>& ledger, const Scope& scope) {
  if (scope.is_all()) return;
  const UuidSet units = set_of(scope.units);
  const UuidSet persons = set_of(scope.persons);
  restrict_objects(units, wanted.units, wanted.held_units);
  restrict_objects(persons, wanted.users, wanted.held_persons);
  std::erase_if(wanted.findings, [&](const Finding& finding) {
    return !(finding.kind == ObjectKind::unit ? units : persons).contains(finding.object);
  });
  hold_what_another_holds(ObjectKind::unit, ledger, units, wanted.units, wanted.held_units, wanted.findings);
  hold_what_another_holds(ObjectKind::user, ledger, persons, wanted.users, wanted.held_persons, wanted.findings);
  restrict_accounts(wanted, scope);
  std::sort(wanted.findings.begin(), wanted.findings.end());
}

std::vector<LedgerEntry> entries_in_scope(const std::vector<LedgerEntry>& ledger, const Scope& scope,
                                          const Wanted& wanted) {
  const UuidSet units = set_of(scope.units);
  const UuidSet persons = set_of(scope.persons);
  std::set<std::pair<ObjectKind, Uuid>> wanted_uuids;
  for (const WantedUnit& unit : wanted.units) wanted_uuids.emplace(ObjectKind::unit, unit.uuid);
  for (const WantedUser& user : wanted.users) wanted_uuids.emplace(ObjectKind::user, user.uuid);
  std::vector<LedgerEntry> entries;
  std::copy_if(ledger.begin(), ledger.end(), std::back_inserter(entries), [&](const LedgerEntry& entry) {
    return (entry.kind == ObjectKind::unit ? units : persons).contains(entry.source) ||
           wanted_uuids.contains({entry.kind, entry.uuid});
  });
  return entries;
}

std::vector<Uuid> find_unsent_units(const Plan& plan, const Wanted& wanted, const std::vector<LedgerEntry>& ledger) {
  const auto sent = holders_of(ledger, ObjectKind::unit);
  std::set<Uuid> needed;
  UuidSet coming;
  for (const Wave& wave : plan.waves) {
    for (const Change& change : wave.changes) {
      if (change.action == Action::remove) continue;
      if (change.kind == ObjectKind::unit) {
        const WantedUnit& unit = wanted.units[change.wanted_index];
        coming.insert(unit.uuid);
        if (unit.parent) needed.insert(*unit.parent);
      } else {
        for (const WantedPosition& position : wanted.users[change.wanted_index].positions) needed.insert(position.unit);
      }
    }
  }
  std::vector<Uuid> unsent;
  std::copy_if(needed.begin(), needed.end(), std::back_inserter(unsent),
               [&](const Uuid& unit) { return !sent.contains(unit) && !coming.contains(unit); });
  return unsent;
}

}  // namespace os2sync
