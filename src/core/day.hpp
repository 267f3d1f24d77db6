// SPDX-License-Identifier: MPL-2.0
/// @file A calendar day, in Danish local time wherever OS2MO's validities are meant.
#pragma once

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

}  // namespace os2sync
