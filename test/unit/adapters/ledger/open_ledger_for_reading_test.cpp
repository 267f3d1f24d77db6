// SPDX-License-Identifier: MPL-2.0
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(OpenLedgerForReading, FindsNothingWhereThereIsNothingAndMakesNothing) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_THAT(opened.ledger->load(), IsEmpty());
  EXPECT_EQ(opened.ledger->last_run(), std::nullopt);
  EXPECT_TRUE(std::filesystem::is_empty(dir.path()));
  EXPECT_THAT(open_ledger_for_reading(dir.file("missing/ledger")).ledger->load(), IsEmpty());
}

TEST(OpenLedgerForReading, LeavesAnOldExportersCacheWhereItIs) {
  const TempDir dir;
  write_file(dir.file("ledger"), " \n{}");
  const OpenedLedger opened = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_THAT(opened.ledger->load(), IsEmpty());
  EXPECT_THAT(opened.remarks, ElementsAre(in_english(HasSubstr("exporter before this one"))));
  EXPECT_EQ(read_file(dir.file("ledger")), " \n{}");
}

TEST(OpenLedgerForReading, ReadsWhileAWriterWorksWithTheWritersKey) {
  const TempDir dir;
  OpenedLedger writer = open_ledger(dir.file("ledger"));
  record(writer, entry("P"));
  const OpenedLedger reader = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_THAT(reader.ledger->load(), ElementsAre(entry("P")));
  EXPECT_EQ(reader.digester->digest("x"), writer.digester->digest("x"));
  record(writer, entry("Q"));
  EXPECT_THAT(reader.ledger->load(), ElementsAre(entry("P"), entry("Q")));
}

TEST(OpenLedgerForReading, RemembersNothing) {
  const TempDir dir;
  const LedgerEntry one = entry("P");
  OpenedLedger nothing = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_EQ(error_of([&] { nothing.ledger->record({&one, 1}); }).kind(), ErrorKind::state);
  EXPECT_EQ(error_of([&] { nothing.ledger->record_run({}); }).kind(), ErrorKind::state);
  open_ledger(dir.file("ledger"));
  OpenedLedger reader = open_ledger_for_reading(dir.file("ledger"));
  const Error error = error_of([&] { reader.ledger->record({&one, 1}); });
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(), HasSubstr("read-only"));
  EXPECT_EQ(error_of([&] { reader.ledger->record_run({}); }).kind(), ErrorKind::state);
}

TEST(OpenLedgerForReading, WorksInAReadOnlyDirectoryWithAnAwkwardName) {
  const TempDir dir;
  const std::string path = dir.file("a ledger?x=1#%41");
  {
    OpenedLedger opened = open_ledger(path);
    record(opened, entry("P"));
  }
  give_to_unprivileged(path);
  give_to_unprivileged(path + ".key");
  std::filesystem::permissions(dir.path(), std::filesystem::perms{0555});
  const Unprivileged nobody;
  EXPECT_THAT(open_ledger_for_reading(path).ledger->load(), ElementsAre(entry("P")));
}

TEST(OpenLedgerForReading, DoesNotMissTheLogOfAKilledWriterInAReadOnlyDirectory) {
  const TempDir dir;
  run_in_child([&] {
    auto* never_closed = new OpenedLedger{open_ledger(dir.file("ledger"))};
    record(*never_closed, entry("P"));
    return 9;
  });
  for (const auto& file : std::filesystem::directory_iterator{dir.path()}) give_to_unprivileged(file.path().string());
  std::filesystem::permissions(dir.path(), std::filesystem::perms{0555});
  const Unprivileged nobody;
  EXPECT_THAT(open_ledger_for_reading(dir.file("ledger")).ledger->load(), ElementsAre(entry("P")));
}

TEST(OpenLedgerForReading, ReadsBesideAnEmptyLogThatNobodyCanWriteToInAReadOnlyDirectory) {
  const TempDir dir;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    record(opened, entry("P"));
  }
  write_file(dir.file("ledger-wal"), "");
  for (const auto& file : std::filesystem::directory_iterator{dir.path()}) give_to_unprivileged(file.path().string());
  std::filesystem::permissions(dir.path(), std::filesystem::perms{0555});
  const Unprivileged nobody;
  EXPECT_THAT(open_ledger_for_reading(dir.file("ledger")).ledger->load(), ElementsAre(entry("P")));
}

}  // namespace
}  // namespace os2sync::test
