// SPDX-License-Identifier: MPL-2.0
#include "plan/queue_estimate.hpp"

#include <algorithm>
#include <numeric>

namespace os2sync {
namespace {

constexpr std::int64_t kTurn = 60;  // OS2sync looks into its queue once a minute
constexpr std::int64_t kMillis = 1000;

}  // namespace

std::vector<std::int64_t> estimate_arrivals(const std::vector<LedgerEntry>& entries, const QueuePace& pace) {
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return entries[a].changed_at < entries[b].changed_at; });
  const std::int64_t each = kTurn * kMillis / std::max(pace.per_minute, 1);
  std::vector<std::int64_t> arrivals(entries.size());
  std::int64_t free_at = 0;  // milliseconds: at a hundred a minute an object takes less than a second
  for (const std::size_t i : order) {
    if (entries[i].adopted) continue;
    free_at = std::max(free_at, entries[i].changed_at * kMillis) + each;
    arrivals[i] = free_at / kMillis;
  }
  return arrivals;
}

std::optional<std::int64_t> estimate_level(const std::vector<std::int64_t>& arrivals, std::int64_t now) {
  const auto last = std::max_element(arrivals.begin(), arrivals.end());
  return last == arrivals.end() || *last + kTurn <= now ? std::nullopt : std::optional{*last + kTurn};
}

}  // namespace os2sync
