// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/uuid_set.hpp"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/builders.hpp"

namespace os2sync::os2mo {
namespace {

RC_GTEST_PROP(UuidSet, HoldsWhatAnOrdinarySetHolds, (const std::vector<std::uint16_t>& numbers)) {
  const auto uuid_of = [](std::uint16_t number) {
    Uuid::Bytes bytes{};
    bytes[15] = static_cast<std::uint8_t>(number & 0xFFU);
    bytes[0] = static_cast<std::uint8_t>(number >> 8U);
    return Uuid{bytes};
  };
  UuidSet set;
  std::set<Uuid> expected;
  for (const auto number : numbers) RC_ASSERT(set.insert(uuid_of(number)) == expected.insert(uuid_of(number)).second);
  for (int number = 0; number < 0x10000; number += 7)
    RC_ASSERT(set.contains(uuid_of(static_cast<std::uint16_t>(number))) ==
              expected.contains(uuid_of(static_cast<std::uint16_t>(number))));
  std::set<Uuid> found;
  set.for_each([&](const Uuid& uuid) { RC_ASSERT(found.insert(uuid).second); });
  RC_ASSERT(found == expected);
}

TEST(UuidSet, GrowsWithoutForgetting) {
  UuidSet set;
  for (int i = 0; i < 5'000; ++i) EXPECT_TRUE(set.insert(test::id(std::to_string(i))));
  for (int i = 0; i < 5'000; ++i) EXPECT_FALSE(set.insert(test::id(std::to_string(i))));
  EXPECT_FALSE(set.contains(test::id("5000")));
}

TEST(UuidSet, KnowsTheNilUuidToo) {
  UuidSet set;
  EXPECT_FALSE(set.contains(Uuid{}));
  EXPECT_TRUE(set.insert(Uuid{}));
  EXPECT_TRUE(set.contains(Uuid{}));
}

}  // namespace
}  // namespace os2sync::os2mo
