// SPDX-License-Identifier: MPL-2.0
/// @file Where keys stand in a settings file and what is said about a broken one.
#include "config/settings_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

namespace os2sync {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string error_of(const std::string& text) {
  try {
    parse_settings_json(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::settings);
    return error.what();
  }
  return "no error";
}

TEST(ParseSettingsJson, KnowsTheLineOfEveryKeyAtEveryDepth) {
  const SettingValue root = parse_settings_json("{\n  \"a\": 1,\n\n  \"b\": {\"c\": [\n1,\n2],\n \"d\":\nnull}}");
  ASSERT_EQ(root.members.size(), 2U);
  EXPECT_EQ(root.members[0].line, 2U);
  EXPECT_EQ(root.members[1].line, 4U);
  EXPECT_EQ(root.members[1].value.members[0].line, 4U);
  EXPECT_EQ(root.members[1].value.members[1].line, 7U);
  EXPECT_EQ(to_json_text(root), R"({"a":1,"b":{"c":[1,2],"d":null}})");
}

TEST(ParseSettingsJson, KeepsNumbersAsWrittenAndTextsWhole) {
  const SettingValue root = parse_settings_json(R"([0, -7, 1.50, 18446744073709551615, "æ\"\\\n", true, {}, []])");
  EXPECT_EQ(to_json_text(root), R"([0,-7,1.50,18446744073709551615,"æ\"\\\n",true,{},[]])");
}

TEST(ParseSettingsJson, AllowsAByteOrderMark) { EXPECT_EQ(to_json_text(parse_settings_json("\xEF\xBB\xBF{}")), "{}"); }

TEST(ParseSettingsJson, SaysWhereAndWhatWasExpected) {
  EXPECT_EQ(error_of("{\n  \"a\": 1,\n}"), "3:1: not valid JSON: expected a key in double quotes, found '}'");
  EXPECT_EQ(error_of("{\n  \"a\": 1\n  \"b\": 2\n}"), "3:3: not valid JSON: expected ',' or '}', found a text");
  EXPECT_EQ(error_of("{\"a\" 1}"), "1:6: not valid JSON: expected ':', found a number");
  EXPECT_EQ(error_of("[1 2]"), "1:4: not valid JSON: expected ',' or ']', found a number");
  EXPECT_EQ(error_of("{\"a\": }"), "1:7: not valid JSON: expected a value, found '}'");
  EXPECT_EQ(error_of("{} {}"), "1:4: not valid JSON: expected the end of the file, found '{'");
  EXPECT_EQ(error_of("{\n\"a\": 1"), "2:7: not valid JSON: expected ',' or '}', found the end of the file");
  EXPECT_EQ(error_of(""), "1:1: not valid JSON: expected a value, found the end of the file");
  EXPECT_THAT(error_of("{'a': 1}"), HasSubstr("1:2: not valid JSON: expected a key in double quotes"));
  EXPECT_THAT(error_of("{\"a\": \"b\n\"}"), HasSubstr("a line break or control character inside a text"));
  EXPECT_THAT(error_of("{\"a\": \"\xff\"}"), HasSubstr("bytes that are not UTF-8"));
  EXPECT_THAT(error_of("{\"a\": \"\\x\"}"), HasSubstr("a wrong escape"));
  EXPECT_THAT(error_of("{\"a\": 1e999}"), HasSubstr("a number beyond all bounds"));
  EXPECT_THAT(error_of("{\"a\": -}"), HasSubstr("a number that is none"));
  EXPECT_THAT(error_of("{\"a\": \"b"), HasSubstr("without its closing double quote"));
}

TEST(ParseSettingsJson, CountsColumnsInCharacters) { EXPECT_THAT(error_of("{\"ærø\" 1}"), HasSubstr("1:8: ")); }

TEST(ParseSettingsJson, NeverRepeatsAValueOfABrokenFile) {
  for (const char* text : {"{\"client_secret\": \"hunter2\n\"}", "{\"client_secret\": hunter2}",
                           "{\"client_secret\": \"hunter2\" \"hunter2\"}", "{\"client_secret\": \"hunter2\\q\"}",
                           "{\"client_secret\": \"hunter2", "{\"a\": \"unexpected hunter2; expected hunter2\n",
                           "{\"a\": \"hunter2\xff\"}"}) {
    const std::string message = error_of(text);
    EXPECT_THAT(message, HasSubstr("not valid JSON"));
    EXPECT_THAT(message, Not(HasSubstr("hunter2"))) << text;
  }
}

TEST(ParseSettingsJson, RefusesAKeyThatStandsTwice) {
  EXPECT_EQ(error_of("{\n\"a\": 1,\n\"b\": 2,\n \"a\": 1}"), "4:4: 'a' stands here and in line 2; keep one of them");
  EXPECT_THAT(error_of(R"({"x": {"a": 1, "a": 2}})"), HasSubstr("'a' stands here and in line 1"));
}

TEST(ParseSettingsJson, AllowsOneKeyInSeveralObjects) {
  EXPECT_EQ(error_of(R"({"x": {"a": 1}, "y": {"a": 2}, "a": 3})"), "no error");
}

TEST(ParseSettingsJson, RefusesEndlessNesting) {
  EXPECT_THAT(error_of(std::string(100'000, '[')), HasSubstr("more than 32 objects and lists inside each other"));
  EXPECT_EQ(error_of(std::string(32, '[') + std::string(32, ']')), "no error");
}

}  // namespace
}  // namespace os2sync
