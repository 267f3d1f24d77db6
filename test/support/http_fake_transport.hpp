// SPDX-License-Identifier: MPL-2.0
/// @file Parallel requests without sockets: a function answers, in whatever order a test wants.
#pragma once

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "adapters/http/transport.hpp"

namespace os2sync::test {

/// What a test decides and looks at; outlives the transport, which a source owns.
struct HttpFakeNet {
  std::function<http::Result(const http::Request&)> answer;
  /// Which of `count` waiting requests is answered next; default the oldest.
  std::function<std::size_t(std::size_t count)> choose;
  std::size_t most_in_flight = 0;
  std::size_t started = 0;
  std::size_t cancelled = 0;
};

class HttpFakeTransport final : public http::Transport {
 public:
  explicit HttpFakeTransport(HttpFakeNet& net) : net_{net} {}

  Ticket start(http::Request request, OnDone done) override {
    waiting_.push_back({++last_ticket_, std::move(request), std::move(done)});
    ++net_.started;
    net_.most_in_flight = std::max(net_.most_in_flight, waiting_.size());
    return last_ticket_;
  }
  void cancel(Ticket ticket) override {
    net_.cancelled += std::erase_if(waiting_, [&](const Waiting& one) { return one.ticket == ticket; });
  }
  std::size_t in_flight() const override { return waiting_.size(); }
  void drive(std::chrono::milliseconds) override {
    if (waiting_.empty()) return;
    const auto index = static_cast<std::ptrdiff_t>(net_.choose ? net_.choose(waiting_.size()) : 0);
    const Waiting one = std::move(waiting_[static_cast<std::size_t>(index)]);
    waiting_.erase(waiting_.begin() + index);
    http::Result result = net_.answer(one.request);
    one.done(result);
  }

 private:
  struct Waiting {
    Ticket ticket;
    http::Request request;
    OnDone done;
  };
  HttpFakeNet& net_;
  std::vector<Waiting> waiting_;
  Ticket last_ticket_ = 0;
};

}  // namespace os2sync::test
