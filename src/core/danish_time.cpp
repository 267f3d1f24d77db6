// SPDX-License-Identifier: MPL-2.0
#include "core/danish_time.hpp"

#include <fmt/format.h>

namespace os2sync {
namespace {

using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

/// Summer time begins and ends at 01:00 UTC on the last Sunday of March and of October.
sys_seconds turn(std::chrono::year year, std::chrono::month month) {
  return sys_days{year / month / std::chrono::Sunday[std::chrono::last]} + hours{1};
}

sys_seconds to_local(sys_seconds instant) {
  const std::chrono::year year = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(instant)}.year();
  const bool summer = instant >= turn(year, std::chrono::March) && instant < turn(year, std::chrono::October);
  return instant + hours{summer ? 2 : 1};
}

}  // namespace

std::string danish_clock(sys_seconds instant) {
  const sys_seconds local = to_local(instant);
  const std::chrono::hh_mm_ss time{local - std::chrono::floor<std::chrono::days>(local)};
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

std::string danish_date_and_clock(sys_seconds instant) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(to_local(instant))};
  return fmt::format("{:04}-{:02}-{:02} {}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()), danish_clock(instant));
}

}  // namespace os2sync
