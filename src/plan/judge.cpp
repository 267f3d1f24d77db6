// SPDX-License-Identifier: MPL-2.0
#include <algorithm>
#include <cstdint>

#include "plan/plan.hpp"

namespace os2sync {
namespace {

bool holds_live(const std::vector<LedgerEntry>& ledger, ObjectKind kind) {
  return std::any_of(ledger.begin(), ledger.end(),
                     [&](const LedgerEntry& entry) { return entry.kind == kind && !entry.deleted; });
}

/// Did `now` lose more than `max_percent` of `before`? Growth and an unknown past are never a shrinkage.
bool shrank(std::int64_t before, std::size_t now, std::size_t max_percent) {
  const auto old = static_cast<std::uint64_t>(std::max<std::int64_t>(before, 0));
  return now < old && (old - now) * 100 > old * max_percent;
}

}  // namespace

std::optional<Refusal> judge_source(const SourceFacts& facts, const std::optional<RunFacts>& last, const Wanted& wanted,
                                    const std::vector<LedgerEntry>& ledger, const Guards& guards) {
  const bool live_units = holds_live(ledger, ObjectKind::unit);
  const bool live_users = holds_live(ledger, ObjectKind::user);
  if (facts.units_read == 0 && (live_units || live_users)) return Refusal::source_empty;
  if (facts.persons_read == 0 && live_users) return Refusal::source_empty;
  // Covers the empty source of a first run too: there is nothing to compare with, but nothing to send either.
  if (facts.units_read == 0 || !facts.top_unit_read) return Refusal::top_unit_missing;
  if (live_users && wanted.users.empty()) return Refusal::no_users_wanted;
  if (last && shrank(last->units_read, facts.units_read, guards.max_shrink_percent)) return Refusal::units_shrank;
  if (last && shrank(last->persons_read, facts.persons_read, guards.max_shrink_percent)) return Refusal::persons_shrank;
  return std::nullopt;
}

}  // namespace os2sync
