// SPDX-License-Identifier: MPL-2.0
#include "app/queue_gauge.hpp"

#include <gtest/gtest.h>

#include "support/fakes.hpp"

namespace os2sync {
namespace {

using std::chrono::seconds;

/// The run is not over.
bool never() { return false; }

TEST(QueueGauge, NeverWaitsWithoutALimit) {
  test::FakeClock clock;
  QueueGauge gauge{{60, 0, seconds{10'000}}, clock};
  for (int i = 0; i < 1'000; ++i) {
    gauge.wait_for_room(never);
    gauge.add();
  }
  EXPECT_EQ(clock.passed(), seconds{0});
}

TEST(QueueGauge, WaitsOnlyForWhatIsBeyondTheLimit) {
  test::FakeClock clock;
  QueueGauge gauge{{60, 5, seconds{0}}, clock};
  for (int i = 0; i < 5; ++i) {
    gauge.wait_for_room(never);
    gauge.add();
  }
  EXPECT_EQ(clock.passed(), seconds{0});
  gauge.wait_for_room(never);
  EXPECT_EQ(clock.passed(), seconds{1});
  gauge.add();
  gauge.wait_for_room(never);
  EXPECT_EQ(clock.passed(), seconds{2});
}

TEST(QueueGauge, CountsWhatEarlierRunsLeft) {
  test::FakeClock clock;
  QueueGauge gauge{{60, 5, seconds{7}}, clock};
  gauge.wait_for_room(never);
  EXPECT_EQ(clock.passed(), seconds{3});
}

TEST(QueueGauge, StopsWaitingSoonWhenNothingIsToBeSentAnyMore) {
  test::FakeClock clock;
  QueueGauge gauge{{60, 1, seconds{7}}, clock};
  bool is_over = false;
  clock.on_sleep = [&] { is_over = clock.passed() == seconds{2}; };
  gauge.wait_for_room([&] { return is_over; });
  EXPECT_EQ(clock.passed(), seconds{3}) << "heard within a nap, long before there is room";
}

}  // namespace
}  // namespace os2sync
