// SPDX-License-Identifier: MPL-2.0
#include "app/rehearse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app_desk.hpp"

namespace os2sync::test {
namespace {

using testing::HasSubstr;

/// Everything of the desk was sent.
struct Rehearsing : Desk {
  Rehearsing() { apply(save()); }
  Rehearsal one(Accident accident) { return std::move(rehearse(context(), settings, {accident}).front()); }
};

TEST(Rehearse, WritesNothingAndReadsOnceWhereTheReadingIsTheSame) {
  Rehearsing desk;
  const std::size_t sent = desk.sink.log().size();
  const auto entries = desk.ledger.entries;
  const auto run = desk.ledger.run;
  const int reads = desk.source.reads;
  rehearse(desk.context(), desk.settings, {Accident::none, Accident::source_empty, Accident::half, Accident::ad_gone});
  EXPECT_EQ(desk.source.reads, reads + 1);
  EXPECT_EQ(desk.sink.log().size(), sent);
  EXPECT_EQ(desk.ledger.entries, entries);
  EXPECT_EQ(desk.ledger.run, run);
}

TEST(Rehearse, SaysThatAnEmptySourceStopsTheRun) {
  Rehearsing desk;
  const Verdict verdict = desk.one(Accident::source_empty).verdict;
  ASSERT_TRUE(verdict.stop);
  EXPECT_EQ(verdict.stop->kind, ErrorKind::refused);
  EXPECT_EQ(verdict.exit_code, 5);
  EXPECT_EQ(verdict.plan, nullptr);
}

TEST(Rehearse, ShowsWhatWouldGoThrough) {
  Rehearsing desk;
  const Rehearsal calm = desk.one(Accident::none);
  EXPECT_TRUE(calm.verdict.plan->empty());
  const Rehearsal moved = desk.one(Accident::wrong_root);
  ASSERT_FALSE(moved.verdict.stop);
  EXPECT_EQ(moved.verdict.plan->units.update, 1U);  // U1 loses its parent
  EXPECT_EQ(moved.verdict.plan->withheld.size(), 1U);
}

TEST(Rehearse, AsksFkOrgWhoseTopUnitItIsAsARunDoes) {
  Rehearsing desk;
  desk.sink.fk[id("U1")] = FkObject{{{"Name", std::string{"Another municipality"}}}};
  const Verdict verdict = desk.one(Accident::wrong_root).verdict;
  ASSERT_TRUE(verdict.stop);
  EXPECT_THAT(verdict.stop->why.english, HasSubstr("Another municipality"));
  desk.settings.os2sync.api_url = "stub";
  EXPECT_FALSE(desk.one(Accident::wrong_root).verdict.stop);
}

TEST(Rehearse, ATypoThatTheSourceDoesNotKnowIsAVerdictAndAPeersFaultIsNot) {
  Rehearsing desk;
  desk.settings.rules.uuid_from_it_systems = {"FK"};
  const Verdict verdict = desk.one(Accident::settings_typo).verdict;
  ASSERT_TRUE(verdict.stop);
  EXPECT_EQ(verdict.exit_code, 78);
  desk.source.on_read = [](const ReadRequest&) { throw Error{ErrorKind::unavailable, Text{"gone", "væk"}}; };
  EXPECT_THROW(desk.one(Accident::settings_typo), Error);
}

TEST(Rehearse, SaysWhenThereIsNothingToDamage) {
  Rehearsing desk;
  const Verdict verdict = desk.one(Accident::ad_gone).verdict;
  EXPECT_FALSE(verdict.damage);
  EXPECT_FALSE(verdict.stop);
  EXPECT_EQ(verdict.plan, nullptr);
}

}  // namespace
}  // namespace os2sync::test
