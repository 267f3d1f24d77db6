// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/lanes.hpp"

#include <algorithm>

namespace os2sync {
namespace {

class HttpLane final : public Lane {
 public:
  explicit HttpLane(const http::TlsOptions& tls) : client_{tls} {}
  http::Result send(const http::Request& request) override { return client_.send(request); }

 private:
  http::Client client_;
};

}  // namespace

OpenLane open_http_lanes(const http::TlsOptions& tls) {
  return [tls] { return std::make_unique<HttpLane>(tls); };
}

LanePool::LanePool(OpenLane open, std::size_t limit)
    : open_{std::move(open)}, limit_{std::max<std::size_t>(limit, 1)} {}

http::Result LanePool::send(const http::Request& request) {
  std::unique_ptr<Lane> lane = take();
  try {
    if (!lane) lane = open_();
    http::Result result = lane->send(request);
    give_back(std::move(lane));
    return result;
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

/// Null = the caller opens one, outside the mutex.
std::unique_ptr<Lane> LanePool::take() {
  std::unique_lock lock{mutex_};
  freed_.wait(lock, [&] { return busy_ < limit_; });
  ++busy_;
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Lane> lane = std::move(idle_.back());
  idle_.pop_back();
  return lane;
}

void LanePool::give_back(std::unique_ptr<Lane> lane) {
  {
    const std::lock_guard lock{mutex_};
    --busy_;
    if (lane) idle_.push_back(std::move(lane));
  }
  freed_.notify_one();
}

}  // namespace os2sync
