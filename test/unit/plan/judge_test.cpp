// SPDX-License-Identifier: MPL-2.0
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

/// A source and a past that give no reason to stop; each test spoils one thing.
struct Situation {
  SourceFacts facts{100, 1000, true};
  std::optional<RunFacts> last = RunFacts{100, 1000, 0};
  Wanted wanted = wanted_with({unit("A", "TOP")}, {user("P")});
  std::vector<LedgerEntry> ledger = ledger_of(wanted);
  Guards guards;

  std::optional<Refusal> judge() const { return judge_source(facts, last, wanted, ledger, guards); }
};

void keep_only(ObjectKind kind, std::vector<LedgerEntry>& ledger) {
  std::erase_if(ledger, [&](const LedgerEntry& entry) { return entry.kind != kind; });
}

TEST(JudgeSource, LetsANormalRunGoOn) { EXPECT_EQ(Situation{}.judge(), std::nullopt); }

TEST(JudgeSource, LetsAFirstRunGoOn) {
  Situation first;
  first.last.reset();
  first.ledger.clear();
  EXPECT_EQ(first.judge(), std::nullopt);
}

TEST(JudgeSource, S3RefusesASourceWithoutUnits) {
  Situation now;
  now.facts.units_read = 0;
  EXPECT_EQ(now.judge(), Refusal::source_empty);
  keep_only(ObjectKind::user, now.ledger);
  EXPECT_EQ(now.judge(), Refusal::source_empty);
}

TEST(JudgeSource, S3RefusesASourceWithoutPersonsWhenUsersWereSent) {
  Situation now;
  now.facts.persons_read = 0;
  EXPECT_EQ(now.judge(), Refusal::source_empty);
}

TEST(JudgeSource, LetsAMunicipalityWithoutAnyPersonsGoOnAsBefore) {
  Situation now;
  now.facts.persons_read = 0;
  now.last->persons_read = 0;
  now.wanted.users.clear();
  keep_only(ObjectKind::unit, now.ledger);
  EXPECT_EQ(now.judge(), std::nullopt);
}

TEST(JudgeSource, DoesNotCountDeletedEntriesAsSent) {
  Situation now;
  now.facts.persons_read = 0;
  now.last.reset();
  now.wanted.users.clear();
  for (LedgerEntry& entry : now.ledger) entry.deleted = true;
  EXPECT_EQ(now.judge(), std::nullopt);
}

TEST(JudgeSource, S3RefusesASourceWithoutTheTopUnit) {
  Situation now;
  now.facts.top_unit_read = false;
  EXPECT_EQ(now.judge(), Refusal::top_unit_missing);
}

TEST(JudgeSource, RefusesAnEmptySourceOnAFirstRunForWantOfATopUnit) {
  Situation first;
  first.facts = {0, 0, false};
  first.last.reset();
  first.ledger.clear();
  EXPECT_EQ(first.judge(), Refusal::top_unit_missing);
  first.facts.top_unit_read = true;  // facts that contradict each other are no reason to go on
  EXPECT_EQ(first.judge(), Refusal::top_unit_missing);
}

TEST(JudgeSource, S3RefusesWhenNoUserIsWantedAnyMore) {
  Situation now;
  now.wanted.users.clear();
  EXPECT_EQ(now.judge(), Refusal::no_users_wanted);
  keep_only(ObjectKind::unit, now.ledger);
  EXPECT_EQ(now.judge(), std::nullopt);
}

TEST(JudgeSource, S3TakesAShrinkageOfTheLimitAndNotOneMore) {
  Situation now;
  now.facts.units_read = 80;
  now.facts.persons_read = 800;
  EXPECT_EQ(now.judge(), std::nullopt);
  now.facts.units_read = 79;
  EXPECT_EQ(now.judge(), Refusal::units_shrank);
  now.facts.units_read = 80;
  now.facts.persons_read = 799;
  EXPECT_EQ(now.judge(), Refusal::persons_shrank);
}

TEST(JudgeSource, HasNothingToCompareWithBeforeTheFirstCompleteRun) {
  Situation now;
  now.last.reset();
  now.facts = {1, 1, true};
  EXPECT_EQ(now.judge(), std::nullopt);
}

TEST(JudgeSource, DoesNotMindGrowth) {
  Situation now;
  now.facts = {1000, 10'000, true};
  now.guards.max_shrink_percent = 0;
  EXPECT_EQ(now.judge(), std::nullopt);
}

TEST(JudgeSource, TakesALimitOf100PercentAsNoLimit) {
  Situation now;
  now.facts = {1, 1, true};
  now.guards.max_shrink_percent = 100;
  EXPECT_EQ(now.judge(), std::nullopt);
}

}  // namespace
}  // namespace os2sync::test
