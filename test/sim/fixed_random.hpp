// SPDX-License-Identifier: MPL-2.0
/// @file Makes libsodium's random bytes, the ledger's keys among them, follow from the seed too.
#pragma once

#include <cstdint>

namespace os2sync::sim {

/// For the whole process, from the first call on. Never in a program that keeps secrets.
void fix_random_bytes(std::uint64_t seed);

}  // namespace os2sync::sim
