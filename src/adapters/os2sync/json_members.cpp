// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/json_members.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace os2sync {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

const nlohmann::json* find_member(const nlohmann::json& object, std::string_view name) {
  const nlohmann::json* found = nullptr;
  if (!object.is_object()) return found;
  for (const auto& [key, value] : object.items()) {
    if (equal_ignoring_case(key, name)) found = &value;
  }
  return found;
}

}  // namespace os2sync
