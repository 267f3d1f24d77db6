// SPDX-License-Identifier: MPL-2.0
/// @file Time that passes only when somebody waits or a request is under way.
#pragma once

#include <chrono>
#include <functional>

#include "ports/clock.hpp"
#include "sim/chance.hpp"

namespace os2sync::sim {

class SimClock final : public Clock {
 public:
  explicit SimClock(Chance& chance) : chance_{chance} {}

  std::chrono::sys_seconds now() const override {
    return std::chrono::floor<std::chrono::seconds>(true_time() + wall_step_);
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point{elapsed_};
  }
  bool sleep_for(std::chrono::milliseconds duration) override {
    pass(duration);
    return !stopped;
  }
  bool stop_requested() const override { return stopped; }
  std::uint32_t random() override { return static_cast<std::uint32_t>(chance_.number()); }

  /// Lets time go by; others (OS2sync's scheduler) are told.
  void pass(std::chrono::milliseconds duration) {
    elapsed_ += duration;
    if (on_pass) on_pass();
  }
  /// What a radio clock would show; the machine's own may be off.
  std::chrono::sys_time<std::chrono::milliseconds> true_time() const {
    return std::chrono::sys_time<std::chrono::milliseconds>{kStart + elapsed_};
  }
  void step_wall(std::chrono::milliseconds by) { wall_step_ += by; }

  bool stopped = false;  ///< SIGTERM has come
  std::function<void()> on_pass;

 private:
  static constexpr std::chrono::milliseconds kStart{1'790'000'000'000};

  Chance& chance_;
  std::chrono::milliseconds elapsed_{0};
  std::chrono::milliseconds wall_step_{0};
};

}  // namespace os2sync::sim
