// SPDX-License-Identifier: MPL-2.0
/// @file Keyed BLAKE2b through libsodium.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "core/digest.hpp"

namespace os2sync {

/// The key of a ledger's digests: secret like the values themselves, so it has no formatter and wipes itself.
class DigestKey {
 public:
  static constexpr std::size_t kSize = 32;

  static DigestKey make_random();
  /// None when `bytes` is not a whole key.
  static std::optional<DigestKey> from_bytes(std::span<const std::uint8_t> bytes);

  DigestKey(const DigestKey&) = default;
  DigestKey& operator=(const DigestKey&) = default;
  ~DigestKey();

  std::span<const std::uint8_t, kSize> reveal_for_hashing() const noexcept { return bytes_; }

 private:
  DigestKey() = default;
  std::array<std::uint8_t, kSize> bytes_{};
};

class SodiumDigester final : public Digester {
 public:
  explicit SodiumDigester(const DigestKey& key);

  Digest digest(std::string_view bytes) const override;

 private:
  DigestKey key_;
};

}  // namespace os2sync
