// SPDX-License-Identifier: MPL-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "rules/text.hpp"
#include "support/builders.hpp"

namespace os2sync {
namespace {

std::optional<std::string> fit(std::string_view text, std::size_t limit, std::vector<Finding>& findings) {
  Notes notes{ObjectKind::unit, test::id("U1"), findings, nullptr};
  return fit_text(text, limit, "Name", notes);
}

TEST(Trim, RemovesBlanksOfEveryKindAtBothEnds) {
  EXPECT_EQ(trim(" \t\r\n x y \v\f"), "x y");
  EXPECT_EQ(trim("\u00A0\u2009\u3000x\u202F\uFEFF"), "x");
  EXPECT_EQ(trim(" \u00A0 "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Trim, LeavesLettersWhoseBytesLookLikeBlanks) {
  EXPECT_EQ(trim("à"), "à");  // ends in the byte A0
  EXPECT_EQ(trim("Å"), "Å");  // ends in the byte 85
}

TEST(Cut, CountsCodePoints) {
  EXPECT_EQ(cut("Ældrecenter", 3), "Æld");
  EXPECT_EQ(cut("a\U0001F600b", 2), "a\U0001F600");
  EXPECT_EQ(cut("abc", 3), "abc");
  EXPECT_EQ(cut("æøå", 3), "æøå");
  EXPECT_EQ(cut("abc", 0), "");
}

TEST(FitText, IsNoneWhenNothingButBlanksIsThere) {
  std::vector<Finding> findings;
  EXPECT_EQ(fit(" \u00A0", 10, findings), std::nullopt);
  EXPECT_THAT(findings, testing::IsEmpty());
}

TEST(FitText, TrimsBeforeItCountsAndOnceMoreAfterTheCut) {
  std::vector<Finding> findings;
  EXPECT_EQ(fit("  abc  ", 3, findings), "abc");
  EXPECT_THAT(findings, testing::IsEmpty());
  EXPECT_EQ(fit("Skole i Aarhus", 6, findings), "Skole");
  EXPECT_THAT(findings, testing::SizeIs(1));
}

TEST(FitText, NeverPutsTheValueIntoItsFinding) {
  std::vector<Finding> findings;
  fit("Hanne Hemmelig", 5, findings);
  ASSERT_THAT(findings, testing::SizeIs(1));
  EXPECT_EQ(findings[0].detail, "Name");
}

RC_GTEST_PROP(FitText, GivesTheSameWhenItIsGivenItsOwnResult, (const std::u32string& points)) {
  std::string text;
  for (const char32_t point : points) {
    // Two bytes per character: enough to hit every boundary without writing an encoder.
    const auto letter = static_cast<unsigned>(point % 0x700U) + 0x80U;
    text += static_cast<char>(0xC0U | letter >> 6);
    text += static_cast<char>(0x80U | (letter & 0x3FU));
    if (point % 3 == 0) text += ' ';
  }
  const std::size_t limit = *rc::gen::inRange<std::size_t>(1, 12);
  std::vector<Finding> findings;
  const auto once = fit(text, limit, findings);
  if (!once) return;
  RC_ASSERT(cut(*once, limit) == *once);
  RC_ASSERT(fit(*once, limit, findings) == once);
}

}  // namespace
}  // namespace os2sync
