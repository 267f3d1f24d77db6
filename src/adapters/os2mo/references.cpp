// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/references.hpp"

#include <algorithm>
#include <optional>

namespace os2sync::os2mo {
namespace {

template <typename Row>
UuidSet uuids_of(const std::vector<Row>& rows) {
  UuidSet known;
  for (const Row& row : rows) known.insert(row.uuid);
  return known;
}

/// Collects the unknown targets of one relation.
class Relation {
 public:
  Relation(std::string_view name, Kind kind, const UuidSet& known, bool must_be_known = true) : known_{known} {
    found_.relation = name;
    found_.kind = kind;
    found_.must_be_known = must_be_known;
  }

  void see(const Uuid& target) {
    if (!known_.contains(target)) found_.uuids.push_back(target);
  }
  void see(const std::optional<Uuid>& target) {
    if (target) see(*target);
  }
  void report(std::vector<UnknownReferences>& out) {
    std::vector<Uuid>& uuids = found_.uuids;
    std::sort(uuids.begin(), uuids.end());
    uuids.erase(std::unique(uuids.begin(), uuids.end()), uuids.end());
    if (!uuids.empty()) out.push_back(std::move(found_));
  }

 private:
  const UuidSet& known_;
  UnknownReferences found_;
};

}  // namespace

std::vector<UnknownReferences> find_unknown_references(const Snapshot& rows, const UuidSet& candidate_units,
                                                       const UuidSet& wanted_persons, bool with_details) {
  const UuidSet classes = uuids_of(rows.classes);
  const UuidSet it_systems = uuids_of(rows.it_systems);
  const UuidSet units = uuids_of(rows.units);

  Relation parents{"parents of units", Kind::unit, units};
  Relation unit_classes{"types, levels and hierarchies of units", Kind::class_, classes};
  for (const SourceUnit& unit : rows.units) {
    parents.see(unit.parent);
    if (!candidate_units.contains(unit.uuid)) continue;
    unit_classes.see(unit.type);
    unit_classes.see(unit.level);
    unit_classes.see(unit.hierarchy);
  }

  // A person whose only position is in a unit made a moment ago would look like a leaver. An engagement in a unit that
  // has ended, on the other hand, is ordinary.
  Relation engagement_units{"units of engagements", Kind::unit, units, false};
  Relation job_functions{"job functions of engagements", Kind::class_, classes};
  for (const SourceEngagement& engagement : rows.engagements) {
    engagement_units.see(engagement.unit);
    if (wanted_persons.contains(engagement.person)) job_functions.see(engagement.job_function);
  }

  // Somebody else is wanted for an account, or for a job that has not begun: such a person need not be in effect today.
  UuidSet employed;
  for (const SourceEngagement& engagement : rows.engagements) {
    if (!engagement.is_future && candidate_units.contains(engagement.unit)) employed.insert(engagement.person);
  }
  const UuidSet known_persons = uuids_of(rows.persons);
  Relation persons{"persons of engagements", Kind::person, known_persons};
  Relation others{"persons of accounts and future engagements", Kind::person, known_persons, false};
  wanted_persons.for_each([&](const Uuid& person) { (employed.contains(person) ? persons : others).see(person); });

  Relation account_systems{"it-systems of accounts", Kind::it_system, it_systems};
  if (with_details)
    for (const SourceItUser& account : rows.it_users) account_systems.see(account.it_system);

  Relation address_classes{"types and visibilities of addresses", Kind::class_, classes};
  if (with_details) {
    for (const SourceAddress& address : rows.addresses) {
      address_classes.see(address.type);
      address_classes.see(address.visibility);
    }
  }

  Relation aspects{"aspects of KLE rows", Kind::class_, classes};
  for (const SourceKle& kle : rows.kles) {
    if (!candidate_units.contains(kle.unit)) continue;
    for (const Uuid& aspect : kle.aspects) aspects.see(aspect);
  }

  std::vector<UnknownReferences> unknown;
  for (Relation* relation : {&parents, &unit_classes, &engagement_units, &job_functions, &persons, &others,
                             &account_systems, &address_classes, &aspects})
    relation->report(unknown);
  return unknown;
}

}  // namespace os2sync::os2mo
