// SPDX-License-Identifier: MPL-2.0
#include "config/nearest_name.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <numeric>

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

std::size_t count_edits(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
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
    if (edits * 3 > without_family(simple, wanted).size()) continue;
    if (!nearest.empty() && edits >= fewest) continue;
    nearest = candidate;
    fewest = edits;
  }
  return nearest;
}

}  // namespace os2sync
