// SPDX-License-Identifier: MPL-2.0
/// @file Recorded requests: what stays, what goes, and how faults are named.
#include "adapters/os2sync/recorded_posts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

namespace os2sync {
namespace {

constexpr const char* kUser = "11111111-2222-4333-8444-555555555555";

std::string post(const std::string& path, const std::string& rest) {
  return R"({"method": "POST", "path": ")" + path + R"(", "body": {"Uuid": ")" + kUser + "\"" + rest + "}}\n";
}

TEST(ParseRecording, KeepsTheLastPostOfAnObjectWhateverTheSpellingOfThePath) {
  const Recording recording = parse_recording(
      post("/api/orgUnit/", R"(, "Name": "Skole")") + post("/api/user", R"(, "UserId": "a")") + "\n" +
          post("/API/User/?bypassCache=true", R"(, "UserId": "b", "Person": {"Name": "Anna", "Cpr": "0101011234"})"),
      "posts");
  ASSERT_EQ(recording.objects.size(), 2U);
  EXPECT_EQ(recording.objects[0].kind, ObjectKind::unit);
  EXPECT_EQ(std::get<std::string>(recording.objects[0].fields.at("Name")), "Skole");
  EXPECT_EQ(std::get<std::string>(recording.objects[1].fields.at("UserId")), "b");
  EXPECT_EQ(recording.objects[1].cpr, Cpr::parse("0101011234"));
}

TEST(ParseRecording, TakesABodyThatIsTextAndACprThatIsNone) {
  const Recording recording = parse_recording(
      R"({"method":"POST","path":"/api/user","body":"{\"Uuid\":\"11111111-2222-4333-8444-555555555555\",)"
      R"(\"Person\":{\"Name\":\"Anna\",\"Cpr\":\"x\"}}"})",
      "posts");
  ASSERT_EQ(recording.objects.size(), 1U);
  EXPECT_TRUE(recording.objects[0].cpr_unusable);
}

TEST(ParseRecording, ForgetsWhatIsDeletedLater) {
  const std::string gone = std::string{R"({"method": "DELETE", "path": "/api/user/)"} + kUser + "\"}\n";
  EXPECT_TRUE(parse_recording(post("/api/user", "") + gone, "posts").objects.empty());
  EXPECT_EQ(parse_recording(gone + post("/api/user", ""), "posts").objects.size(), 1U);
}

TEST(ParseRecording, CountsLinesOfNoInterest) {
  const Recording recording = parse_recording(
      "{\"method\": \"GET\", \"path\": \"/api/hierarchy\"}\n" + post("/api/user/cleanup", "") + post("/api/users", ""),
      "posts");
  EXPECT_EQ(recording.passed_over, 3U);
  EXPECT_TRUE(recording.objects.empty());
}

TEST(ParseRecording, NamesTheLineOfAFaultAndNotItsContent) {
  for (const std::string& fault : {std::string{"hemmelig"}, std::string{"[1]"},
                                   std::string{R"({"method":"POST","path":"/api/user","body":"hemmelig"})"}}) {
    try {
      parse_recording(post("/api/user", "") + fault + "\n", "posts");
      ADD_FAILURE() << fault;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      EXPECT_THAT(error.what(), testing::StartsWith("posts:2: "));
      EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("hemmelig")));
    }
  }
}

}  // namespace
}  // namespace os2sync
