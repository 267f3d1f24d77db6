// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/open_ledger.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "adapters/ledger/sqlite_errors.hpp"
#include "core/mask.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(OpenLedger, IsEmptyAtFirst) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  EXPECT_THAT(opened.ledger->load(), IsEmpty());
  EXPECT_EQ(opened.ledger->last_run(), std::nullopt);
  EXPECT_THAT(opened.remarks, IsEmpty());
}

TEST(OpenLedger, KeepsAllItsFilesFromOtherUsersWhateverTheUmask) {
  const TempDir dir;
  const mode_t before = umask(0);
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  record(opened, entry("P"));
  umask(before);
  for (const auto& file : std::filesystem::directory_iterator{dir.path()})
    EXPECT_EQ(mode_of(file.path().string()), 0600U) << file.path();
}

TEST(OpenLedger, TakesAwayAccessThatOthersHaveGained) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  std::filesystem::permissions(dir.file("ledger"), std::filesystem::perms{0644});
  EXPECT_THAT(open_ledger(dir.file("ledger")).remarks, ElementsAre(in_english(HasSubstr("0600"))));
  EXPECT_EQ(mode_of(dir.file("ledger")), 0600U);
}

TEST(OpenLedger, FindsEntriesRunAndKeyAgain) {
  const TempDir dir;
  Digest before;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    record(opened, entry("P"));
    opened.ledger->record_run({300, 5000, 42});
    before = opened.digester->digest("value");
  }
  const OpenedLedger again = open_ledger(dir.file("ledger"));
  EXPECT_THAT(again.ledger->load(), ElementsAre(entry("P")));
  EXPECT_EQ(again.ledger->last_run(), (RunFacts{300, 5000, 42}));
  EXPECT_EQ(again.digester->digest("value"), before);
}

TEST(OpenLedger, GivesEveryLedgerItsOwnKey) {
  const TempDir dir;
  EXPECT_NE(open_ledger(dir.file("a")).digester->digest("x"), open_ledger(dir.file("b")).digester->digest("x"));
}

TEST(OpenLedger, KeepsASecondWriterOutAndNamesTheFirst) {
  const TempDir dir;
  const OpenedLedger first = open_ledger(dir.file("ledger"));
  const Error error = error_of([&] { open_ledger(dir.file("ledger")); });
  EXPECT_EQ(error.kind(), ErrorKind::locked);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("ledger")), HasSubstr("pid " + std::to_string(getpid()))));
}

TEST(OpenLedger, LetsTheNextWriterInWhenTheFirstIsKilled) {
  const TempDir dir;
  EXPECT_EQ(run_in_child([&] {
              auto* never_closed = new OpenedLedger{open_ledger(dir.file("ledger"))};
              record(*never_closed, entry("P"));
              return 9;
            }),
            9);
  EXPECT_THAT(open_ledger(dir.file("ledger")).ledger->load(), ElementsAre(entry("P")));
}

TEST(OpenLedger, SaysLockedWhileAnotherProgramHoldsTheDatabase) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  SQLite::Database other{dir.file("ledger"), SQLite::OPEN_READWRITE};
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  other.exec("BEGIN IMMEDIATE");
  EXPECT_EQ(error_of([&] { record(opened, entry("P")); }).kind(), ErrorKind::locked);
  other.exec("ROLLBACK");
  record(opened, entry("P"));
  EXPECT_THAT(opened.ledger->load(), ElementsAre(entry("P")));
}

TEST(OpenLedger, MovesAnOldExportersCacheAsideAndKeepsEveryOne) {
  const TempDir dir;
  write_file(dir.file("ledger"), "{\"a\": \"1\"}");
  write_file(dir.file("ledger.old-exporter"), "older");
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    EXPECT_THAT(opened.remarks, ElementsAre(in_english(HasSubstr("ledger.old-exporter.2"))));
    EXPECT_THAT(opened.ledger->load(), IsEmpty());
  }
  EXPECT_EQ(read_file(dir.file("ledger.old-exporter")), "older");
  EXPECT_EQ(read_file(dir.file("ledger.old-exporter.2")), "{\"a\": \"1\"}");
  EXPECT_THAT(open_ledger(dir.file("ledger")).remarks, IsEmpty());
}

/// Opens a file with this content both ways and expects a refusal that names it and leaves it alone.
void expect_refused(const std::string& content) {
  const TempDir dir;
  const std::string path = dir.file("precious");
  write_file(path, content);
  for (const auto& open : {&open_ledger, &open_ledger_for_reading}) {
    const Error error = error_of([&] { open(path); });
    EXPECT_EQ(error.kind(), ErrorKind::state);
    EXPECT_THAT(error.what(), AllOf(HasSubstr(path), HasSubstr("os2sync.hash_cache")));
    EXPECT_EQ(read_file(path), content);
  }
}

