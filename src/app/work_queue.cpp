// SPDX-License-Identifier: MPL-2.0
#include "app/work_queue.hpp"

#include <algorithm>

namespace os2sync {
namespace {

/// How long stop() may go unheard by a lane that waits for a retry.
constexpr std::chrono::milliseconds kNap{1000};

}  // namespace

WorkQueue::WorkQueue(std::size_t size, Clock& clock) : clock_{clock} {
  for (std::size_t i = 0; i < size; ++i) ready_.push_back({i, 0, 0});
}

std::optional<Attempt> WorkQueue::take() {
  std::unique_lock lock{mutex_};
  for (;;) {
    if (stopped_) return std::nullopt;
    if (!ready_.empty()) {
      const Attempt attempt = ready_.front();
      ready_.pop_front();
      ++under_way_;
      return attempt;
    }
    if (!delayed_.empty()) {
      const auto next = std::min_element(delayed_.begin(), delayed_.end(),
                                         [](const Delayed& a, const Delayed& b) { return a.due < b.due; });
      const auto now = clock_.steady_now();
      if (next->due <= now) {
        ready_.push_back(next->attempt);
        delayed_.erase(next);
        continue;
      }
      const auto wait = std::min(std::chrono::ceil<std::chrono::milliseconds>(next->due - now), kNap);
      lock.unlock();
      const bool goes_on = clock_.sleep_for(wait);
      lock.lock();
      if (!goes_on) return std::nullopt;
      continue;
    }
    if (under_way_ == 0) return std::nullopt;
    changed_.wait(lock);
  }
}

void WorkQueue::done() {
  const std::lock_guard lock{mutex_};
  --under_way_;
  changed_.notify_all();
}

void WorkQueue::retry_later(const Attempt& attempt, std::chrono::seconds wait) {
  const std::lock_guard lock{mutex_};
  --under_way_;
  delayed_.push_back({clock_.steady_now() + wait, {attempt.index, attempt.number + 1, attempt.successes_before}});
  changed_.notify_all();
}

void WorkQueue::stop() {
  const std::lock_guard lock{mutex_};
  stopped_ = true;
  changed_.notify_all();
}

}  // namespace os2sync
