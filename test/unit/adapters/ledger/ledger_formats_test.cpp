// SPDX-License-Identifier: MPL-2.0
/// @file Ledgers that earlier versions of the program wrote.
#include <SQLiteCpp/SQLiteCpp.h>
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

LedgerEntry user(const char* uuid, bool deleted, std::int64_t changed_at) {
  LedgerEntry result;
  result.kind = ObjectKind::user;
  result.uuid = *Uuid::parse(uuid);
  result.deleted = deleted;
  result.changed_at = changed_at;
  return result;
}

const char* const kSent = "11111111-1111-1111-1111-111111111111";
const char* const kDeleted = "22222222-2222-2222-2222-222222222222";

void expect_format_1_content(OpenedLedger& opened) {
  EXPECT_THAT(opened.ledger->load(), ElementsAre(user(kSent, false, 100), user(kDeleted, true, 200)));
  EXPECT_EQ(opened.ledger->last_run(), (RunFacts{30, 300, 42}));
  EXPECT_THAT(opened.ledger->deletions_since(0), ElementsAre(Deletion{ObjectKind::user, *Uuid::parse(kDeleted), 200}));
  EXPECT_THAT(opened.remarks, IsEmpty());
}

TEST(LedgerFormats, AreBroughtUpToDateAndLoseNothing) {
  const TempDir dir;
  write_format_1(dir.file("ledger"));
  for (int round = 0; round < 2; ++round) {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    expect_format_1_content(opened);
  }
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  record(opened, user(kSent, true, 300));
  EXPECT_EQ(opened.ledger->deletions_since(201).size(), 1U);
}

TEST(LedgerFormats, OfEarlierVersionsAreReadWithoutAChangeToTheFile) {
  const TempDir dir;
  write_format_1(dir.file("ledger"));
  const std::string before = read_file(dir.file("ledger"));
  OpenedLedger opened = open_ledger_for_reading(dir.file("ledger"));
  expect_format_1_content(opened);
  const LedgerEntry one = user(kSent, true, 300);
  EXPECT_EQ(error_of([&] { opened.ledger->record({&one, 1}); }).kind(), ErrorKind::state);
  EXPECT_EQ(read_file(dir.file("ledger")), before);
}

TEST(LedgerFormats, AreTheSameWhetherAFileIsNewOrWasBroughtUpToDate) {
  const TempDir dir;
  write_format_1(dir.file("old"));
  open_ledger(dir.file("old"));
  open_ledger(dir.file("new"));
  const auto tables_of = [&](const char* name) {
    SQLite::Database database{dir.file(name)};
    return database
        .execAndGet("SELECT group_concat(name || ':' || sql) FROM (SELECT * FROM sqlite_schema ORDER BY name)")
        .getString();
  };
  // The spaces of the fixture's own statements are not the program's.
  const auto squeeze = [](std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
  };
  EXPECT_EQ(squeeze(tables_of("old")), squeeze(tables_of("new")));
}

TEST(Deletions, AreKeptWhenTheObjectComesBack) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  record(opened, user(kSent, true, 300));
  record(opened, user(kSent, false, 400));
  record(opened, user(kSent, true, 500));
  const Uuid uuid = *Uuid::parse(kSent);
  EXPECT_THAT(opened.ledger->deletions_since(300),
              ElementsAre(Deletion{ObjectKind::user, uuid, 300}, Deletion{ObjectKind::user, uuid, 500}));
  EXPECT_THAT(opened.ledger->deletions_since(301), ElementsAre(Deletion{ObjectKind::user, uuid, 500}));
}

}  // namespace
}  // namespace os2sync::test
