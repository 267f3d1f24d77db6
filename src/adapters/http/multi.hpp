// SPDX-License-Identifier: MPL-2.0
/// @file Parallel requests over a few keep-alive connections, by libcurl's multi interface.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include "adapters/http/transport.hpp"

namespace os2sync::http {

/// At most `connections` requests on the wire; further ones wait their turn, and their time-out starts when they get
/// it.
class Multi final : public Transport {
 public:
  Multi(const TlsOptions& tls, std::size_t connections,
        std::chrono::milliseconds connect_timeout = std::chrono::seconds{5});
  ~Multi() override;
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;

  Ticket start(Request request, OnDone done) override;
  void cancel(Ticket ticket) override;
  std::size_t in_flight() const override;
  void drive(std::chrono::milliseconds at_most) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace os2sync::http
