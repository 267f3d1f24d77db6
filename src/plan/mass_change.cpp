// SPDX-License-Identifier: MPL-2.0
#include "plan/mass_change.hpp"

#include <algorithm>
#include <array>

#include "plan/guard.hpp"

namespace os2sync {
namespace {

bool overwrites(const FieldChange& change) { return change.kind != FieldChangeKind::added; }

/// One number for what the guarded fields of a change would become. They are keyed digests: mixing them is enough.
std::uint64_t digest_of(const Change& change, const FieldSet& guarded) {
  constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  std::uint64_t value = 0xcbf29ce484222325ULL;
  for (const FieldChange& field : change.fields) {
    if (!guarded[bit_of(field.field)] || !overwrites(field)) continue;
    const auto after = std::find_if(change.after.fields.begin(), change.after.fields.end(),
                                    [&](const FieldDigest& digest) { return digest.field == field.field; });
    value = (value ^ bit_of(field.field)) * kPrime;
    value = (value ^ (after == change.after.fields.end() ? 0 : after->digest)) * kPrime;
  }
  return value;
}

}  // namespace

void withhold_mass_changes(ObjectKind kind, std::size_t held, const PlanRules& rules, std::vector<Change>& changes,
                           std::vector<Withheld>& withheld, std::vector<MassChange>& found) {
  std::array<std::size_t, kFieldCount> counts{};
  for (const Change& change : changes) {
    if (change.action != Action::update) continue;
    for (const FieldChange& field : change.fields) counts.at(bit_of(field.field)) += overwrites(field) ? 1 : 0;
  }
  const RemovalLimit& limit = rules.guards.changes;
  // Unlike with removals, 0 is no word of its own here: the percentage alone decides then.
  const std::size_t most = std::max(limit.count, held * limit.percent / 100);
  FieldSet guarded;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (counts.at(i) <= most) continue;
    guarded.set(i);
    found.push_back({kind, static_cast<FieldId>(i), counts.at(i), held});
  }
  if (guarded.none()) return;

  std::vector<Change> kept;
  for (Change& change : changes) {
    const bool touched = change.action == Action::update &&
                         std::any_of(change.fields.begin(), change.fields.end(), [&](const FieldChange& field) {
                           return guarded[bit_of(field.field)] && overwrites(field);
                         });
    const std::uint64_t value = touched ? digest_of(change, guarded) : 0;
    const auto& approved = rules.history.approved;
    if (!touched || std::binary_search(approved.begin(), approved.end(), held_item(change, value))) {
      kept.push_back(std::move(change));
    } else {
      withheld.push_back({std::move(change), WithheldReason::mass_change, value});
    }
  }
  changes = std::move(kept);
}

}  // namespace os2sync
