// SPDX-License-Identifier: MPL-2.0
#include "core/danish_time.hpp"

#include <gtest/gtest.h>

namespace os2sync {
namespace {

using namespace std::chrono;

constexpr sys_seconds at(sys_days day, hours hour, minutes minute = minutes{0}) { return day + hour + minute; }

TEST(DanishTime, IsOneHourAheadInWinterAndTwoInSummer) {
  EXPECT_EQ(danish_date_and_clock(at(2026y / January / 15, hours{13}, minutes{20})), "2026-01-15 14:20");
  EXPECT_EQ(danish_date_and_clock(at(2026y / July / 15, hours{12}, minutes{5})), "2026-07-15 14:05");
}

TEST(DanishTime, TurnsAtOneOClockUtcOnTheLastSundaysOfMarchAndOctober) {
  EXPECT_EQ(danish_clock(at(2026y / March / 29, hours{0}, minutes{59})), "01:59");
  EXPECT_EQ(danish_clock(at(2026y / March / 29, hours{1})), "03:00");
  EXPECT_EQ(danish_clock(at(2026y / October / 25, hours{0}, minutes{59})), "02:59");
  EXPECT_EQ(danish_clock(at(2026y / October / 25, hours{1})), "02:00");
  EXPECT_EQ(danish_clock(at(2026y / March / 22, hours{12})), "13:00");
}

TEST(DanishTime, ChangesTheDateAtDanishMidnight) {
  EXPECT_EQ(danish_date_and_clock(at(2026y / December / 31, hours{23}, minutes{30})), "2027-01-01 00:30");
}

}  // namespace
}  // namespace os2sync
