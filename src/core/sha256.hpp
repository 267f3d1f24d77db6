// SPDX-License-Identifier: MPL-2.0
/// @file SHA-256, for names of plans: a name has to be the same whoever computes it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace os2sync {

/// FIPS 180-4. For names only: what must not be guessed goes through a Digester, which has a key.
std::array<std::uint8_t, 32> sha256(std::string_view bytes);

}  // namespace os2sync
