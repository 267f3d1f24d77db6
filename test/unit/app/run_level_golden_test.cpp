// SPDX-License-Identifier: MPL-2.0
/// @file The golden cases X1 to X3 of docs/rules.md: whole runs against a source and a receiver that misbehave.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/sync.hpp"
#include "core/error.hpp"
#include "support/fakes.hpp"
#include "support/plan_errors.hpp"
#include "support/rules_town.hpp"

namespace os2sync::test {
namespace {

using testing::Contains;
using testing::IsEmpty;

constexpr int kPersons = 500;
constexpr int kSomeFailed = 3;
constexpr int kDeletionsWithheld = 4;

/// A municipality of one unit whose persons were all sent by a first run.
class RunLevel : public testing::Test {
 protected:
  RunLevel() {
    town_.unit("U1");
    for (int i = 0; i < kPersons; ++i) {
      const std::string number = std::to_string(100 + i);
      town_.person("P" + number);
      town_.engagement("E" + number, "P" + number, "U1");
    }
    source_.snapshot = town_.rows;
    EXPECT_EQ(run()->summary.exit_code, 0);
    sink_.fk[id("TOP")] = FkObject{{{"Name", "Kommune"}}};
    written_ = sink_.log().size();
  }

  std::unique_ptr<SyncOutcome> run() {
    SyncOptions options;
    options.rules = town_.rules;
    options.plan_rules.autowash = true;
    options.plan_rules.top_unit = town_.rules.top_unit;
    options.send = {1, {5, 30}, false};
    return run_sync({{source_, ledger_, digester_, clock_, observer_, nullptr, guard_memory_, nullptr}, sink_},
                    options);
  }

  /// The last `count` persons are gone from OS2MO.
  void lose_persons(std::size_t count) {
    Snapshot& rows = source_.snapshot;
    rows.persons.resize(rows.persons.size() - count);
    rows.engagements.resize(rows.engagements.size() - count);
  }
  void answer_500_to(const std::string& write) {
    sink_.answer = [write](const std::string& text) -> PushResult {
      return text == write ? PushResult{Busy{say("answered 500")}} : PushResult{Accepted{}};
    };
  }
  void answer_200() {
    sink_.answer = [](const std::string&) -> PushResult { return Accepted{}; };
  }
  std::vector<std::string> new_writes() {
    const std::vector<std::string> log = sink_.log();
    std::vector<std::string> fresh{log.begin() + static_cast<std::ptrdiff_t>(written_), log.end()};
    written_ = log.size();
    return fresh;
  }

  Town town_;
  FakeSource source_;
  FakeSink sink_;
  MemoryLedger ledger_;
  MemoryGuardMemory guard_memory_;
  PlainDigester digester_;
  FakeClock clock_;
  SilentObserver observer_;
  std::size_t written_ = 0;
};

TEST_F(RunLevel, X1_StopsBeforeTheFirstWriteWhenOs2moHasNoPersonsLeft) {
  lose_persons(kPersons);
  EXPECT_EQ(error_of([&] { run(); }).kind(), ErrorKind::refused);
  EXPECT_THAT(new_writes(), IsEmpty());
}

TEST_F(RunLevel, X1_DeletesNobodyWhenAFifthOfThemIsGone) {
  lose_persons(kPersons / 5);
  const auto outcome = run();
  EXPECT_EQ(outcome->summary.exit_code, kDeletionsWithheld);
  EXPECT_EQ(outcome->run.plan.users.withheld, std::size_t{kPersons / 5});
  EXPECT_THAT(new_writes(), IsEmpty());
}

TEST_F(RunLevel, X2_SendsAgainNextRunWhatWasAnswered500) {
  source_.snapshot.persons[0].surname = "Ny";
  source_.snapshot.persons[1].surname = "Ny";
  answer_500_to("user P100");
  const auto before = ledger_.entries;
  EXPECT_EQ(run()->summary.exit_code, kSomeFailed);
  EXPECT_THAT(new_writes(), Contains("user P100").Times(3));  // tried, and tried again after each wait
  const std::pair key{ObjectKind::user, id("P100")};
  EXPECT_EQ(ledger_.entries.at(key), before.at(key));

  answer_200();
  EXPECT_EQ(run()->summary.exit_code, 0);
  EXPECT_THAT(new_writes(), testing::ElementsAre("user P100"));
}

TEST_F(RunLevel, X3_DeletesAgainNextRunWhatWasAnswered500) {
  lose_persons(2);
  answer_500_to("delete user P598");
  EXPECT_EQ(run()->summary.exit_code, kSomeFailed);
  EXPECT_THAT(new_writes(), Contains("delete user P599").Times(1));
  EXPECT_FALSE(ledger_.entries.at({ObjectKind::user, id("P598")}).deleted);

  answer_200();
  EXPECT_EQ(run()->summary.exit_code, 0);
  EXPECT_THAT(new_writes(), testing::ElementsAre("delete user P598"));
  EXPECT_TRUE(ledger_.entries.at({ObjectKind::user, id("P598")}).deleted);
}

}  // namespace
}  // namespace os2sync::test
