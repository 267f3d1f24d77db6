// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/careful_quote.hpp"

#include <cstddef>

namespace os2sync::os2mo {
namespace {

constexpr std::size_t kLongest = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many characters at the beginning of `text` read as ten digits, with at most one blank or hyphen between any two;
/// 0 when they do not. Longer numbers are swallowed whole.
std::size_t measure_number(std::string_view text) {
  std::size_t digits = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      ++digits;
      length = i + 1;
    } else if ((text[i] != ' ' && text[i] != '-') || i + 1 >= text.size() || !is_digit(text[i + 1])) {
      break;
    }
  }
  return digits >= 10 ? length : 0;
}

void drop_half_a_character(std::string& text) {
  constexpr auto kIsContinuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (!text.empty() && kIsContinuation(text.back())) text.pop_back();
  if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) text.pop_back();
}

}  // namespace

std::string quote_carefully(std::string_view text) {
  std::string out;
  // A number is judged before the text is cut, so that no half of one is left at the end.
  for (std::size_t i = 0; i < text.size() && out.size() < kLongest;) {
    if (const std::size_t number = is_digit(text[i]) ? measure_number(text.substr(i)) : 0; number > 0) {
      out += "(digits)";
      i += number;
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[i]);
    out += byte < 0x20 || byte == 0x7F ? ' ' : text[i];
    ++i;
    if (i == text.size()) return out;
  }
  if (out.size() >= kLongest) {
    out.resize(kLongest);
    drop_half_a_character(out);
    out += "…";
  }
  return out;
}

}  // namespace os2sync::os2mo
