// SPDX-License-Identifier: MPL-2.0
/// @file All chance of a simulated world, from one seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/uuid.hpp"

namespace os2sync::sim {

/// The same seed gives the same draws on every machine: the library's distributions, which differ, are not used.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_{seed * 0x9E3779B97F4A7C15ULL + 1} {}

  std::uint64_t number() { return random_(); }
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }
  int between(int lowest, int highest) { return lowest + below(highest - lowest + 1); }
  std::size_t index(std::size_t size) { return static_cast<std::size_t>(random_() % size); }
  /// True in so many of a hundred cases.
  bool percent(int share) { return below(100) < share; }
  bool permille(int share) { return below(1000) < share; }

  template <typename Value>
  Value pick(std::initializer_list<Value> values) {
    return *(values.begin() + index(values.size()));
  }
  template <typename Value>
  const Value& pick(const std::vector<Value>& values) {
    return values[index(values.size())];
  }

  Uuid uuid() {
    Uuid::Bytes bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    return Uuid{bytes};
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace os2sync::sim
