// SPDX-License-Identifier: MPL-2.0
/// @file The work of one wave: what is ready, what waits for its next attempt, what is under way.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "ports/clock.hpp"

namespace os2sync {

/// One attempt at one change.
struct Attempt {
  std::size_t index = 0;             ///< of the change in its wave
  std::size_t number = 0;            ///< 0 = first
  std::size_t successes_before = 0;  ///< accepted changes of the run when the first attempt began
};

/// Hands attempts to several lanes. An index is handed out to one lane at a time: one outstanding request per uuid.
class WorkQueue {
 public:
  WorkQueue(std::size_t size, Clock& clock);

  /// The next attempt, waiting for a due retry if need be; none when all is done or the queue was stopped.
  std::optional<Attempt> take();
  void done();
  void retry_later(const Attempt& attempt, std::chrono::seconds wait);
  /// No lane gets anything more.
  void stop();

 private:
  struct Delayed {
    std::chrono::steady_clock::time_point due;
    Attempt attempt;
  };

  Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Attempt> ready_;
  std::vector<Delayed> delayed_;
  std::size_t under_way_ = 0;
  bool stopped_ = false;
};

}  // namespace os2sync
