// SPDX-License-Identifier: MPL-2.0
#include "core/mask.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace os2sync {
namespace {

TEST(MaskCpr, MasksWhatLooksLikeACprNumber) {
  EXPECT_EQ(mask_cpr("person 0101611234 failed"), "person [cpr] failed");
  EXPECT_EQ(mask_cpr("010161-1234"), "[cpr]");
  EXPECT_EQ(mask_cpr("0101611234,010161-1234"), "[cpr],[cpr]");
  EXPECT_EQ(mask_cpr("\"cpr\":\"6101611234\""), "\"cpr\":\"[cpr]\"");
  EXPECT_EQ(mask_cpr("(value '3112991234')."), "(value '[cpr]').");
}

TEST(MaskCpr, KnowsReplacementNumbersAndInventedMonths) {
  for (const char* text : {"6101611234", "9112611234", "0121611234", "0152611234", "3112611234", "2902611234"}) {
    EXPECT_EQ(mask_cpr(text), "[cpr]") << text;
  }
}

TEST(MaskCpr, LeavesWhatIsNoDateAlone) {
  for (const char* text :
       {"0001611234", "3201611234", "6001611234", "9201611234", "0100611234", "0113991234", "0120611234", "0133611234",
        "0140611234", "0153611234", "0161611234", "3104611234", "3002611234", "3106611234"}) {
    EXPECT_EQ(mask_cpr(text), text);
  }
}

TEST(MaskCpr, LeavesOtherNumbersAndUuidsAlone) {
  for (const char* text :
       {"01016112345", "101016112345", "12345678", "1234567-1234", "010161-12345", "1010161-1234", "010161-123",
        "010161-", "010161", "+4512345678", "5790001234567", "1010161-01234", "ae79135b-5925-599f-b92e-a0101611234f",
        "ae010161-1234-599f-b92e-65e508b47df8", "0.0101611234"}) {
    EXPECT_EQ(mask_cpr(text), text);
  }
  const std::string digest = "c0ffee0101611234c0ffee0123456789";
  EXPECT_EQ(mask_cpr("plan " + digest + "."), "plan " + digest + ".");
}

TEST(MaskCpr, MasksANumberGrownTogetherWithAWord) {
  EXPECT_EQ(mask_cpr("cpr0101611234x"), "cpr[cpr]x");
  EXPECT_EQ(mask_cpr("cpr-0101611234"), "cpr-[cpr]");
  EXPECT_EQ(mask_cpr("nr.0101611234"), "nr.[cpr]");
  EXPECT_EQ(mask_cpr("0101611234-0101611234"), "[cpr]-[cpr]");
  EXPECT_EQ(mask_cpr("user_c0ffeec0ffeec0ffeec0ffee0101611234zz"), "user_c0ffeec0ffeec0ffeec0ffee[cpr]zz");
  const std::string row(200, 'a');
  EXPECT_EQ(mask_cpr(row + "0101611234"), row + "[cpr]") << "longer than any digest";
}

TEST(MaskCpr, SeesThroughEscapes) {
  EXPECT_EQ(mask_cpr(R"(line\n0101611234)"), R"(line\n[cpr])");
  EXPECT_EQ(mask_cpr(R"(\u00010101611234)"), R"(\u0001[cpr])");
  EXPECT_EQ(mask_cpr(R"(\u00e60101611234)"), R"(\u00e6[cpr])");
  EXPECT_EQ(mask_cpr("/user?q=%200101611234"), "/user?q=%20[cpr]");
  EXPECT_EQ(mask_cpr("%C3%A60101611234"), "%C3%A6[cpr]");
  EXPECT_EQ(mask_cpr(std::string{"\0"
                                 "0101611234\xff",
                                 12}),
            std::string("\0[cpr]\xff", 7));
}

TEST(MaskCpr, KeepsJsonValid) {
  EXPECT_EQ(mask_cpr(R"({"a": 1801611234, "b": [1801611234,1801611234]})"),
            R"({"a": "[cpr]", "b": ["[cpr]","[cpr]"]})");
  EXPECT_EQ(mask_cpr("{\"a\": [\n  1801611234\n]}"), "{\"a\": [\n  \"[cpr]\"\n]}");
}

TEST(MaskCpr, ShowsAPNumberBehindItsFieldsName) {
  for (const char* text : {"PNR: 1003259813", R"("PNR": "1003259813")", "    + PNR = '1003259813'"}) {
    EXPECT_EQ(mask_cpr(text), text);
  }
  for (const char* text : {"PNR: 0101611234", "PNR: 100325-9813", "PNR1003259813", "P: 1003259813", "1003259813"}) {
    EXPECT_NE(mask_cpr(text), text);
  }
}

RC_GTEST_PROP(MaskCpr, FindsANumberWhereverItStands, (const std::string& before, const std::string& after)) {
  RC_PRE(before.empty() || before.find_last_of("0123456789.%u\\-") != before.size() - 1);
  RC_PRE(after.empty() || after.find_first_of("0123456789") != 0);
  const auto ending = before.substr(before.size() < 6 ? 0 : before.size() - 6);
  RC_PRE(ending.find('%') == std::string::npos && ending.find('\\') == std::string::npos);
  RC_ASSERT(mask_cpr(before + " 2902611234" + after).find("2902611234") == std::string::npos);
}

RC_GTEST_PROP(MaskCpr, LeavesTextWithoutTenDigitsAsItIs, (std::string text)) {
  while (std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 10) text.pop_back();
  RC_ASSERT(mask_cpr(text) == text);
}

RC_GTEST_PROP(MaskCpr, IsDoneAfterOnce, (const std::vector<int>& pieces)) {
  constexpr std::array<const char*, 8> kPieces{"010161", "-", "1234", "x", "\"a\":", " ", "0101611234", "\\u00"};
  std::string text;
  for (const int piece : pieces) text += kPieces[static_cast<std::size_t>(piece) % kPieces.size()];
  const std::string once = mask_cpr(text);
  RC_ASSERT(mask_cpr(once) == once);
}

}  // namespace
}  // namespace os2sync
