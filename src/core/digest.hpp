// SPDX-License-Identifier: MPL-2.0
/// @file Keyed digests: what the ledger remembers instead of values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

namespace os2sync {

/// Sixteen bytes of a keyed hash; equal digests mean equal values, and nothing can be read out of them without the key.
struct Digest {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Digest&) const = default;
};

/// Hashes with a key that never leaves the state directory. Same key and bytes, same digest; safe to call from any
/// thread.
class Digester {
 public:
  virtual ~Digester() = default;
  virtual Digest digest(std::string_view bytes) const = 0;
};

}  // namespace os2sync
