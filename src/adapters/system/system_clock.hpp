// SPDX-License-Identifier: MPL-2.0
/// @file The real clock, interruptible by SIGINT and SIGTERM.
#pragma once

#include <mutex>
#include <random>

#include "ports/clock.hpp"

namespace os2sync {

/// Make one per process: it takes over SIGINT and SIGTERM. The first signal asks the run to stop after the requests
/// under way, the second ends the process at once (the ledger is consistent at every moment).
class SystemClock final : public Clock {
 public:
  SystemClock();

  std::chrono::sys_seconds now() const override;
  std::chrono::steady_clock::time_point steady_now() const override;
  bool sleep_for(std::chrono::milliseconds duration) override;
  bool stop_requested() const override;
  std::uint32_t random() override;

  /// The signal that asked us to stop; 0 when none did.
  int stop_signal() const;

 private:
  std::mutex drawing_;  // the lanes of OS2sync draw side by side
  std::random_device random_;
};

}  // namespace os2sync
