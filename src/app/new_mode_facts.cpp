// SPDX-License-Identifier: MPL-2.0
#include "app/new_mode_facts.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_set>

#include "app/read_objects.hpp"
#include "core/error.hpp"
#include "core/object_key.hpp"

namespace os2sync {
namespace {

/// FK uuid of the top unit as it was sent; none = it was not.
std::optional<Uuid> find_sent_top(const std::vector<LedgerEntry>& ledger, const Uuid& top_unit) {
  const auto sent = std::ranges::find_if(ledger, [&](const LedgerEntry& entry) {
    return entry.kind == ObjectKind::unit && entry.source == top_unit && !entry.deleted;
  });
  return sent == ledger.end() ? std::nullopt : std::optional{sent->uuid};
}

}  // namespace

Uuid draw_uuid(Clock& clock) {
  Uuid::Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    const std::uint32_t random = clock.random();
    for (std::size_t byte = 0; byte < 4; ++byte) bytes[i + byte] = static_cast<std::uint8_t>(random >> (8 * byte));
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  return Uuid{bytes};
}

NewModeFacts NewModeFactFinder::find(const Snapshot& snapshot, const Rules& rules,
                                     const std::vector<LedgerEntry>& ledger, const Scope& scope) {
  std::vector<Uuid> persons = find_adoptable(snapshot, rules);
  if (!scope.is_all()) {
    std::erase_if(persons,
                  [&](const Uuid& person) { return std::ranges::find(scope.persons, person) == scope.persons.end(); });
  }
  ask_about(persons, ledger, rules.top_unit);
  NewModeFacts facts;
  for (const auto& [person, knowledge] : asked_) {
    if (knowledge) facts.persons.emplace(person, *knowledge);
  }
  if (draws_ && rules.random_fk_uuids) {
    facts.draw_uuid = [this](const Uuid& guid) {
      const auto [drawn, is_new] = drawn_.try_emplace(guid);
      if (is_new) drawn->second = draw_uuid(clock_);
      return drawn->second;
    };
  }
  return facts;
}

void NewModeFactFinder::ask_about(const std::vector<Uuid>& persons, const std::vector<LedgerEntry>& ledger,
                                  const Uuid& top_unit) {
  std::unordered_set<Uuid> sent;
  for (const LedgerEntry& entry : ledger) {
    if (entry.kind == ObjectKind::user) sent.insert(entry.uuid);
  }
  std::vector<ObjectKey> open;
  for (const Uuid& person : persons) {
    if (asked_.contains(person)) continue;
    // What was sent once is known for good: a deleted user stays in FK-ORG, inactive.
    if (sent.contains(person)) {
      asked_[person] = FkKnowledge::known;
    } else {
      open.emplace_back(ObjectKind::user, person);
    }
  }
  bool any_unknown = false;
  const bool all = read_objects(sink_, open, clock_, observer_, [&](const ObjectKey& user, const FkRead& read) {
    std::optional<FkKnowledge>& knowledge = asked_[user.second];
    if (std::holds_alternative<FkObject>(read)) knowledge = FkKnowledge::known;
    if (std::holds_alternative<FkUnavailable>(read)) knowledge = FkKnowledge::unreadable;
    any_unknown = any_unknown || !knowledge;
  });
  if (!all) {
    throw Error{ErrorKind::interrupted,
                Text{"asked to stop while asking FK-ORG about persons; nothing was changed",
                     "bedt om at stoppe under forespørgsler til FK-ORG om personer; intet er ændret"}};
  }
  const auto sent_top = find_sent_top(ledger, top_unit);
  if (!any_unknown || !sent_top) return;
  if (std::holds_alternative<FkObject>(sink_.read(ObjectKind::unit, *sent_top))) return;
  for (const auto& [kind, person] : open) {
    if (!asked_[person]) asked_[person] = FkKnowledge::unreadable;
  }
}

}  // namespace os2sync
