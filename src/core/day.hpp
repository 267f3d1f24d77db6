// SPDX-License-Identifier: MPL-2.0
/// @file A calendar day, in Danish local time wherever OS2MO's validities are meant.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace os2sync {

/// A proleptic Gregorian date.
struct Day {
  int year = 0;
  int month = 0;
  int day = 0;

  /// Reads "YYYY-MM-DD", alone or as the beginning of an ISO date-time whose offset is Danish.
  static std::optional<Day> parse(std::string_view text) noexcept;
  std::string to_string() const;

  auto operator<=>(const Day&) const = default;
};

/// Which day it is in Denmark at that time.
Day danish_day(std::chrono::sys_seconds time) noexcept;
/// The day before.
Day day_before(const Day& day) noexcept;
/// The midnight a Danish day begins with, as OS2MO writes it: "2026-03-29T00:00:00+01:00".
std::string danish_midnight(const Day& day);

}  // namespace os2sync
