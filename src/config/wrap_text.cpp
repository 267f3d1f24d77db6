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

std::string wrap_lines(std::string_view text, std::size_t width) {
  constexpr std::size_t kFurtherIn = 2;
  std::string out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (count_columns(line) <= width) {
      out.append(line).push_back('\n');
      continue;
    }
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t columns = std::max(width, indent + kFurtherIn) - indent - kFurtherIn;
    std::string lead(indent, ' ');
    for (const std::string& part : wrap_text(line.substr(indent), columns)) {
      out.append(lead).append(part).push_back('\n');
      lead.resize(indent + kFurtherIn, ' ');
    }
  }
  return out;
}

}  // namespace os2sync
