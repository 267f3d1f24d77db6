// SPDX-License-Identifier: MPL-2.0
/// @file Parallel requests in a thread of their own: bytes arrive while the caller works on what has come.
#pragma once

#include <cstddef>
#include <memory>

#include "adapters/http/transport.hpp"

namespace os2sync::http {

/// The same contract as Multi, which does the work: the callbacks run in the caller's thread, inside drive().
class Background final : public Transport {
 public:
  Background(const TlsOptions& tls, std::size_t connections,
             std::chrono::milliseconds connect_timeout = std::chrono::seconds{5});
  /// Gives up what is on its way.
  ~Background() override;
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  Ticket start(Request request, OnDone done) override;
  void cancel(Ticket ticket) override;
  std::size_t in_flight() const override;
  void drive(std::chrono::milliseconds at_most) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace os2sync::http
