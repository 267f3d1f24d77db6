// SPDX-License-Identifier: MPL-2.0
#include "core/day.hpp"

#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace os2sync {
namespace {

std::optional<int> parse_digits(std::string_view text) noexcept {
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return value;
}

std::chrono::sys_days days_of(const Day& day) noexcept {
  return std::chrono::sys_days{std::chrono::year{day.year} / day.month / day.day};
}

Day day_of(std::chrono::sys_days days) noexcept {
  const std::chrono::year_month_day date{days};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

/// When the clocks are changed in a month: at one o'clock UTC on its last Sunday.
std::chrono::sys_seconds change_of_clocks(std::chrono::year year, std::chrono::month month) noexcept {
  return std::chrono::sys_days{year / month / std::chrono::Sunday[std::chrono::last]} + std::chrono::hours{1};
}

/// Denmark's lead over UTC, by the rule in force since 1996.
std::chrono::hours danish_offset(std::chrono::sys_seconds time) noexcept {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  const bool summer = time >= change_of_clocks(date.year(), std::chrono::March) &&
                      time < change_of_clocks(date.year(), std::chrono::October);
  return std::chrono::hours{summer ? 2 : 1};
}

}  // namespace

std::optional<Day> Day::parse(std::string_view text) noexcept {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Day{*year, *month, *day};
}

std::string Day::to_string() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

Day danish_day(std::chrono::sys_seconds time) noexcept {
  return day_of(std::chrono::floor<std::chrono::days>(time + danish_offset(time)));
}

Day day_before(const Day& day) noexcept { return day_of(days_of(day) - std::chrono::days{1}); }

std::string danish_midnight(const Day& day) {
  // The clocks are changed hours after midnight, so an hour too many or too few does not matter here.
  const auto midnight = std::chrono::sys_seconds{days_of(day)} - std::chrono::hours{1};
  return fmt::format("{}T00:00:00+{:02}:00", day.to_string(), danish_offset(midnight).count());
}

}  // namespace os2sync