TEST(OpenLedger, RefusesAFileThatIsNoLedger) { expect_refused("dear diary"); }

TEST(OpenLedger, RefusesAFileThatIsNoLedgerHoweverLongOrBlank) {
  expect_refused(std::string(2000, 'x'));
  expect_refused(" \n\t ");
}

TEST(OpenLedger, RefusesAnotherProgramsDatabase) {
  // The second has no table yet, and so only its number to be known by.
  for (const char* making : {"CREATE TABLE t (x)", "PRAGMA user_version = 5"}) {
    const TempDir dir;
    SQLite::Database{dir.file("other"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(making);
    expect_refused(read_file(dir.file("other")));
  }
}

TEST(OpenLedger, RefusesADatabaseCutToLessThanAPageInsteadOfStartingAnew) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  expect_refused(read_file(dir.file("ledger")).substr(0, 300));
}

TEST(OpenLedger, RefusesADirectory) {
  const TempDir dir;
  EXPECT_EQ(error_of([&] { open_ledger(dir.path().string()); }).kind(), ErrorKind::state);
}

TEST(OpenLedger, RefusesALedgerOfALaterVersionOrOfNone) {
  for (const std::string format : {"99", "0"}) {
    const TempDir dir;
    open_ledger(dir.file("ledger"));
    SQLite::Database{dir.file("ledger"), SQLite::OPEN_READWRITE}.exec("PRAGMA user_version = " + format);
    for (const auto& open : {&open_ledger, &open_ledger_for_reading}) {
      const Error error = error_of([&] { open(dir.file("ledger")); });
      EXPECT_EQ(error.kind(), ErrorKind::state);
      EXPECT_THAT(error.what(), AllOf(HasSubstr("has format " + format), HasSubstr("formats up to")));
    }
  }
}

TEST(OpenLedger, RepeatsNothingOfADamagedFileThatLooksLikeACprNumber) {
  const TempDir dir;
  write_file(dir.file("ledger"), read_file("fuzz/corpus/ledger_file/page_number_like_a_cpr"));
  for (const auto& open : {&open_ledger, &open_ledger_for_reading}) {
    const Error error = error_of([&] { open(dir.file("ledger")); });
    EXPECT_EQ(error.kind(), ErrorKind::state);
    EXPECT_EQ(error.what(), mask_cpr(error.what()));
    EXPECT_THAT(error.what(), AllOf(HasSubstr("is damaged"), HasSubstr("[cpr]")));
  }
}

TEST(SqliteFailure, IsToldWithoutWhatLooksLikeACprNumber) {
  for (const int code : {SQLITE_CORRUPT, SQLITE_BUSY}) {
    const SQLite::Exception failure{"invalid page number 0101011234", code};
    const Error error = explain_sqlite_failure(failure, "ledger", {"read", "læses"});
    EXPECT_THAT(error.what(), AllOf(HasSubstr("invalid page number [cpr]"), Not(HasSubstr("0101011234"))));
  }
}

TEST(OpenLedger, RefusesADamagedLedger) {
  const TempDir dir;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    for (int i = 100; i < 900; ++i) record(opened, entry("P" + std::to_string(i)));
  }
  std::string bytes = read_file(dir.file("ledger"));
  ASSERT_GT(bytes.size(), 20'000U);
  // The head of every page but the first.
  for (std::size_t page = 4096; page < bytes.size(); page += 4096) bytes.replace(page, 16, 16, '\x5A');
  write_file(dir.file("ledger"), bytes);
  const Error error = error_of([&] { open_ledger(dir.file("ledger")); });
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("ledger")), HasSubstr("damaged")));
}

TEST(OpenLedger, NamesADirectoryThatIsNotThere) {
  const TempDir dir;
  const Error error = error_of([&] { open_ledger(dir.file("missing/ledger")); });
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("missing/ledger"), HasSubstr("os2sync.hash_cache")));
}

TEST(OpenLedger, RefusesToWriteInAReadOnlyDirectory) {
  const TempDir dir;
  std::filesystem::permissions(dir.path(), std::filesystem::perms{0555});
  const Unprivileged nobody;
  const Error error = error_of([&] { open_ledger(dir.file("ledger")); });
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("ledger")), HasSubstr("os2sync.hash_cache")));
}

}  // namespace
}  // namespace os2sync::test
