// SPDX-License-Identifier: MPL-2.0
#include "plan/guard.hpp"

#include <algorithm>
#include <unordered_set>

#include "plan/approvable.hpp"

namespace os2sync {
namespace {

constexpr HeldAction held_action(Action action) {
  switch (action) {
    case Action::create: return HeldAction::create;
    case Action::update: return HeldAction::update;
    case Action::remove: break;
  }
  return HeldAction::remove;
}

/// Why so many removals cannot go on; none = they can. Of no removals anything may be said.
std::optional<WithheldReason> judge_removals(const RemovalsOfKind& of, std::size_t removed_before,
                                             std::size_t removals) {
  if (of.limit.count == 0) return WithheldReason::removal_off;
  const std::size_t most = removal_limit(of.limit, of.held);
  if (removals > most) return WithheldReason::guard;
  if (removals + removed_before > most) return WithheldReason::budget;
  return std::nullopt;
}

/// Does the object, its change being withheld, stay in a unit that it may have to leave?
bool stays_in_its_unit(const Withheld& withheld) {
  const Change& change = withheld.change;
  if (change.action == Action::remove) return change.kind == ObjectKind::user && can_be_approved(withheld.reason);
  return std::any_of(change.fields.begin(), change.fields.end(), [](const FieldChange& field) {
    return field.field == FieldId::parent || field.field == FieldId::positions;
  });
}

/// Moves the changes that `stays` denies.
template <typename Judge>
void move_withheld(std::vector<Change>& changes, std::vector<Withheld>& withheld, WithheldReason reason,
                   Judge&& stays) {
  std::vector<Change> kept;
  for (Change& change : changes) {
    if (stays(change)) {
      kept.push_back(std::move(change));
    } else {
      withheld.push_back({std::move(change), reason});
    }
  }
  changes = std::move(kept);
}

}  // namespace

// The percentage is of what FK-ORG holds, not of what the source gave: the source is what may have broken.
std::size_t removal_limit(const RemovalLimit& limit, std::size_t held) noexcept {
  if (limit.count == 0) return 0;
  return std::max(limit.count, held * limit.percent / 100);
}

void withhold_removals(const RemovalsOfKind& of, const GuardHistory& history, std::vector<Change>& removals,
                       std::vector<Withheld>& withheld) {
  const auto reason = judge_removals(of, history.removed(of.kind), removals.size());
  if (!reason) return;
  move_withheld(removals, withheld, *reason, [&](const Change& change) {
    return *reason != WithheldReason::removal_off && is_approved(change, history);
  });
}

void withhold_unapproved(Refusal refusal, const GuardHistory& history, std::vector<Change>& changes,
                         std::vector<Withheld>& withheld) {
  const bool run_approved = is_approved(refusal, history);
  const auto reason = refusal == Refusal::first_run ? WithheldReason::first_run : WithheldReason::source_shrank;
  move_withheld(changes, withheld, reason,
                [&](const Change& change) { return run_approved && is_approved(change, history); });
}

void withhold_early_removals(std::vector<Change>& removals, std::vector<Withheld>& withheld) {
  const bool units_stay_peopled = std::any_of(withheld.begin(), withheld.end(), stays_in_its_unit);
  std::unordered_set<Uuid> uncreated;
  for (const Withheld& one : withheld) {
    if (one.change.action == Action::create) uncreated.insert(one.change.source);
  }
  move_withheld(removals, withheld, WithheldReason::updates_withheld, [&](const Change& change) {
    if (change.kind == ObjectKind::unit && units_stay_peopled) return false;
    return change.reason != Reason::uuid_replaced || !uncreated.contains(change.source);
  });
}

bool is_approved(const Change& change, const GuardHistory& history) {
  HeldItem item = held_item(change);
  const auto found = std::lower_bound(history.approved.begin(), history.approved.end(), item);
  if (found == history.approved.end()) return false;
  item.value = found->value;
  return *found == item;
}

bool is_approved(Refusal refusal, const GuardHistory& history) {
  return std::binary_search(history.approved.begin(), history.approved.end(), held_item(refusal));
}

HeldItem held_item(const Change& change, std::uint64_t value) {
  return {held_action(change.action), change.kind, change.uuid, value};
}

HeldItem held_item(Refusal refusal) { return {HeldAction::run, {}, {}, static_cast<std::uint64_t>(refusal)}; }

}  // namespace os2sync
