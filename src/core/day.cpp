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

}  // namespace os2sync
