// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sodium_digester.hpp"

#include <algorithm>
#include <utility>

#include <sodium.h>

#include "core/error.hpp"

namespace os2sync {
namespace {

void start_sodium() {
  if (sodium_init() < 0) {
    throw Error{ErrorKind::unexpected,
                Text{"libsodium does not start; check that the system has a random number source",
                     "libsodium starter ikke; se efter, om systemet har en kilde til tilfældige tal"}};
  }
}

}  // namespace

static_assert(DigestKey::kSize == crypto_generichash_KEYBYTES);
static_assert(sizeof(Digest::bytes) >= crypto_generichash_BYTES_MIN);

DigestKey DigestKey::make_random() {
  start_sodium();
  DigestKey key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

std::optional<DigestKey> DigestKey::from_bytes(std::span<const std::uint8_t> bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  DigestKey key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

DigestKey::~DigestKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

SodiumDigester::SodiumDigester(const DigestKey& key) : key_{key} { start_sodium(); }

Digest SodiumDigester::digest(std::string_view bytes) const {
  Digest digest;
  const auto key = key_.reveal_for_hashing();
  // It can only fail for lengths, and those are checked above.
  crypto_generichash(digest.bytes.data(), digest.bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), key.data(), key.size());
  return digest;
}

}  // namespace os2sync
