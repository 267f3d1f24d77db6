// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_ledger.hpp"

#include <csignal>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include "adapters/ledger/open_ledger.hpp"
#include "adapters/ledger/sqlite_errors.hpp"
#include "support/builders.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

LedgerEntry entry(int number, std::int64_t changed_at = 0) {
  LedgerEntry result;
  result.kind = ObjectKind::user;
  result.uuid = id("P" + std::to_string(1000 + number));
  result.source = id("S" + std::to_string(number));
  result.changed_at = changed_at;
  return result;
}

std::vector<LedgerEntry> entries(int count) {
  std::vector<LedgerEntry> all;
  for (int i = 0; i < count; ++i) all.push_back(entry(i));
  return all;
}

TEST(SqliteLedger, KeepsEveryPartOfAnEntry) {
  const TempDir dir;
  LedgerEntry full = entry(1, -5);
  full.kind = ObjectKind::unit;
  full.parent = id("TOP");
  full.digest.bytes = {0, 255, 1, 254, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  full.fields = {
      {FieldId::name, 0}, {FieldId::parent, 0xFFFFFFFFFFFFFFFFULL}, {FieldId::positions, 0x0102030405060708ULL}};
  full.owned.set();
  full.adopted = true;
  full.deleted = true;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.ledger->record({&full, 1});
  EXPECT_THAT(opened.ledger->load(), ElementsAre(full));
}

TEST(SqliteLedger, StoresFieldDigestsAsIdAndEightBytesLittleEndian) {
  const TempDir dir;
  LedgerEntry one = entry(1);
  one.fields = {{FieldId::email, 0x0102030405060708ULL}};
  open_ledger(dir.file("ledger")).ledger->record({&one, 1});
  SQLite::Database database{dir.file("ledger")};
  EXPECT_EQ(database.execAndGet("SELECT hex(fields) FROM object").getString(), "070807060504030201");
}

TEST(SqliteLedger, ShowsAnObjectUnderWayAsOneThatEqualsNothing) {
  const TempDir dir;
  LedgerEntry known = entry(1, 5);
  known.digest.bytes = {1};
  known.fields = {{FieldId::name, 7}};
  known.owned.set(bit_of(FieldId::name));
  LedgerEntry gone = entry(2, 6);
  gone.deleted = true;
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    opened.ledger->record(std::vector{known, gone});
    LedgerEntry deletion = entry(1);
    deletion.deleted = true;
    LedgerEntry fresh = entry(0);
    fresh.parent = id("TOP");
    for (const LedgerEntry& one : {deletion, entry(2), fresh}) opened.ledger->begin(one);
  }  // and dies
  known.digest = {};
  gone.deleted = false;
  gone.accepted = false;
  LedgerEntry fresh = entry(0);
  fresh.parent = id("TOP");
  fresh.accepted = false;
  EXPECT_THAT(open_ledger_for_reading(dir.file("ledger")).ledger->load(), ElementsAre(fresh, known, gone));
}

TEST(SqliteLedger, ShowsTheVeryFirstObjectsUnderWayAsNeverAccepted) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  for (const int number : {2, 1}) opened.ledger->begin(entry(number));
  LedgerEntry first = entry(1);
  LedgerEntry second = entry(2);
  first.accepted = second.accepted = false;
  EXPECT_THAT(opened.ledger->load(), ElementsAre(first, second));
}

TEST(SqliteLedger, KnowsAgainWhatIsRecordedOrWithdrawn) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  LedgerEntry refused = entry(1, 8);
  refused.digest.bytes = {8};
  LedgerEntry accepted = entry(0, 9);
  accepted.digest.bytes = {9};
  opened.ledger->record({&refused, 1});
  for (const int number : {0, 1, 2}) opened.ledger->begin(entry(number));
  opened.ledger->record({&accepted, 1});
  opened.ledger->withdraw(ObjectKind::user, entry(2).uuid);
  opened.ledger->withdraw(ObjectKind::unit, entry(1).uuid);  // another object
  LedgerEntry unsure = refused;
  unsure.digest = {};
  EXPECT_THAT(opened.ledger->load(), ElementsAre(accepted, unsure));
  opened.ledger->withdraw(ObjectKind::user, entry(1).uuid);
  EXPECT_THAT(opened.ledger->load(), ElementsAre(accepted, refused));
}

TEST(SqliteLedger, ReplacesTheOlderEntryOfTheSameKindAndUuid) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  LedgerEntry as_unit = entry(1);
  as_unit.kind = ObjectKind::unit;
  opened.ledger->record(std::vector{entry(1, 1), as_unit});
  opened.ledger->record(std::vector{entry(1, 2)});
  EXPECT_THAT(opened.ledger->load(), ElementsAre(as_unit, entry(1, 2)));
}

