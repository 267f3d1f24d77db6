// SPDX-License-Identifier: MPL-2.0
#include "app/queue_gauge.hpp"

#include <algorithm>

namespace os2sync {
namespace {

/// How long the end of a run may go unheard.
constexpr std::chrono::milliseconds kNap{1000};

}  // namespace

QueueGauge::QueueGauge(const QueueLimit& limit, Clock& clock)
    : limit_{limit},
      each_{std::chrono::milliseconds{std::chrono::minutes{1}} / std::max(limit.per_minute, 1)},
      clock_{clock},
      empty_at_{clock.steady_now() + limit.backlog} {}

void QueueGauge::wait_for_room(const std::function<bool()>& is_over) {
  for (auto wait = overfull(); wait.count() > 0 && !is_over(); wait = overfull())
    clock_.sleep_for(std::min(wait, kNap));
}

void QueueGauge::add() {
  const std::lock_guard lock{mutex_};
  empty_at_ = std::max(empty_at_, clock_.steady_now()) + each_;
}

/// How long until one more fits; nothing or less = it does.
std::chrono::milliseconds QueueGauge::overfull() const {
  if (limit_.max_waiting == 0) return std::chrono::milliseconds{0};
  const std::lock_guard lock{mutex_};
  const auto room_at = empty_at_ - each_ * static_cast<std::int64_t>(limit_.max_waiting - 1);
  return std::chrono::ceil<std::chrono::milliseconds>(room_at - clock_.steady_now());
}

}  // namespace os2sync
