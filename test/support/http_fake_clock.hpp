// SPDX-License-Identifier: MPL-2.0
/// @file A clock that moves only when somebody sleeps or a test moves it.
#pragma once

#include <functional>
#include <vector>

#include "ports/clock.hpp"

namespace os2sync::test {

class HttpFakeClock final : public Clock {
 public:
  std::chrono::sys_seconds now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::sys_time{elapsed_});
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point{elapsed_};
  }
  bool sleep_for(std::chrono::milliseconds duration) override {
    sleeps.push_back(duration);
    elapsed_ += duration;
    if (on_sleep) on_sleep();
    return !stopped;
  }
  bool stop_requested() const override { return stopped; }
  std::uint32_t random() override { return 0xFFFFFFFF; }  // the whole wait, so that tests can name it

  void advance(std::chrono::milliseconds duration) { elapsed_ += duration; }

  std::vector<std::chrono::milliseconds> sleeps;
  std::function<void()> on_sleep;
  bool stopped = false;

 private:
  std::chrono::milliseconds elapsed_{1'000'000};
};

}  // namespace os2sync::test