TEST(SqliteLedger, EndsTheLookAtAnObjectThatIsChangedAgainWithinOneSecond) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  const std::vector<LedgerEntry> both{entry(1, 100), entry(2, 100)};
  opened.ledger->record(both);
  for (const LedgerEntry& one : both) {
    const Delivery look{one.kind, one.uuid, 100, DeliveryState::verified, 100, 100, 0};
    opened.deliveries->record({&look, 1});
  }
  opened.ledger->record({both.data(), 1});
  const std::vector<Delivery> looks = opened.deliveries->load();
  ASSERT_EQ(looks.size(), 1U);
  EXPECT_EQ(looks.front().uuid, both[1].uuid);
}

TEST(SqliteLedger, LoadsByKindAndUuid) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  LedgerEntry unit_entry = entry(9);
  unit_entry.kind = ObjectKind::unit;
  opened.ledger->record(std::vector{entry(3), unit_entry, entry(1), entry(2)});
  EXPECT_THAT(opened.ledger->load(), ElementsAre(unit_entry, entry(1), entry(2), entry(3)));
}

TEST(SqliteLedger, RecordsAllOrNothing) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  LedgerEntry impossible = entry(2);
  impossible.kind = static_cast<ObjectKind>(7);
  EXPECT_THROW(opened.ledger->record(std::vector{entry(1), impossible}), Error);
  EXPECT_THAT(opened.ledger->load(), IsEmpty());
  opened.ledger->record(std::vector{entry(3)});
  EXPECT_THAT(opened.ledger->load(), ElementsAre(entry(3)));
}

TEST(SqliteLedger, KeepsTheLastRunOnly) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.ledger->record_run({1, 2, 3});
  opened.ledger->record_run({4, 5, 6});
  EXPECT_EQ(opened.ledger->last_run(), (RunFacts{4, 5, 6}));
}

TEST(SqliteLedger, PassesOverFieldsOfALaterVersion) {
  const TempDir dir;
  LedgerEntry one = entry(1);
  one.fields = {{static_cast<FieldId>(kFieldCount), 1}, {FieldId::name, 2}};
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.ledger->record({&one, 1});
  EXPECT_THAT(opened.ledger->load().at(0).fields, ElementsAre(FieldDigest{FieldId::name, 2}));
}

RC_GTEST_PROP(SqliteLedger, GivesBackAnyEntry, ()) {
  const TempDir dir;
  LedgerEntry one;
  one.kind = *rc::gen::element(ObjectKind::unit, ObjectKind::user);
  one.uuid = Uuid{*rc::gen::arbitrary<Uuid::Bytes>()};
  one.source = Uuid{*rc::gen::arbitrary<Uuid::Bytes>()};
  if (*rc::gen::arbitrary<bool>()) one.parent = Uuid{*rc::gen::arbitrary<Uuid::Bytes>()};
  one.digest.bytes = *rc::gen::arbitrary<decltype(Digest::bytes)>();
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    const auto field = static_cast<FieldId>(*rc::gen::inRange(0, static_cast<int>(kFieldCount)));
    one.fields.push_back({field, *rc::gen::arbitrary<std::uint64_t>()});
  }
  one.owned = FieldSet{*rc::gen::arbitrary<std::uint64_t>()};
  one.deleted = *rc::gen::arbitrary<bool>();
  one.adopted = *rc::gen::arbitrary<bool>();
  one.changed_at = *rc::gen::arbitrary<std::int64_t>();
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.ledger->record({&one, 1});
  RC_ASSERT(opened.ledger->load() == std::vector{one});
}

// Killed at any moment

TEST(SqliteLedger, HoldsWhatWasRecordedBeforeEachKill) {
  const TempDir dir;
  for (int round = 0; round < 10; ++round) {
    ASSERT_EQ(run_in_child([&] {
                auto* never_closed = new OpenedLedger{open_ledger(dir.file("ledger"))};
                const LedgerEntry one = entry(round);
                never_closed->ledger->record({&one, 1});
                return 9;
              }),
              9);
    EXPECT_EQ(open_ledger_for_reading(dir.file("ledger")).ledger->load(), entries(round + 1));
  }
}

TEST(SqliteLedger, IsWholeInACopyOfItsFilesAfterEachRecord) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  for (int i = 0; i < 5; ++i) {
    opened.ledger->record(std::vector{entry(i)});
    const TempDir copy;
    std::filesystem::copy(dir.file("ledger"), copy.file("ledger"));
    std::filesystem::copy(dir.file("ledger-wal"), copy.file("ledger-wal"));
    EXPECT_EQ(open_ledger(copy.file("ledger")).ledger->load(), entries(i + 1));
  }
}

