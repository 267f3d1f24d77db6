// SPDX-License-Identifier: MPL-2.0
#include "config/wrap_text.hpp"

#include <algorithm>

namespace os2sync {

std::size_t count_columns(std::string_view text) noexcept {
  const auto begins_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_code_point));
}

std::vector<std::string> wrap_text(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (!line.empty() && count_columns(line) + 1 + count_columns(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
    text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace os2sync
