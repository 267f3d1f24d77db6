// SPDX-License-Identifier: MPL-2.0
/// @file Several requests at once, driven by the caller's thread: what a parallel reader needs of HTTP, and tests
/// replace.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "adapters/http/http.hpp"

namespace os2sync::http {

/// Carries requests side by side. Everything happens in the calling thread, inside start() and drive().
class Transport {
 public:
  using Ticket = std::uint64_t;
  /// Hears of the answer. May start and cancel requests, and may throw: the exception leaves drive(). The answer's body
  /// is lent: what is not moved away is reused for a later answer.
  using OnDone = std::function<void(Result&)>;

  virtual ~Transport() = default;

  /// Begins a request and returns without waiting; `done` is called from a later drive(), never from here.
  virtual Ticket start(Request request, OnDone done) = 0;
  /// Forgets a request: its `done` is not called. Does nothing for one that is done.
  virtual void cancel(Ticket ticket) = 0;
  /// Requests started and not yet done.
  virtual std::size_t in_flight() const = 0;
  /// Moves bytes and reports finished requests. Waits for something to happen, at most `at_most`.
  virtual void drive(std::chrono::milliseconds at_most) = 0;
};

}  // namespace os2sync::http
