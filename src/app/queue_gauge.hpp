// SPDX-License-Identifier: MPL-2.0
/// @file How full OS2sync's queue should be, to wait before it grows beyond a limit.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>

#include "ports/clock.hpp"

namespace os2sync {

struct QueueLimit {
  int per_minute = 100;
  std::size_t max_waiting = 0;      ///< 0 = no limit
  std::chrono::seconds backlog{0};  ///< how long OS2sync still needs for what earlier runs sent
};

/// Shared by the lanes that send.
class QueueGauge {
 public:
  QueueGauge(const QueueLimit& limit, Clock& clock);

  /// Returns once there is room for one more, or nothing is to be sent any more. Lanes that ask at the same time may
  /// all get the last place.
  void wait_for_room(const std::function<bool()>& is_over);
  /// One more was accepted.
  void add();

 private:
  std::chrono::milliseconds overfull() const;

  const QueueLimit limit_;
  const std::chrono::milliseconds each_;
  Clock& clock_;
  mutable std::mutex mutex_;
  std::chrono::steady_clock::time_point empty_at_;  // by the estimate
};

}  // namespace os2sync
