// SPDX-License-Identifier: MPL-2.0
#include "core/cpr.hpp"

#include <type_traits>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/mask.hpp"
#include "core/secret.hpp"

namespace os2sync {
namespace {

TEST(Cpr, TakesTenDigitsWithBlanksOrOneHyphen) {
  for (const char* text : {"0101611234", "010161-1234", " 010161 1234 "}) {
    const auto cpr = Cpr::parse(text);
    ASSERT_TRUE(cpr) << text;
    EXPECT_EQ(cpr->reveal_for_sending(), "0101611234");
  }
}

TEST(Cpr, RefusesEverythingElse) {
  for (const char* text : {"", "010161123", "01016112345", "010161--1234", "01-0161234", "o101611234"}) {
    EXPECT_FALSE(Cpr::parse(text)) << text;
  }
}

TEST(Cpr, CannotBeFormattedNorCanASecret) {
  EXPECT_FALSE(fmt::is_formattable<Cpr>::value);
  EXPECT_FALSE(fmt::is_formattable<Secret>::value);
}

TEST(MaskCpr, MasksWhatLooksLikeACprNumber) {
  EXPECT_EQ(mask_cpr("person 0101611234 failed"), "person [cpr] failed");
  EXPECT_EQ(mask_cpr("010161-1234"), "[cpr]");
  EXPECT_EQ(mask_cpr("\"cpr\":\"6101611234\""), "\"cpr\":\"[cpr]\"");
}

TEST(MaskCpr, LeavesOtherNumbersAndUuidsAlone) {
  for (const char* text : {"9901611234", "0113991234", "01016112345", "12345678", "1234567-1234",
                           "ae79135b-5925-599f-b92e-010161123456", "x0101611234"}) {
    EXPECT_EQ(mask_cpr(text), text);
  }
}

}  // namespace
}  // namespace os2sync
