// SPDX-License-Identifier: MPL-2.0
#include "app/foreign.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/read_objects.hpp"
#include "core/error.hpp"
#include "plan/as_held.hpp"
#include "plan/guard.hpp"
#include "rules/fk_uuid.hpp"

namespace os2sync {
namespace {

constexpr Text plural(ObjectKind kind) {
  return kind == ObjectKind::unit ? Text{"units", "enheder"} : Text{"users", "brugere"};
}

std::size_t count_live(ObjectKind kind, const std::vector<LedgerEntry>& ledger) {
  return static_cast<std::size_t>(std::count_if(
      ledger.begin(), ledger.end(), [kind](const LedgerEntry& entry) { return entry.kind == kind && !entry.deleted; }));
}

}  // namespace

UuidOwners owners_in(const Snapshot& snapshot, const Wanted& wanted) {
  const auto is_held = [&](const Uuid& record) {
    return std::binary_search(wanted.held_units.begin(), wanted.held_units.end(), record) ||
           std::binary_search(wanted.held_persons.begin(), wanted.held_persons.end(), record);
  };
  UuidOwners owners;
  for (const SourceItUser& account : snapshot.it_users) {
    const std::optional<Uuid> uuid = fk_uuid_of(account);
    const std::optional<Uuid> record = account.person ? account.person : account.unit;
    if (!uuid || !record) continue;
    const auto [owner, is_new] = owners.try_emplace(*uuid, *record);
    if (!is_new && is_held(*record)) owner->second = *record;
  }
  return owners;
}

Said why_it_stays(ObjectKind kind, const FkRead& read) {
  const auto* object = std::get_if<FkObject>(&read);
  if (!object) return say({"FK-ORG does not show it", "FK-ORG viser ikke objektet"});
  if (object->inactive) return say({"it is inactive already", "objektet er allerede inaktivt"});
  if (object->fields.contains("IsRobot")) return say({"it is a robot", "brugeren er en robot"});
  // Every municipality has one such unit, whatever its uuid is.
  if (kind == ObjectKind::unit && !parent_in(object->fields))
    return say({"no unit stands above it", "enheden har ingen overenhed"});
  return {};
}

std::vector<LedgerEntry> find_foreign(Sink& fk, const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                                      const UuidOwners& owners, const PlanRules& rules, Clock& clock,
                                      Observer& observer) {
  fk.probe();
  std::vector<LedgerEntry> foreign;
  std::vector<ObjectKey> to_read;
  for (const ObjectKind kind : {ObjectKind::unit, ObjectKind::user}) {
    const FkListing listing = fk.list(kind);
    if (const auto* unavailable = std::get_if<FkUnavailable>(&listing)) {
      observer.warn(say({"FK-ORG's {} cannot be listed ({}); none that others sent are deleted this time",
                         "FK-ORG's {} kan ikke oplistes ({}); ingen, som andre har sendt, slettes denne gang"},
                        plural(kind), unavailable->why));
      continue;
    }
    const Unknown unknown = find_unknown(kind, std::get<FkList>(listing).uuids, wanted, ledger, rules.top_unit);
    const RemovalLimit& limit = kind == ObjectKind::unit ? rules.guards.units : rules.guards.users;
    const bool may_go =
        unknown.unwanted.size() <= removal_limit(limit, count_live(kind, ledger) + unknown.unwanted.size());
    for (const Uuid& uuid : unknown.unwanted) {
      if (may_go) {
        to_read.emplace_back(kind, uuid);
      } else {
        foreign.push_back(entry_without_values(kind, uuid, owner_of(uuid, owners), std::nullopt));
      }
    }
  }
  const bool read_all = read_objects(fk, to_read, clock, observer, [&](const ObjectKey& key, const FkRead& read) {
    if (const Said why = why_it_stays(key.first, read); !why.empty()) {
      observer.debug(fmt::format("{} is left in FK-ORG: {}", key.second, why.english));
      return;
    }
    foreign.push_back(entry_without_values(key.first, key.second, owner_of(key.second, owners),
                                           parent_in(std::get<FkObject>(read).fields)));
  });
  if (!read_all)
    throw Error{ErrorKind::interrupted, Text{"asked to stop while asking FK-ORG what it holds; nothing was sent",
                                             "bedt om at stoppe under spørgsmål til FK-ORG; intet er sendt"}};
  std::sort(foreign.begin(), foreign.end(), [](const LedgerEntry& a, const LedgerEntry& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.uuid < b.uuid;
  });
  return foreign;
}

}  // namespace os2sync
