// SPDX-License-Identifier: MPL-2.0
#include "plan/approvable.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/sha256.hpp"
#include "plan/guard.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kHashBytes = 8;

void append(const HeldItem& item, std::string& out) {
  out += fmt::format("{} {} {} {:016x}\n", static_cast<int>(item.action), static_cast<int>(item.kind), item.uuid,
                     item.value);
}

bool was_carried_out(const HeldItem& item, std::int64_t approved_at, const std::vector<Deletion>& deletions) {
  return item.action == HeldAction::remove &&
         std::any_of(deletions.begin(), deletions.end(), [&](const Deletion& deletion) {
           return deletion.kind == item.kind && deletion.uuid == item.uuid && deletion.at >= approved_at;
         });
}

}  // namespace

bool can_be_approved(WithheldReason reason) noexcept {
  switch (reason) {
    case WithheldReason::guard:
    case WithheldReason::budget:
    case WithheldReason::mass_change:
    case WithheldReason::source_shrank:
    case WithheldReason::first_run: return true;
    case WithheldReason::autowash_off:
    case WithheldReason::record_held:
    case WithheldReason::top_unit:
    case WithheldReason::needs_whole_run:
    case WithheldReason::removal_off:
    case WithheldReason::updates_withheld: break;
  }
  return false;
}

bool is_guarded(WithheldReason reason) noexcept {
  return can_be_approved(reason) || reason == WithheldReason::removal_off || reason == WithheldReason::updates_withheld;
}

std::vector<HeldItem> find_approvable(const Plan& plan) {
  std::vector<HeldItem> items;
  if (plan.refusal) items.push_back(held_item(*plan.refusal));
  for (const Withheld& withheld : plan.withheld) {
    if (can_be_approved(withheld.reason)) items.push_back(held_item(withheld.change, withheld.value));
  }
  std::sort(items.begin(), items.end());
  return items;
}

std::string group_hash(std::string_view digits) {
  return fmt::format("{}-{}-{}-{}", digits.substr(0, 4), digits.substr(4, 4), digits.substr(8, 4), digits.substr(12));
}

std::string hash_of(const std::vector<HeldItem>& items) {
  if (items.empty()) return {};
  std::string text;
  for (const HeldItem& item : items) append(item, text);
  const auto digest = sha256(text);
  return group_hash(fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + kHashBytes, "")));
}

std::string approval_hash(const Plan& plan) {
  if (!plan.is_whole) return {};
  return hash_of(find_approvable(plan));
}

WithheldAlarm find_alarm(const Plan& plan, std::int64_t now) {
  constexpr std::int64_t kDay = 86'400;
  constexpr std::int64_t kWeek = 7 * kDay;
  WithheldAlarm alarm;
  for (const Withheld& withheld : plan.withheld) {
    if (withheld.since == 0 || withheld.change.action != Action::remove || !can_be_approved(withheld.reason)) continue;
    if (now - withheld.since > kDay) ++alarm.over_a_day;
    if (now - withheld.since > kWeek) ++alarm.over_a_week;
  }
  return alarm;
}

std::vector<HeldItem> find_approved(const std::vector<Approval>& approvals, const std::vector<Deletion>& deletions,
                                    std::int64_t now) {
  std::vector<HeldItem> items;
  for (const Approval& approval : approvals) {
    if (approval.approved_at > now || now >= approval.approved_at + kApprovalSeconds) continue;
    std::copy_if(approval.items.begin(), approval.items.end(), std::back_inserter(items),
                 [&](const HeldItem& item) { return !was_carried_out(item, approval.approved_at, deletions); });
  }
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return items;
}

}  // namespace os2sync
