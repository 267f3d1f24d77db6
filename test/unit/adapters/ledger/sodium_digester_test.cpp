// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sodium_digester.hpp"

#include <algorithm>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/plan_errors.hpp"

namespace {
bool sodium_starts = true;
}  // namespace

// See test/CMakeLists.txt.
extern "C" {
int __real_sodium_init();
int __wrap_sodium_init() { return sodium_starts ? __real_sodium_init() : -1; }
}

namespace os2sync {
namespace {

DigestKey key_of(std::uint8_t first) {
  std::array<std::uint8_t, DigestKey::kSize> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
  return *DigestKey::from_bytes(bytes);
}

std::string hex(const Digest& digest) {
  std::string text;
  for (const std::uint8_t byte : digest.bytes) text += fmt::format("{:02x}", byte);
  return text;
}

// Computed with Python: hashlib.blake2b(b"abc", digest_size=16, key=bytes(range(32))).hexdigest()
TEST(SodiumDigester, IsKeyedBlake2bOf16Bytes) {
  EXPECT_EQ(hex(SodiumDigester{key_of(0)}.digest("abc")), "1a64be47e4729d951c302ee543f97cf3");
  EXPECT_EQ(hex(SodiumDigester{key_of(0)}.digest("")), "3daf97bce7888fd59773c66bf647459c");
}

TEST(SodiumDigester, GivesAnotherDigestUnderAnotherKey) {
  EXPECT_NE(SodiumDigester{key_of(0)}.digest("abc"), SodiumDigester{key_of(1)}.digest("abc"));
}

TEST(SodiumDigester, IsTheSameFromEveryThread) {
  const SodiumDigester digester{key_of(7)};
  const Digest expected = digester.digest("value");
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> threads;
    for (int& count : wrong) {
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) count += digester.digest("value") == expected ? 0 : 1;
      });
    }
  }
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(SodiumDigester, StopsTheRunWhenLibsodiumDoesNotStart) {
  sodium_starts = false;
  const Error no_key = test::error_of([] { DigestKey::make_random(); });
  const Error no_digests = test::error_of([] { SodiumDigester{key_of(0)}; });
  sodium_starts = true;
  for (const Error& error : {no_key, no_digests}) {
    EXPECT_EQ(error.kind(), ErrorKind::unexpected);
    EXPECT_THAT(error.what(), testing::HasSubstr("random number source"));
  }
}

TEST(DigestKey, IsMadeAnewEachTime) {
  const DigestKey a = DigestKey::make_random();
  const DigestKey b = DigestKey::make_random();
  EXPECT_FALSE(std::ranges::equal(a.reveal_for_hashing(), b.reveal_for_hashing()));
}

TEST(DigestKey, TakesNothingButAWholeKey) {
  const std::vector<std::uint8_t> bytes(33, 1);
  EXPECT_FALSE(DigestKey::from_bytes({bytes.data(), 31}));
  EXPECT_TRUE(DigestKey::from_bytes({bytes.data(), 32}));
  EXPECT_FALSE(DigestKey::from_bytes({bytes.data(), 33}));
}

static_assert(!fmt::is_formattable<DigestKey>::value);

}  // namespace
}  // namespace os2sync
