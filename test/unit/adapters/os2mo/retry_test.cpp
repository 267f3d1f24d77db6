// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/retry.hpp"

#include <gtest/gtest.h>

namespace os2sync::os2mo {
namespace {

using namespace std::chrono_literals;
constexpr std::uint32_t kMost = 0xFFFFFFFF;

TEST(NextWait, GrowsThreefoldUpToHalfAMinuteUntilTheAttemptsAreUsed) {
  Attempts attempts;
  for (const auto expected : {1'000ms, 3'000ms, 9'000ms, 27'000ms, 30'000ms})
    EXPECT_EQ(next_wait(Remedy::repeat_soon, attempts, 6, kMost), expected);
  EXPECT_EQ(next_wait(Remedy::repeat_soon, attempts, 6, kMost), std::nullopt);
  EXPECT_EQ(attempts.made(), 6U);
}

TEST(NextWait, RepeatsAFailedQuestionTwiceAndFarApartHoweverManyAttemptsAreAllowed) {
  Attempts attempts;
  EXPECT_EQ(next_wait(Remedy::repeat_late, attempts, 100, kMost), 15'000ms);
  EXPECT_EQ(next_wait(Remedy::repeat_late, attempts, 100, kMost), 60'000ms);
  EXPECT_EQ(next_wait(Remedy::repeat_late, attempts, 100, kMost), std::nullopt);
}

TEST(NextWait, SpreadsTheWaitOverItsUpperHalf) {
  Attempts low;
  Attempts middle;
  EXPECT_EQ(next_wait(Remedy::repeat_soon, low, 5, 0), 500ms);
  EXPECT_EQ(next_wait(Remedy::repeat_soon, middle, 5, kMost / 2), 749ms);
}

TEST(NextWait, AllowsNoRepetitionWithOneAttempt) {
  Attempts attempts;
  EXPECT_EQ(next_wait(Remedy::repeat_soon, attempts, 1, kMost), std::nullopt);
}

}  // namespace
}  // namespace os2sync::os2mo
