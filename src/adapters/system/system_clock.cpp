// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/system_clock.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>

#include "core/error.hpp"

namespace os2sync {
namespace {

// A signal handler may touch lock-free atomics and async-signal-safe calls only. The pipe wakes every sleeper: nobody
// reads from it, so it stays readable once a signal has come.
std::atomic<int> stop_signal_number{0};
std::array<int, 2> wake_pipe{-1, -1};

extern "C" void handle_stop_signal(int signal_number) {
  if (stop_signal_number.exchange(signal_number) != 0) _exit(128 + signal_number);
  const char byte = 0;
  [[maybe_unused]] const auto written = write(wake_pipe[1], &byte, 1);
}

}  // namespace

SystemClock::SystemClock() {
  if (pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    throw Error{ErrorKind::unexpected, Text{"no pipe can be made", "der kan ikke oprettes en pipe"}};
  struct sigaction action {};
  action.sa_handler = handle_stop_signal;
  sigemptyset(&action.sa_mask);
  for (const int signal_number : {SIGINT, SIGTERM}) sigaction(signal_number, &action, nullptr);
  // A reader that went away (head, a closed terminal) must not kill a run half-way.
  std::signal(SIGPIPE, SIG_IGN);
}

std::chrono::sys_seconds SystemClock::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::steady_now() const { return std::chrono::steady_clock::now(); }

bool SystemClock::sleep_for(std::chrono::milliseconds duration) {
  const auto end = steady_now() + duration;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - steady_now());
    if (stop_requested()) return false;
    if (left.count() <= 0) return true;
    pollfd wake{wake_pipe[0], POLLIN, 0};
    constexpr long long kLongestPoll = 1'000'000;
    if (poll(&wake, 1, static_cast<int>(std::min<long long>(left.count(), kLongestPoll))) > 0) return false;
  }
}

bool SystemClock::stop_requested() const { return stop_signal() != 0; }
std::uint32_t SystemClock::random() {
  const std::lock_guard lock{drawing_};
  return random_();
}
int SystemClock::stop_signal() const { return stop_signal_number.load(); }

}  // namespace os2sync
