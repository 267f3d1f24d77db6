// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/console.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fakes.hpp"

namespace os2sync {
namespace {

using ::testing::HasSubstr;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

TEST(Console, WritesJsonLinesWhereThereIsNoTerminal) {
  test::FakeClock clock;
  Console console{clock};
  console.configure({MessageLevel::warning, false, true, false, "r1"});
  CaptureStderr();
  console.warn({"a \"quoted\"\nline", "en linje"});
  console.debug("not shown");
  EXPECT_EQ(
      GetCapturedStderr(),
      "{\"time\":1700000000,\"level\":\"warning\",\"run_id\":\"r1\",\"message\":\"a \\\"quoted\\\"\\u000aline\"}\n");
}

TEST(Console, EndsWithAJsonLineWhereItWroteJsonLines) {
  test::FakeClock clock;
  Console console{clock};
  const auto last_words = [&] {
    CaptureStderr();
    console.fail("one 0101611234\ntwo");
    return GetCapturedStderr();
  };
  EXPECT_EQ(last_words(), "os2sync-export: one [cpr]\ntwo\n") << "before anything is configured";
  console.configure({MessageLevel::error, false, true, false, "r1"});
  EXPECT_EQ(last_words(),
            "{\"time\":1700000000,\"level\":\"error\",\"run_id\":\"r1\",\"message\":\"one [cpr]\\u000atwo\"}\n");
  console.configure({MessageLevel::error, true, true, false, "r1"});
  EXPECT_EQ(last_words(), "os2sync-export: one [cpr]\ntwo\n");
}

TEST(Console, WarnsInTheLanguageOfTheCommand) {
  test::FakeClock clock;
  Console console{clock};
  console.configure({MessageLevel::warning, true, true, true, "r1"});
  CaptureStderr();
  console.warn({"again", "igen"});
  EXPECT_THAT(GetCapturedStderr(), HasSubstr("igen"));
}

TEST(Console, MasksWhatLooksLikeACprNumberAtEveryLevel) {
  test::FakeClock clock;
  Console console{clock};
  for (const bool terminal : {false, true}) {
    console.configure({MessageLevel::debug, terminal, true, false, "r1"});
    CaptureStderr();
    console.debug("person 0101611234");
    console.warn(os2sync::say("person 010161-1234"));
    console.say("person 0101611234");
    const std::string out = GetCapturedStderr();
    EXPECT_THAT(out, ::testing::Not(HasSubstr("1234")));
    EXPECT_THAT(out, HasSubstr("[cpr]"));
  }
}

TEST(Console, ReportsProgressOnceAMinuteWhereThereIsNoTerminal) {
  test::FakeClock clock;
  Console console{clock};
  console.configure({MessageLevel::warning, false, true, false, "r1"});
  CaptureStderr();
  console.progress(Stage::sending, 1, 10);
  console.progress(Stage::sending, 2, 10);
  clock.sleep_for(std::chrono::seconds{61});
  console.progress(Stage::sending, 5, 10);
  const std::string out = GetCapturedStderr();
  EXPECT_THAT(out, HasSubstr("5/10"));
  EXPECT_THAT(out, ::testing::Not(HasSubstr("2/10")));
}

TEST(Console, ShowsAProgressLineOnATerminalAndErasesIt) {
  test::FakeClock clock;
  Console console{clock};
  console.configure({MessageLevel::warning, true, true, false, "r1"});
  CaptureStderr();
  console.progress(Stage::sending, 1, 10);
  clock.sleep_for(std::chrono::seconds{1});
  console.progress(Stage::sending, 5, 10);
  console.finish_progress();
  const std::string out = GetCapturedStderr();
  EXPECT_THAT(out, HasSubstr("5/10"));
  EXPECT_THAT(out, ::testing::EndsWith("\r\x1b[K"));
}

TEST(Console, StaysQuietWhenAskedTo) {
  test::FakeClock clock;
  Console console{clock};
  console.configure({MessageLevel::warning, true, false, false, "r1"});
  CaptureStderr();
  console.progress(Stage::sending, 1, 10);
  EXPECT_EQ(GetCapturedStderr(), "");
}

TEST(RenderProgress, EstimatesWhatIsLeftAndFitsEightyColumns) {
  EXPECT_EQ(render_progress(Stage::sending, 50, 100, std::chrono::seconds{30}, false),
            "sending to OS2sync: [############            ] 50/100, 30 s left");
  EXPECT_LE(render_progress(Stage::sending, 99999, 100000, std::chrono::seconds{30000}, true).size(), 80U);
}

}  // namespace
}  // namespace os2sync
