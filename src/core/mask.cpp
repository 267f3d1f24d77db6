// SPDX-License-Identifier: MPL-2.0
#include "core/mask.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace os2sync {
namespace {

constexpr std::size_t kDatePart = 6;
constexpr std::size_t kDigits = 10;
constexpr std::string_view kMask = "[cpr]";
constexpr std::string_view kJsonMask = "\"[cpr]\"";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// A piece of the text.
struct Span {
  std::size_t begin;
  std::size_t end;
  std::size_t size() const { return end - begin; }
};

Span digits_around(std::string_view text, std::size_t at, std::size_t from) {
  Span run{at, at + 1};
  while (run.begin > from && is_digit(text[run.begin - 1])) --run.begin;
  while (run.end < text.size() && is_digit(text[run.end])) ++run.end;
  return run;
}

/// Days 61 to 91 are replacement numbers; months 21 to 32 and 41 to 52 are in use for invented ones.
bool can_be_a_date(std::string_view digits) {
  constexpr std::array kLongest{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const auto number = [&](std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); };
  const int day = number(0) > 60 ? number(0) - 60 : number(0);
  const int month = number(2) > 60 ? 0 : number(2) % 20;
  return month >= 1 && month <= 12 && day >= 1 && day <= kLongest[static_cast<std::size_t>(month - 1)];
}

/// Where an escape ends that reaches into the digits from `begin` on: of \u0001 and %A6 those after it are the text.
std::size_t end_of_escape(std::string_view text, std::size_t begin) {
  constexpr std::size_t kUnicode = 6;
  constexpr std::size_t kPercent = 3;
  for (std::size_t back = 2; back < kUnicode && back <= begin; ++back) {
    if (text[begin - back] == '\\' && text[begin - back + 1] == 'u') return begin - back + kUnicode;
  }
  for (std::size_t back = 1; back < kPercent && back <= begin; ++back) {
    if (text[begin - back] == '%') return begin - back + kPercent;
  }
  return begin;
}

/// Uuids and digests are long words of hexadecimal digits; ten decimal ones in a row are chance there.
bool is_in_long_hexadecimal_word(std::string_view text, Span number) {
  constexpr std::size_t kShortest = 32;
  constexpr std::size_t kLongest = 128;
  const auto joins = [](char c) { return is_hex(c) || c == '-'; };
  const auto is_word = [](char c) { return (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z'); };
  Span word = number;
  while (word.begin > 0 && word.size() <= kLongest && joins(text[word.begin - 1])) --word.begin;
  while (word.end < text.size() && word.size() <= kLongest && joins(text[word.end])) ++word.end;
  const bool goes_on =
      (word.begin > 0 && is_word(text[word.begin - 1])) || (word.end < text.size() && is_word(text[word.end]));
  return word.size() >= kShortest && word.size() <= kLongest && !goes_on;
}

/// P-numbers have ten digits and begin with 10, so most of them could be a date. They are known by their field's name.
bool is_p_number(std::string_view text, Span number) {
  constexpr std::string_view kField = "PNR";
  constexpr std::string_view kBetween = " \t:=\"'";
  if (number.size() != kDigits || text.substr(number.begin, 2) != "10") return false;
  const std::size_t name = text.substr(0, number.begin).find_last_not_of(kBetween);
  return name != std::string_view::npos && name + 1 != number.begin && text.substr(0, name + 1).ends_with(kField);
}

/// The decimals of 0.0101611234.
bool is_fraction(std::string_view text, Span number) {
  return number.begin >= 2 && text[number.begin - 1] == '.' && is_digit(text[number.begin - 2]);
}

/// Whether the number stands in JSON as a number: behind a key or in a list, with nothing else beside it.
bool is_json_number(std::string_view text, Span number) {
  std::size_t before = number.begin;
  while (before > 0 && is_blank(text[before - 1])) --before;
  const bool behind_key = before >= 2 && text[before - 1] == ':' && text[before - 2] == '"';
  std::size_t after = number.end;
  while (after < text.size() && is_blank(text[after])) ++after;
  const bool in_list = before >= 1 && (text[before - 1] == '[' || text[before - 1] == ',') && after < text.size() &&
                       (text[after] == ',' || text[after] == ']');
  return behind_key || in_list;
}

/// The CPR-shaped text that begins with the digits `run` or inside them behind an escape.
std::optional<Span> find_number(std::string_view text, Span run) {
  for (const std::size_t begin : {run.begin, end_of_escape(text, run.begin)}) {
    if (begin >= run.end) continue;
    Span number{begin, run.end};
    if (number.size() == kDatePart && run.end < text.size() && text[run.end] == '-') {
      const std::size_t serial = run.end + 1;
      if (serial >= text.size() || !is_digit(text[serial])) continue;
      number.end = digits_around(text, serial, serial).end;
      if (number.size() != kDigits + 1) continue;
    } else if (number.size() != kDigits) {
      continue;
    }
    if (can_be_a_date(text.substr(number.begin, kDatePart)) && !is_fraction(text, number) &&
        !is_in_long_hexadecimal_word(text, number) && !is_p_number(text, number)) {
      return number;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string mask_cpr(std::string_view text) {
  std::string out;
  std::size_t copied = 0;
  // Six digits in a row cover every sixth place: only those are looked at until one is a digit.
  for (std::size_t at = 0; at + kDatePart <= text.size();) {
    if (!is_digit(text[at + kDatePart - 1])) {
      at += kDatePart;
      continue;
    }
    const Span run = digits_around(text, at + kDatePart - 1, at);
    const std::optional<Span> number = run.size() < kDatePart ? std::nullopt : find_number(text, run);
    at = run.end;
    if (!number) continue;
    out += text.substr(copied, number->begin - copied);
    out += is_json_number(text, *number) ? kJsonMask : kMask;
    copied = at = number->end;
  }
  out += text.substr(copied);
  return out;
}

}  // namespace os2sync
