// SPDX-License-Identifier: MPL-2.0
#include "core/error.hpp"

#include <gtest/gtest.h>

namespace os2sync {
namespace {

constexpr Text kMissing{"{} is missing, {}", "{} mangler, {}"};
constexpr Text kCreate{"create it", "opret den"};

TEST(Error, SpeaksBothLanguagesTheTextsInItsPlacesToo) {
  const Error error{ErrorKind::state, kMissing, "a file", kCreate};
  EXPECT_STREQ(error.what(), "a file is missing, create it");
  EXPECT_EQ(error.in(Language::english), "a file is missing, create it");
  EXPECT_EQ(error.in(Language::danish), "a file mangler, opret den");
}

TEST(Say, TakesBracesForATextAlsoWithoutPlaces) {
  EXPECT_EQ(say({"yes", "ja"}), (Said{"yes", "ja"}));
  EXPECT_EQ(say("uuid"), (Said{"uuid", "uuid"}));
}

TEST(Doing, PutsWhatWasDoneInFrontInEitherLanguageAndKeepsTheKind) {
  try {
    doing(Text{"reading", "læsning"}, [] { doing("x.json", [] { throw Error{ErrorKind::refused, kCreate}; }); });
    FAIL() << "must throw";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_EQ(error.in(Language::english), "reading: x.json: create it");
    EXPECT_EQ(error.in(Language::danish), "læsning: x.json: opret den");
  }
}

}  // namespace
}  // namespace os2sync
