// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/careful_quote.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace os2sync::os2mo {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(QuoteCarefully, LeavesOrdinaryTextAlone) {
  EXPECT_EQ(quote_carefully("Cannot query field 'næme' on type 'Class' (line 1, column 42)."),
            "Cannot query field 'næme' on type 'Class' (line 1, column 42).");
  EXPECT_EQ(quote_carefully(""), "");
}

TEST(QuoteCarefully, RemovesWhatCouldBeACprNumberHoweverItIsWritten) {
  for (const char* text : {"0101901234", "010190-1234", "010190 1234", "01 01 90 12 34", "CPR:0101901234.",
                           "x00101901234y", "01-01-90-1234"}) {
    const std::string quoted = quote_carefully(text);
    EXPECT_THAT(quoted, HasSubstr("(digits)")) << text;
    EXPECT_THAT(quoted, Not(HasSubstr("1234"))) << text;
    EXPECT_THAT(quoted, Not(HasSubstr("90"))) << text;
  }
}

TEST(QuoteCarefully, KeepsShortNumbersAndUuidsWithLetters) {
  EXPECT_EQ(quote_carefully("limit 15 overflow 20, timeout 30.00"), "limit 15 overflow 20, timeout 30.00");
  EXPECT_EQ(quote_carefully("e8922a91-2653-52fb-9c25-82feca25cf8c"), "e8922a91-2653-52fb-9c25-82feca25cf8c");
}

TEST(QuoteCarefully, CutsLongTextBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "æ";
  const std::string quoted = quote_carefully("x" + text);
  EXPECT_LE(quoted.size(), 203U);
  EXPECT_TRUE(quoted.ends_with("æ…"));
}

TEST(QuoteCarefully, LeavesNoHalfOfANumberAtTheCut) {
  for (std::size_t before = 185; before < 205; ++before)
    EXPECT_THAT(quote_carefully(std::string(before, 'x') + "0101901234 and more"), Not(HasSubstr("0101"))) << before;
}

TEST(QuoteCarefully, StaysOnOneLine) { EXPECT_EQ(quote_carefully("a\nb\tc\x7F"), "a b c "); }

RC_GTEST_PROP(QuoteCarefully, NeverLetsTenDigitsInARowThrough, (const std::string& before, const std::string& after)) {
  const std::string quoted = quote_carefully(before + "0101901234" + after);
  RC_ASSERT(quoted.find("0101901234") == std::string::npos);
  RC_ASSERT(quoted.size() <= 203U);
}

}  // namespace
}  // namespace os2sync::os2mo