TEST(SqliteLedger, IsAnEarlierStateAndNoThirdOneWhereverTheLogBreaksOff) {
  const TempDir dir;
  std::string file;
  std::string log;
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    // Two objects at a time: a state with one of a pair would be a third one.
    for (int i = 0; i < 6; i += 2) opened.ledger->record(std::vector{entry(i), entry(i + 1)});
    file = read_file(dir.file("ledger"));
    log = read_file(dir.file("ledger-wal"));
  }
  ASSERT_GT(log.size(), 3 * 4096U);
  std::size_t seen = 0;
  for (std::size_t length = 0; length <= log.size(); length += 509) {
    const TempDir copy;
    write_file(copy.file("ledger"), file);
    write_file(copy.file("ledger-wal"), log.substr(0, length));
    const auto found = open_ledger(copy.file("ledger")).ledger->load();
    EXPECT_EQ(found, entries(static_cast<int>(found.size())));
    EXPECT_EQ(found.size() % 2, 0U) << "cut at " << length;
    EXPECT_GE(found.size(), seen);
    seen = found.size();
  }
}

TEST(SqliteLedger, BecomesALedgerWhenItsMakerWasKilledBeforeTheTables) {
  const TempDir dir;
  write_file(dir.file("empty"), "");
  SQLite::Database{dir.file("blank"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec("PRAGMA journal_mode = WAL");
  ASSERT_GT(read_file(dir.file("blank")).size(), 0U);
  for (const char* name : {"empty", "blank"}) {
    EXPECT_THAT(open_ledger_for_reading(dir.file(name)).ledger->load(), IsEmpty());
    const OpenedLedger opened = open_ledger(dir.file(name));
    opened.ledger->record(std::vector{entry(1)});
    EXPECT_THAT(opened.ledger->load(), ElementsAre(entry(1)));
  }
}

// Out of space

TEST(SqliteLedger, SaysSoWhenNothingMoreFitsAndKeepsWhatItHad) {
  const TempDir dir;
  const int code = run_in_child([&] {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    opened.ledger->record(std::vector{entry(0)});
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tiny{40'000, 40'000};
    if (setrlimit(RLIMIT_FSIZE, &tiny) != 0) return 2;
    try {
      opened.ledger->record(entries(2000));
    } catch (const Error& error) {
      const std::string_view text = error.what();
      const bool told = error.kind() == ErrorKind::state && text.find(dir.file("ledger")) != text.npos;
      return told && opened.ledger->load() == entries(1) ? 0 : 3;
    }
    return 4;
  });
  EXPECT_EQ(code, 0);
  EXPECT_EQ(open_ledger(dir.file("ledger")).ledger->load(), entries(1));
}

TEST(ExplainSqliteFailure, TellsWhatHelpsForEachKind) {
  const auto text_of = [](int code) {
    const Error error = explain_sqlite_failure(SQLite::Exception{"reason", code}, "/state/ledger", kWriteTo);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("/state/ledger"), HasSubstr("write to"), HasSubstr("reason")));
    return std::string{error.what()};
  };
  EXPECT_THAT(text_of(SQLITE_FULL), HasSubstr("make room"));
  EXPECT_THAT(text_of(SQLITE_READONLY), HasSubstr("read-only"));
  EXPECT_THAT(text_of(SQLITE_CANTOPEN), HasSubstr("directory exists"));
  EXPECT_THAT(text_of(SQLITE_IOERR), HasSubstr("quota"));
  EXPECT_THAT(text_of(SQLITE_IOERR_WRITE), HasSubstr("quota"));
  EXPECT_THAT(text_of(SQLITE_CORRUPT), HasSubstr("damaged"));
  EXPECT_THAT(text_of(SQLITE_NOTADB), HasSubstr("damaged"));
  EXPECT_EQ(explain_sqlite_failure(SQLite::Exception{"busy", SQLITE_BUSY}, "p", kRead).kind(), ErrorKind::locked);
  EXPECT_EQ(explain_sqlite_failure(SQLite::Exception{"busy", SQLITE_LOCKED}, "p", kRead).kind(), ErrorKind::locked);
  EXPECT_EQ(explain_sqlite_failure(SQLite::Exception{"full", SQLITE_FULL}, "p", kRead).kind(), ErrorKind::state);
}

// No personal data

TEST(SqliteLedger, HoldsNothingOfAValueButItsDigest) {
  const TempDir dir;
  const std::string canary = "0101011234 Hanne Canary hanne@example.org";
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    LedgerEntry one = entry(1);
    one.digest = opened.digester->digest(canary);
    opened.ledger->record({&one, 1});
    for (const auto& file : std::filesystem::directory_iterator{dir.path()}) {
      const std::string bytes = read_file(file.path().string());
      for (const char* part : {"0101011234", "Canary", "example.org"})
        EXPECT_EQ(bytes.find(part), bytes.npos) << file.path();
    }
  }
  // The digest itself is there, so the search above looked at the right files.
  const std::string bytes = read_file(dir.file("ledger"));
  const Digest digest = open_ledger(dir.file("ledger")).digester->digest(canary);
  EXPECT_NE(bytes.find(std::string{digest.bytes.begin(), digest.bytes.end()}), bytes.npos);
}

}  // namespace
}  // namespace os2sync::test
