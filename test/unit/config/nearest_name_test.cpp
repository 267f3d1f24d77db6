// SPDX-License-Identifier: MPL-2.0
/// @file Which known name an unknown one is taken for.
#include "config/nearest_name.hpp"

#include <gtest/gtest.h>

namespace os2sync {
namespace {

const std::vector<std::string> kNames{"os2sync.autowash", "os2sync.api_url", "os2sync.api_key", "os2sync.new"};

TEST(FindNearestName, FindsAMisspeltName) {
  EXPECT_EQ(find_nearest_name("os2sync.autowahs", kNames), "os2sync.autowash");
  EXPECT_EQ(find_nearest_name("os2sync.api_ulr", kNames), "os2sync.api_url");
}

TEST(FindNearestName, OverlooksLetterCaseDotsAndUnderscores) {
  EXPECT_EQ(find_nearest_name("OS2SYNC_API_URL", kNames), "os2sync.api_url");
}

TEST(FindNearestName, SuggestsNothingForAStranger) {
  EXPECT_EQ(find_nearest_name("os2sync.colour", kNames), "");
  EXPECT_EQ(find_nearest_name("", kNames), "");
}

TEST(FindNearestName, DoesNotCountTheFamilyAsLikeness) { EXPECT_EQ(find_nearest_name("os2sync.xyz", kNames), ""); }

TEST(FindNearestName, TakesTheFirstOfEquallyNearNames) {
  EXPECT_EQ(find_nearest_name("os2sync.api_urx", {"os2sync.api_ury", "os2sync.api_urz"}), "os2sync.api_ury");
}

TEST(FindNearestName, ReadsOnlyTheBeginningOfAnEndlessName) {
  EXPECT_EQ(find_nearest_name(std::string(1'000'000, 'a'), kNames), "");
}

}  // namespace
}  // namespace os2sync
