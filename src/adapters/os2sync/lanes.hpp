// SPDX-License-Identifier: MPL-2.0
/// @file A few kept connections shared by the threads that send.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/http/http.hpp"

namespace os2sync {

/// One connection, one request at a time; tests put their own in.
class Lane {
 public:
  virtual ~Lane() = default;
  virtual http::Result send(const http::Request& request) = 0;
};
using OpenLane = std::function<std::unique_ptr<Lane>()>;

/// Lanes over libcurl.
OpenLane open_http_lanes(const http::TlsOptions& tls);

/// Opens lanes as they are needed, at most `limit`, and keeps them. A thread that finds none free waits.
class LanePool {
 public:
  LanePool(OpenLane open, std::size_t limit);

  http::Result send(const http::Request& request);

 private:
  std::unique_ptr<Lane> take();
  void give_back(std::unique_ptr<Lane> lane);

  const OpenLane open_;
  const std::size_t limit_;
  std::mutex mutex_;  // guards all below
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Lane>> idle_;
  std::size_t busy_ = 0;
};

}  // namespace os2sync
