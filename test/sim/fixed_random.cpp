// SPDX-License-Identifier: MPL-2.0
#include "sim/fixed_random.hpp"

#include <cstddef>
#include <random>

#include <sodium.h>

namespace os2sync::sim {
namespace {

std::mt19937_64 generator;

const char* name() { return "simulated"; }
std::uint32_t draw() { return static_cast<std::uint32_t>(generator()); }
void fill(void* const buffer, const std::size_t size) {
  auto* const bytes = static_cast<unsigned char*>(buffer);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(generator());
}

randombytes_implementation implementation{name, draw, nullptr, nullptr, fill, nullptr};

}  // namespace

void fix_random_bytes(std::uint64_t seed) {
  generator.seed(seed);
  randombytes_set_implementation(&implementation);
}

}  // namespace os2sync::sim
