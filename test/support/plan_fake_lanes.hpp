// SPDX-License-Identifier: MPL-2.0
/// @file An OS2sync that answers by script and remembers what it was asked, and a sink in front of it.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/os2sync/lanes.hpp"
#include "adapters/os2sync/os2sync_sink.hpp"
#include "support/http_fake_clock.hpp"

namespace os2sync::test {

struct FakeService {
  std::function<http::Result(const http::Request&)> answer;
  std::vector<http::Request> requests;
  int lanes_opened = 0;
  std::mutex mutex;

  OpenLane open_lane() {
    return [this] {
      const std::lock_guard lock{mutex};
      ++lanes_opened;
      return std::make_unique<FakeLane>(*this);
    };
  }
  const http::Request& last() const { return requests.back(); }

 private:
  class FakeLane final : public Lane {
   public:
    explicit FakeLane(FakeService& service) : service_{service} {}
    http::Result send(const http::Request& request) override {
      {
        const std::lock_guard lock{service_.mutex};
        service_.requests.push_back(request);
      }
      return service_.answer(request);
    }

   private:
    FakeService& service_;
  };
};

inline http::Response response(int status, std::string body = "",
                               std::string content_type = "application/json; charset=utf-8", std::string allow = "") {
  if (body.empty()) content_type.clear();
  return {status, std::move(content_type), std::move(allow), std::move(body)};
}

inline bool has_header(const http::Request& request, const std::string& header) {
  return std::count(request.headers.begin(), request.headers.end(), header) == 1;
}

inline Os2syncOptions options_of(int server_version = 4) {
  Os2syncOptions result;
  result.api_url = "https://os2sync.example/api/";
  result.cvr = "12345678";
  result.api_key = Secret{"k-test"};
  result.server_version = server_version;
  return result;
}

/// A sink over a service with the given answers.
struct SinkRig {
  explicit SinkRig(std::function<http::Result(const http::Request&)> answer, Os2syncOptions with = options_of())
      : sink{std::move(with), service.open_lane(), clock} {
    service.answer = std::move(answer);
  }
  FakeService service;
  HttpFakeClock clock;
  Os2syncSink sink;
};
inline auto always_answer(http::Result result) {
  return [result = std::move(result)](const http::Request&) { return result; };
}

}  // namespace os2sync::test
