// SPDX-License-Identifier: MPL-2.0
#include "config/nearest_name.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <numeric>
#include <utility>

namespace os2sync {
namespace {

/// Longer names are cut: a megabyte of a key must not cost a square of it.
constexpr std::size_t kLongestName = 80;

std::string simplify(std::string_view name) {
  std::string simple{name.substr(0, kLongestName)};
  for (char& c : simple) {
    c = c == '.' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return simple;
}

/// Letters replaced, left out, added, or two neighbours swapped, which is how most misspellings come about.
std::size_t count_edits(std::string_view left, std::string_view right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> before_last(width);
  std::vector<std::size_t> last(width);
  std::vector<std::size_t> row(width);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      row[j + 1] = std::min({last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1});
      const bool is_swap = i > 0 && j > 0 && left[i] == right[j - 1] && left[i - 1] == right[j];
      if (is_swap) row[j + 1] = std::min(row[j + 1], before_last[j - 1] + 1);
    }
  }
  return row.back();
}

/// Without the family ("os2sync_") both names begin with: it must not make strangers look alike.
std::string_view without_family(std::string_view name, std::string_view other) {
  const std::size_t length = name.find('_') + 1;
  return length > 1 && other.substr(0, length) == name.substr(0, length) ? name.substr(length) : name;
}

}  // namespace

std::string find_nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string wanted = simplify(name);
  std::string nearest;
  std::size_t fewest = 0;
  for (const std::string& candidate : candidates) {
    const std::string simple = simplify(candidate);
    const std::size_t edits = count_edits(wanted, simple);
    if (edits > std::max<std::size_t>(1, without_family(simple, wanted).size() / 3)) continue;
    if (!nearest.empty() && edits >= fewest) continue;
    nearest = candidate;
    fewest = edits;
  }
  return nearest;
}

}  // namespace os2sync
