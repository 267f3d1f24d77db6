// SPDX-License-Identifier: MPL-2.0
/// @file The exact set of changes that a plan holds back and an operator may let through, and its hash (S6).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"

namespace os2sync {

/// How long an approval is good for.
inline constexpr std::int64_t kApprovalSeconds = 86'400;  // a day

/// Held back by a limit rather than by a rule: an operator can let it through.
bool can_be_approved(WithheldReason reason) noexcept;
/// Held back by a limit, or waiting for what is: exit code 4.
bool is_guarded(WithheldReason reason) noexcept;

/// What an approval of this plan covers, ascending; empty when there is nothing to approve.
std::vector<HeldItem> find_approvable(const Plan& plan);

/// Sixteen hexadecimal digits as they are shown, in groups of four: ten in a row could be taken for a CPR number.
std::string group_hash(std::string_view digits);

/// Sixteen hexadecimal digits in groups: the same for the same set, in whatever order a plan holds it. Empty for none.
std::string hash_of(const std::vector<HeldItem>& items);

/// The hash to approve this plan by. Empty when there is nothing to approve, and for a plan about some objects: what
/// such a run withholds, the whole plan withholds too, and that is the one to look at before saying yes.
std::string approval_hash(const Plan& plan);

/// The two alarms of S7: how many withheld removals that an operator could let through have waited so long.
struct WithheldAlarm {
  std::size_t over_a_day = 0;  ///< those over a week included
  std::size_t over_a_week = 0;
};
WithheldAlarm find_alarm(const Plan& plan, std::int64_t now);

/// What of the approvals counts at `now` (Unix seconds), ascending. One that is older than kApprovalSeconds, or dated
/// later than now, does not; nor does a removal that was carried out since: a second one needs a second word.
std::vector<HeldItem> find_approved(const std::vector<Approval>& approvals, const std::vector<Deletion>& deletions,
                                    std::int64_t now);

}  // namespace os2sync
