// SPDX-License-Identifier: MPL-2.0
#include "core/cpr.hpp"

#include <algorithm>

namespace os2sync {

std::optional<Cpr> Cpr::parse(std::string_view text) {
  std::string digits;
  bool hyphen_seen = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t') continue;
    if (c == '-' && !hyphen_seen && digits.size() == 6) {
      hyphen_seen = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    digits.push_back(c);
  }
  if (digits.size() != 10) return std::nullopt;
  return Cpr{std::move(digits)};
}

}  // namespace os2sync
