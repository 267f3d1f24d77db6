// SPDX-License-Identifier: MPL-2.0
#include "core/sha256.hpp"

#include <sodium.h>

namespace os2sync {

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
  static_assert(crypto_hash_sha256_BYTES == 32);
  std::array<std::uint8_t, 32> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return digest;
}

}  // namespace os2sync
