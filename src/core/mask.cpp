// SPDX-License-Identifier: MPL-2.0
#include "core/mask.hpp"

#include <cctype>
#include <cstddef>

namespace os2sync {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool joins(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; }

int two_digits(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

bool all_digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return false;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return false;
  }
  return true;
}

/// The length of a CPR-shaped text at `at`, 0 when there is none.
std::size_t cpr_length(std::string_view text, std::size_t at) {
  if (at > 0 && joins(text[at - 1])) return 0;
  if (!all_digits(text, at, 6)) return 0;
  const std::size_t hyphen = at + 6 < text.size() && text[at + 6] == '-' ? 1 : 0;
  if (!all_digits(text, at + 6 + hyphen, 4)) return 0;
  const std::size_t length = 10 + hyphen;
  if (at + length < text.size() && joins(text[at + length])) return 0;
  const int day = two_digits(text, at) % 60;
  const int month = two_digits(text, at + 2) % 20;  // months 21-32 and 41-52 are in use for invented numbers
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? length : 0;
}

}  // namespace

std::string mask_cpr(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t length = cpr_length(text, i)) {
      out += "[cpr]";
      i += length;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace os2sync
