// SPDX-License-Identifier: MPL-2.0
#include "core/day.hpp"

#include <gtest/gtest.h>

namespace os2sync {
namespace {

std::chrono::sys_seconds at(int year, unsigned month, unsigned day, int hour, int minute) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} +
         std::chrono::hours{hour} + std::chrono::minutes{minute};
}

TEST(DanishDay, ChangesAtDanishMidnight) {
  EXPECT_EQ(danish_day(at(2026, 1, 15, 22, 59)), (Day{2026, 1, 15}));
  EXPECT_EQ(danish_day(at(2026, 1, 15, 23, 0)), (Day{2026, 1, 16}));
  EXPECT_EQ(danish_day(at(2026, 7, 15, 21, 59)), (Day{2026, 7, 15}));
  EXPECT_EQ(danish_day(at(2026, 7, 15, 22, 0)), (Day{2026, 7, 16}));
}

TEST(DanishDay, KnowsWhenTheClocksAreChanged) {
  EXPECT_EQ(danish_day(at(2026, 3, 28, 22, 30)), (Day{2026, 3, 28}));
  EXPECT_EQ(danish_day(at(2026, 3, 29, 22, 30)), (Day{2026, 3, 30}));
  EXPECT_EQ(danish_day(at(2026, 10, 24, 22, 30)), (Day{2026, 10, 25}));
  EXPECT_EQ(danish_day(at(2026, 10, 25, 22, 30)), (Day{2026, 10, 25}));
}

TEST(DanishMidnight, IsWrittenWithTheOffsetItHas) {
  EXPECT_EQ(danish_midnight({2026, 3, 29}), "2026-03-29T00:00:00+01:00");
  EXPECT_EQ(danish_midnight({2026, 3, 30}), "2026-03-30T00:00:00+02:00");
  EXPECT_EQ(danish_midnight({2026, 10, 25}), "2026-10-25T00:00:00+02:00");
  EXPECT_EQ(danish_midnight({2026, 10, 26}), "2026-10-26T00:00:00+01:00");
}

TEST(DayBefore, CrossesMonthsYearsAndLeapDays) {
  EXPECT_EQ(day_before({2026, 1, 1}), (Day{2025, 12, 31}));
  EXPECT_EQ(day_before({2028, 3, 1}), (Day{2028, 2, 29}));
  EXPECT_EQ(day_before({2026, 11, 25}), (Day{2026, 11, 24}));
}

}  // namespace
}  // namespace os2sync
