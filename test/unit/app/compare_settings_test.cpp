// SPDX-License-Identifier: MPL-2.0
#include "app/compare_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app_desk.hpp"

namespace os2sync::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(CompareSettings, IsTheNewPlanMinusTheOldOne) {
  Desk desk;
  Settings other = desk.settings;
  other.rules.filter_units = {id("U1")};
  const SettingsComparison comparison = compare_settings({desk.inputs(), sync_options_of(desk.settings, true)},
                                                         {desk.inputs(), sync_options_of(other, true)}, "other.json");
  EXPECT_EQ(comparison.differences,
            subtract_plans(objects_of(comparison.after.plan), objects_of(comparison.before.plan)));
  ASSERT_EQ(comparison.differences.size(), 3U);
  for (const PlanDifference& difference : comparison.differences) EXPECT_FALSE(difference.after);
  EXPECT_THAT(desk.sink.log(), IsEmpty());
}

TEST(CompareSettings, SaysWhichSideCannotBePlanned) {
  Desk desk;
  Settings other = desk.settings;
  other.rules.top_unit = id("NOWHERE");
  try {
    compare_settings({desk.inputs(), sync_options_of(desk.settings, true)},
                     {desk.inputs(), sync_options_of(other, true)}, "other.json");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.what(), HasSubstr("other.json: the top unit"));
  }
}

}  // namespace
}  // namespace os2sync::test
