// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_quarantine.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/builders.hpp"
#include "support/plan_errors.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SetAside set_aside(const std::string& symbol, ObjectKind kind = ObjectKind::user) {
  SetAside object;
  object.kind = kind;
  object.uuid = id(symbol);
  object.source = id(symbol + ".mo");
  object.code = RejectionCode::text_too_long;
  object.field = "Positions.Name";
  object.attempts = 3;
  object.first_at = 100;
  object.last_at = 300;
  object.payload.bytes = {1, 2, 3};
  return object;
}

TEST(SqliteQuarantine, KeepsEveryPartAndReplacesByKindAndUuid) {
  const TempDir dir;
  SetAside again = set_aside("P");
  again.attempts = 4;
  again.retry = true;
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    opened.quarantine->put(set_aside("P"));
    opened.quarantine->put(set_aside("P", ObjectKind::unit));
    opened.quarantine->put(again);
  }
  const OpenedLedger reader = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_THAT(reader.quarantine->load(), ElementsAre(set_aside("P", ObjectKind::unit), again));
}

TEST(SqliteQuarantine, LetsGoOfOneAndOfNobodyElse) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  for (const char* symbol : {"P", "Q"}) opened.quarantine->put(set_aside(symbol));
  opened.quarantine->release(ObjectKind::unit, id("P"));
  opened.quarantine->release(ObjectKind::user, id("R"));
  EXPECT_THAT(opened.quarantine->load(), ElementsAre(set_aside("P"), set_aside("Q")));
  opened.quarantine->release(ObjectKind::user, id("P"));
  EXPECT_THAT(opened.quarantine->load(), ElementsAre(set_aside("Q")));
}

TEST(SqliteQuarantine, SurvivesAKill) {
  const TempDir dir;
  EXPECT_EQ(run_in_child([&] {
              auto* never_closed = new OpenedLedger{open_ledger(dir.file("ledger"))};
              never_closed->quarantine->put(set_aside("P"));
              return 9;
            }),
            9);
  EXPECT_THAT(open_ledger(dir.file("ledger")).quarantine->load(), ElementsAre(set_aside("P")));
}

TEST(SqliteQuarantine, NamesNoReasonOfALaterVersion) {
  const TempDir dir;
  open_ledger(dir.file("ledger")).quarantine->put(set_aside("P"));
  SQLite::Database{dir.file("ledger"), SQLite::OPEN_READWRITE}.exec("UPDATE set_aside SET code = 99");
  EXPECT_EQ(open_ledger(dir.file("ledger")).quarantine->load().at(0).code, RejectionCode::refused_by_os2sync);
}

TEST(SqliteQuarantine, ChangesNothingForALooker) {
  const TempDir dir;
  open_ledger(dir.file("ledger")).quarantine->put(set_aside("P"));
  const OpenedLedger reader = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_EQ(error_of([&] { reader.quarantine->put(set_aside("Q")); }).kind(), ErrorKind::state);
  EXPECT_EQ(error_of([&] { reader.quarantine->release(ObjectKind::user, id("P")); }).kind(), ErrorKind::state);
  EXPECT_THAT(open_ledger_for_reading(dir.file("nothing")).quarantine->load(), IsEmpty());
}

}  // namespace
}  // namespace os2sync::test
