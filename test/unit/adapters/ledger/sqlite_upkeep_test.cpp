// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_upkeep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/ledger_format_1.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SetAside set_aside(const std::string& symbol, const std::string& source) {
  SetAside object;
  object.kind = ObjectKind::user;
  object.uuid = id(symbol);
  object.source = id(source);
  object.attempts = 1;
  return object;
}

/// Users A1 and A2 of person A, one deleted; B of person B; A3, refused, of person A.
void fill(OpenedLedger& opened) {
  LedgerEntry first = entry("A1-user");
  LedgerEntry second = entry("A2-user");
  first.source = second.source = id("A-person");
  second.deleted = true;
  second.changed_at = 1'800'000'000;
  record(opened, first);
  record(opened, second);
  record(opened, entry("B-user"));
  opened.quarantine->put(set_aside("A3-user", "A-person"));
  opened.quarantine->put(set_aside("C-user", "C-person"));
  opened.guard_memory->record_held(std::vector{HeldSince{HeldAction::remove, ObjectKind::user, id("A1-user"), 7}});
  const Delivery look{ObjectKind::user, id("A1-user"), 100, {}, 200, 0, 0};
  opened.deliveries->record({&look, 1});
  opened.ledger->begin(first);
  opened.guard_memory->approve({"hash", 5, {{HeldAction::remove, ObjectKind::user, id("A1-user"), 0}}}, 0);
}

TEST(ExamineState, CountsByKindAndStateAndReadsTheWholeFile) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  fill(opened);
  LedgerEntry one = entry("U");
  one.kind = ObjectKind::unit;
  record(opened, one);
  const StateFacts facts = open_ledger_for_reading(dir.file("ledger")).upkeep->examine();
  EXPECT_EQ(facts.users, (StateCounts{2, 1, 2}));
  EXPECT_EQ(facts.units, (StateCounts{1, 0, 0}));
  EXPECT_EQ(facts.deletions, 1);
  EXPECT_EQ(facts.first_change, 1'700'000'000);
  EXPECT_EQ(facts.last_change, 1'800'000'000);
  EXPECT_EQ(facts.integrity, "ok");
  EXPECT_EQ(facts.path, dir.file("ledger"));
  EXPECT_EQ(facts.format, facts.newest_format);
  EXPECT_TRUE(facts.exists);
  EXPECT_TRUE(facts.has_key);
  EXPECT_GT(facts.bytes, 0);
}

TEST(ExamineState, SaysWhetherTheKeyIsThere) {
  const TempDir dir;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    fill(opened);
  }
  std::filesystem::remove(dir.file("ledger.key"));
  EXPECT_FALSE(open_ledger_for_reading(dir.file("ledger")).upkeep->examine().has_key);
}

TEST(ExamineState, FindsNothingWhereThereIsNothing) {
  const TempDir dir;
  const StateFacts facts = open_ledger_for_reading(dir.file("ledger")).upkeep->examine();
  EXPECT_FALSE(facts.exists);
  EXPECT_EQ(facts.users, StateCounts{});
  EXPECT_EQ(facts.first_change, std::nullopt);
}

TEST(ExamineState, CountsAFileThatIsStillEmptyAsNone) {
  const TempDir dir;
  write_file(dir.file("ledger"), "");
  const StateFacts facts = open_ledger_for_reading(dir.file("ledger")).upkeep->examine();
  EXPECT_FALSE(facts.exists);
  EXPECT_EQ(facts.bytes, 0);
}

TEST(ForgetState, TakesAPersonWithAllUsersOutOfEveryTableAndLeavesNoTrace) {
  for (const char* asked : {"A-person", "A1-user", "A2-user", "A3-user"}) {
    const TempDir dir;
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    fill(opened);
    const std::vector uuids{id(asked)};
    const Forgotten forgotten = opened.upkeep->forget(uuids, false);
    EXPECT_EQ(forgotten.entries.size(), 2U) << asked;
    EXPECT_EQ(forgotten.set_aside, 1);
    EXPECT_EQ(forgotten.deletions, 1);
    EXPECT_THAT(forgotten.uuids, ElementsAre(id("A-person"), id("A1-user"), id("A2-user"), id("A3-user")));
    EXPECT_THAT(opened.ledger->load(), ElementsAre(entry("B-user")));
    EXPECT_THAT(opened.quarantine->load(), ElementsAre(set_aside("C-user", "C-person")));
    for (const auto& file : std::filesystem::directory_iterator{dir.path()}) {
      const std::string bytes = read_file(file.path().string());
      for (const char* trace : {"A-person", "A1-user", "A2-user", "A3-user"})
        EXPECT_EQ(bytes.find(trace), std::string::npos) << trace << " in " << file.path();
    }
    EXPECT_NE(read_file(dir.file("ledger")).find("B-user"), std::string::npos);
  }
}

TEST(ForgetState, LetsADeletionCountOnWithoutSayingWhose) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  fill(opened);
  opened.upkeep->forget(std::vector{id("A-person")}, false);
  EXPECT_THAT(opened.ledger->deletions_since(0), ElementsAre(Deletion{ObjectKind::user, Uuid{}, 1'800'000'000}));
}

TEST(ForgetState, OnlySaysWhatItWouldDoInADryRun) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  fill(opened);
  const auto before = opened.ledger->load();
  const OpenedLedger reader = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_EQ(reader.upkeep->forget(std::vector{id("A-person")}, true).entries.size(), 2U);
  EXPECT_EQ(opened.ledger->load(), before);
  EXPECT_EQ(opened.quarantine->load().size(), 2U);
  EXPECT_EQ(error_of([&] { reader.upkeep->forget(std::vector{id("A-person")}, false); }).kind(), ErrorKind::state);
}

TEST(ForgetState, TakesNobodyAlongWhoseSourceIsOnlyTheUserOfSomebodyElse) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  fill(opened);
  LedgerEntry other = entry("D-user");
  other.source = id("A3-user");  // an OS2MO uuid that is another person's FK uuid
  record(opened, other);
  const Forgotten forgotten = opened.upkeep->forget(std::vector{id("A-person")}, false);
  EXPECT_EQ(forgotten.entries.size(), 2U);
  EXPECT_THAT(forgotten.uuids, ElementsAre(id("A-person"), id("A1-user"), id("A2-user"), id("A3-user")));
  EXPECT_THAT(opened.ledger->load(), ElementsAre(entry("B-user"), other));
}

TEST(ForgetState, FindsNothingOfAStranger) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  fill(opened);
  const Forgotten forgotten = opened.upkeep->forget(std::vector{id("Z")}, false);
  EXPECT_THAT(forgotten.entries, IsEmpty());
  EXPECT_EQ(opened.ledger->load().size(), 3U);
}

}  // namespace
}  // namespace os2sync::test
