// SPDX-License-Identifier: MPL-2.0
#include "app/work_queue.hpp"

#include <gtest/gtest.h>

#include "support/fakes.hpp"

namespace os2sync::test {
namespace {

using namespace std::chrono_literals;

TEST(WorkQueue, HandsOutARetryWhenItIsDue) {
  FakeClock clock;
  WorkQueue queue{1, clock};
  queue.retry_later(*queue.take(), 30s);
  const auto attempt = queue.take();
  ASSERT_TRUE(attempt);
  EXPECT_EQ(attempt->number, 1U);
  EXPECT_EQ(clock.passed(), 30s);
}

TEST(WorkQueue, WakesALaneThatWaitsForARetrySoonAfterTheQueueWasStopped) {
  FakeClock clock;
  WorkQueue queue{1, clock};
  queue.retry_later(*queue.take(), 300s);
  clock.on_sleep = [&] { queue.stop(); };
  EXPECT_FALSE(queue.take());
  EXPECT_EQ(clock.passed(), 1s);
}

}  // namespace
}  // namespace os2sync::test
