// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/lenient_json.hpp"

namespace os2sync_model {
namespace {

/// The index behind the string that starts at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at < text.size() ? at + 1 : text.size();
}

/// The index behind a comment that starts at `at`, or `at` when there is none.
std::size_t end_of_comment(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (text.substr(at, 2) == "//") end = text.find('\n', at);
  if (text.substr(at, 2) == "/*") {
    end = text.find("*/", at + 2);
    if (end != std::string_view::npos) end += 2;
  }
  return end == std::string_view::npos ? text.size() : end;
}

}  // namespace

std::string strict_json(std::string_view lenient) {
  std::string strict;
  strict.reserve(lenient.size());
  for (std::size_t at = 0; at < lenient.size();) {
    const char c = lenient[at];
    if (c == '"') {
      const std::size_t end = end_of_string(lenient, at);
      strict += lenient.substr(at, end - at);
      at = end;
    } else if (const std::size_t end = end_of_comment(lenient, at); end != at) {
      strict += ' ';
      at = end;
    } else {
      if (c == '}' || c == ']') {
        const auto last = strict.find_last_not_of(" \t\r\n");
        if (last != std::string::npos && strict[last] == ',') strict[last] = ' ';
      }
      strict += c;
      ++at;
    }
  }
  return strict;
}

}  // namespace os2sync_model
