// SPDX-License-Identifier: MPL-2.0
/// @file The model behind a lock, with the faults, the journal and the clock that a lab adds to it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "os2sync/model/model.hpp"
#include "os2sync/server/http_fault.hpp"
#include "os2sync/server/http_server.hpp"
#include "os2sync/server/journal.hpp"

namespace os2sync_lab {

/// The real time plus what has been skipped; or a time that stands still but for the skipping.
class LabClock {
 public:
  explicit LabClock(std::optional<os2sync_model::Moment> fixed) : fixed_{fixed} {}
  os2sync_model::Moment now() const;
  void advance(std::chrono::microseconds time) { skipped_ += time; }

 private:
  std::optional<os2sync_model::Moment> fixed_;
  std::chrono::microseconds skipped_{0};
};

/// Thread-safe.
class Lab : public ConnectionWatcher {
 public:
  Lab(os2sync_model::Options options, std::optional<os2sync_model::Moment> fixed_time);

  /// Answers one request to the service.
  Reply serve(const os2sync_model::Request& request);

  /// Everything the control plane may touch; valid while the lock is held.
  struct Inside {
    os2sync_model::Model& model;
    HttpFaults& faults;
    Journal& journal;
    Traffic& traffic;
    LabClock& clock;
  };
  template <typename Use>
  auto with(Use use) {
    const std::lock_guard lock{mutex_};
    return use(Inside{*model_, faults_, journal_, traffic_, clock_});
  }

  /// Moves the clock on and runs the scheduler.
  os2sync_model::TickReport tick(std::chrono::seconds advance);
  /// A new, empty service with these options; the clock goes on.
  void reset(os2sync_model::Options options);
  /// Lets go of every request that a hold fault keeps.
  void release();
  /// Waits until so many requests are held. False when that does not happen within ten seconds.
  bool wait_for_held(std::size_t count);
  std::size_t held();
  /// Ends every wait; call before the servers stop.
  void stop();

  void opened(std::size_t open) override;
  void closed(std::size_t open) override;

 private:
  void hold(std::unique_lock<std::mutex>& lock);
  void delay(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time);

  std::mutex mutex_;
  std::condition_variable changed_;
  LabClock clock_;
  std::unique_ptr<os2sync_model::Model> model_;
  HttpFaults faults_;
  Journal journal_;
  Traffic traffic_;
  std::size_t held_ = 0;
  std::size_t releases_ = 0;
  bool stopping_ = false;
};

}  // namespace os2sync_lab
