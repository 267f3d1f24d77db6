// SPDX-License-Identifier: MPL-2.0
#include "sim/removal_judge.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace os2sync::sim {
namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kApprovalLasts = 24 * kHour;

std::size_t most_removals(const RemovalLimit& limit, std::size_t held) {
  if (limit.count == 0) return 0;
  const std::size_t share = held * limit.percent / 100;
  return share > limit.count ? share : limit.count;
}

}  // namespace

std::string_view name_of(ObjectKind kind) { return kind == ObjectKind::unit ? "unit" : "user"; }

void RemovalJudge::begin_run(const Guards& guards, std::map<ObjectKind, std::size_t> live, std::int64_t now) {
  guards_ = guards;
  live_ = std::move(live);
  began_at_ = now;
  sent_.clear();
  sent_without_approval_.clear();
  accepted_.clear();
}

void RemovalJudge::approve(const std::vector<HeldItem>& items, std::int64_t now) {
  for (const HeldItem& item : items) {
    if (item.action == HeldAction::remove) approved_[{item.kind, item.uuid}] = now;
  }
}

bool RemovalJudge::is_approved(const ObjectKey& object) const {
  const auto found = approved_.find(object);
  return found != approved_.end() && found->second >= began_at_ - kApprovalLasts;
}

RemovalJudge::Complaint RemovalJudge::judge(const ObjectKey& object, std::int64_t now) {
  const auto& [kind, uuid] = object;
  if (!sent_[kind].insert(uuid).second) return std::nullopt;
  ++count_;
  const bool approved = is_approved(object);
  count_approved_ += approved ? 1 : 0;
  if (!approved) sent_without_approval_.insert(kind);
  const RemovalLimit& limit = kind == ObjectKind::unit ? guards_.units : guards_.users;
  if (limit.count == 0) return fmt::format("{} {} was deleted, and the limit is 0", name_of(kind), uuid);
  // What was approved passes by itself. Anything else passes only as long as the limit holds for all there is.
  if (!sent_without_approval_.contains(kind)) return std::nullopt;
  const std::size_t most = most_removals(limit, live_[kind]);
  if (sent_[kind].size() > most) {
    return fmt::format("{} {}s were deleted in one run, the guard allows {}", sent_[kind].size(), name_of(kind), most);
  }
  // One dated in the future counts too: setting a clock back frees nothing.
  const std::int64_t since = now - kHour * static_cast<std::int64_t>(guards_.window_hours);
  const auto before = static_cast<std::size_t>(std::ranges::count_if(
      done_, [&](const Deletion& deletion) { return deletion.kind == kind && deletion.at >= since; }));
  if (before + sent_[kind].size() > most) {
    return fmt::format("{} {}s were deleted in one run and {} in the {} hours before it, the guard allows {}",
                       sent_[kind].size(), name_of(kind), before, guards_.window_hours, most);
  }
  return std::nullopt;
}

void RemovalJudge::accepted(const ObjectKey& object, std::int64_t now) {
  accepted_.push_back({object.first, object.second, now});
}

RemovalJudge::Complaint RemovalJudge::end_run(const std::vector<Deletion>& logged, std::size_t may_miss) {
  std::size_t missing = 0;
  for (const Deletion& deletion : accepted_) {
    const bool known = std::ranges::any_of(logged, [&](const Deletion& row) {
      return row.kind == deletion.kind && row.uuid == deletion.uuid && row.at >= deletion.at;
    });
    if (!known) {
      ++missing;
      continue;
    }
    done_.push_back(deletion);
    approved_.erase({deletion.kind, deletion.uuid});
  }
  if (missing <= may_miss) return std::nullopt;
  return fmt::format("{} accepted deletions are not in the log that the budget goes by", missing);
}

}  // namespace os2sync::sim
