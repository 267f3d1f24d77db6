// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/lanes.hpp"

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "support/plan_fake_lanes.hpp"

namespace os2sync::test {
namespace {

TEST(LanePool, KeepsALaneForTheNextRequest) {
  FakeService service;
  service.answer = [](const http::Request&) { return response(200); };
  LanePool pool{service.open_lane(), 4};
  for (int i = 0; i < 5; ++i) pool.send({});
  EXPECT_EQ(service.lanes_opened, 1);
}

TEST(LanePool, SendsSideBySideUpToItsLimit) {
  FakeService service;
  std::latch both_there{2};
  // Would hang, not pass, if the second request had to wait for the first.
  service.answer = [&](const http::Request&) {
    both_there.arrive_and_wait();
    return response(200);
  };
  LanePool pool{service.open_lane(), 2};
  {
    std::jthread first{[&] { pool.send({}); }};
    std::jthread second{[&] { pool.send({}); }};
  }
  EXPECT_EQ(service.lanes_opened, 2);
}

TEST(LanePool, NeverHasMoreRequestsUnderWayThanItsLimit) {
  FakeService service;
  std::atomic<int> under_way{0};
  std::atomic<int> most{0};
  service.answer = [&](const http::Request&) {
    const int now = ++under_way;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {}
    std::this_thread::yield();
    --under_way;
    return response(200);
  };
  LanePool pool{service.open_lane(), 2};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int k = 0; k < 200; ++k) pool.send({});
      });
    }
  }
  EXPECT_EQ(service.requests.size(), 1600U);
  EXPECT_LE(most, 2);
  EXPECT_LE(service.lanes_opened, 2);
}

TEST(LanePool, GivesThePlaceOfAFailedLaneToAnother) {
  FakeService service;
  service.answer = [](const http::Request&) -> http::Result { throw std::runtime_error{"lane gone"}; };
  LanePool pool{service.open_lane(), 1};
  EXPECT_THROW(pool.send({}), std::runtime_error);
  service.answer = [](const http::Request&) { return response(200); };
  EXPECT_TRUE(std::holds_alternative<http::Response>(pool.send({})));
  EXPECT_EQ(service.lanes_opened, 2);
}

TEST(LanePool, HasAtLeastOneLane) {
  FakeService service;
  service.answer = [](const http::Request&) { return response(200); };
  EXPECT_TRUE(std::holds_alternative<http::Response>(LanePool(service.open_lane(), 0).send({})));
}

}  // namespace
}  // namespace os2sync::test
