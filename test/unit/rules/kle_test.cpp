// SPDX-License-Identifier: MPL-2.0
#include <gtest/gtest.h>

#include "rules/kle.hpp"

namespace os2sync {
namespace {

KleAspect aspect(const std::string& user_key, const std::string& name, const std::string& scope) {
  return kle_aspect_of(SourceClass{Uuid{}, "kle_aspect", user_key, name, scope});
}

TEST(KleAspectOf, KnowsAnAspectByItsScope) {
  EXPECT_EQ(aspect("1", "x", "UDFOERENDE"), KleAspect::performing);
  EXPECT_EQ(aspect("2", "x", "ANSVARLIG"), KleAspect::responsible);
  EXPECT_EQ(aspect("3", "x", "INDSIGT"), KleAspect::insight);
}

TEST(KleAspectOf, KnowsAnAspectByUserKeyOrNameInAnyLetterCase) {
  EXPECT_EQ(aspect("Udfoerende", "", ""), KleAspect::performing);
  EXPECT_EQ(aspect("", "Udførende", ""), KleAspect::performing);
  EXPECT_EQ(aspect("", "UDFØRENDE", ""), KleAspect::performing);
  EXPECT_EQ(aspect("ansvarlig", "", ""), KleAspect::responsible);
  EXPECT_EQ(aspect("", "indsigt", ""), KleAspect::insight);
}

TEST(KleAspectOf, PrefersTheScopeToWhatPeopleMayHaveRenamed) {
  EXPECT_EQ(aspect("Ansvarlig", "Ansvarlig", "UDFOERENDE"), KleAspect::performing);
}

TEST(KleAspectOf, DoesNotGuess) { EXPECT_EQ(aspect("Udf", "Udfører", ""), KleAspect::unknown); }

}  // namespace
}  // namespace os2sync
