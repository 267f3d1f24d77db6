// SPDX-License-Identifier: MPL-2.0
/// @file Time, waiting and chance, handed in so that tests need none of them.
#pragma once

#include <chrono>
#include <cstdint>

namespace os2sync {

class Clock {
 public:
  virtual ~Clock() = default;

  /// Unix time.
  virtual std::chrono::sys_seconds now() const = 0;
  /// Never goes back; for time-outs and rates.
  virtual std::chrono::steady_clock::time_point steady_now() const = 0;
  /// Waits; returns false at once when the program was asked to stop.
  virtual bool sleep_for(std::chrono::milliseconds duration) = 0;
  /// True once the program was asked to stop (SIGINT, SIGTERM).
  virtual bool stop_requested() const = 0;
  /// A uniformly distributed number, for jitter.
  virtual std::uint32_t random() = 0;
};

}  // namespace os2sync
