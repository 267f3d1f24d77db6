// SPDX-License-Identifier: MPL-2.0
/// @file The limits on removals (S2, S4), the stop of a whole run (S3, S9) and what an approval lets past them (S6).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "plan/plan.hpp"

namespace os2sync {

/// How many objects of a kind may be removed when FK-ORG holds `held` of them. A count of 0 means none, whatever the
/// percentage: it is how an operator says "never delete".
std::size_t removal_limit(const RemovalLimit& limit, std::size_t held) noexcept;

/// The limit on one kind's removals.
struct RemovalsOfKind {
  ObjectKind kind{};
  RemovalLimit limit;
  std::size_t held = 0;  ///< in FK-ORG, by the ledger
};

/// Moves removals over the limit to `withheld`: all of them or none, for a plan over the limit is more likely wrong as
/// a whole than right in part. Approved ones stay, unless the limit is 0.
void withhold_removals(const RemovalsOfKind& of, const GuardHistory& history, std::vector<Change>& removals,
                       std::vector<Withheld>& withheld);

/// Moves everything that was not approved to `withheld`.
void withhold_unapproved(Refusal refusal, const GuardHistory& history, std::vector<Change>& changes,
                         std::vector<Withheld>& withheld);

/// Moves removals to `withheld` that would go before a change that is withheld: of units when some unit or user is
/// not moved or removed as planned, of an old uuid when the new one is not sent.
void withhold_early_removals(std::vector<Change>& removals, std::vector<Withheld>& withheld);

/// Was this change approved, whatever its fields would become?
bool is_approved(const Change& change, const GuardHistory& history);
/// Was the run approved that this refusal stops?
bool is_approved(Refusal refusal, const GuardHistory& history);

/// The held-back form of a change or of a run.
HeldItem held_item(const Change& change, std::uint64_t value = 0);
HeldItem held_item(Refusal refusal);

}  // namespace os2sync
