// SPDX-License-Identifier: MPL-2.0
#include "core/uuid.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace os2sync {
namespace {

TEST(Uuid, ReadsEitherLetterCaseAndWritesLowerCase) {
  const auto id = Uuid::parse("AE79135B-5925-599f-b92e-65e508b47DF8");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->to_string(), "ae79135b-5925-599f-b92e-65e508b47df8");
}

TEST(Uuid, RefusesEverythingButThe36CharacterForm) {
  for (const char* text : {"", "ae79135b5925599fb92e65e508b47df8", "{ae79135b-5925-599f-b92e-65e508b47df8}",
                           " ae79135b-5925-599f-b92e-65e508b47df8", "ae79135b-5925-599f-b92e-65e508b47dfg",
                           "ae79135b_5925-599f-b92e-65e508b47df8", "ukendt"}) {
    EXPECT_FALSE(Uuid::parse(text)) << text;
  }
}

TEST(Uuid, TakesHexadecimalDigitsAndNothingElseAtEveryPlace) {
  const std::string good = "ae79135b-5925-599f-b92e-65e508b47df8";
  for (std::size_t place = 0; place < good.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = good;
      text[place] = static_cast<char>(byte);
      const bool is_digit =
          (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
      EXPECT_EQ(Uuid::parse(text).has_value(), good[place] == '-' ? byte == '-' : is_digit) << place << ' ' << byte;
    }
  }
}

RC_GTEST_PROP(Uuid, SurvivesWritingAndReading, (const Uuid::Bytes& bytes)) {
  const Uuid id{bytes};
  RC_ASSERT(Uuid::parse(id.to_string()) == id);
}

RC_GTEST_PROP(Uuid, OrdersAsItsTextDoes, (const Uuid::Bytes& a, const Uuid::Bytes& b)) {
  RC_ASSERT((Uuid{a} < Uuid{b}) == (Uuid{a}.to_string() < Uuid{b}.to_string()));
}

}  // namespace
}  // namespace os2sync
