// SPDX-License-Identifier: MPL-2.0
/// Rows that another program has written into the ledger while this one works: nothing is concluded from them.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// A ledger with one row in every table, open while it is changed behind its back.
class StrangeRows : public testing::Test {
 protected:
  StrangeRows() : opened_{open_ledger(dir_.file("ledger"))} {
    LedgerEntry gone = entry("P");
    gone.deleted = true;
    record(opened_, gone);
    SetAside object;
    object.uuid = id("Q");
    object.source = id("Q.mo");
    object.attempts = 1;
    opened_.quarantine->put(object);
    opened_.guard_memory->approve({"hash", 5, {{HeldAction::remove, ObjectKind::user, id("P"), 0}}}, 0);
    opened_.guard_memory->record_held(std::vector{HeldSince{HeldAction::remove, ObjectKind::user, id("P"), 7}});
    const Delivery look{ObjectKind::user, id("P"), 100, {}, 200, 0, 0};
    opened_.deliveries->record({&look, 1});
    opened_.ledger->begin(gone);
    const OpenRepair repair{ObjectKind::user, id("P"), RepairWay::passivate, RepairStep::leaving, {}};
    opened_.repairs->record({&repair, 1});
  }

  void change(const std::string& query) {
    SQLite::Database database{dir_.file("ledger"), SQLite::OPEN_READWRITE};
    database.exec("PRAGMA ignore_check_constraints = ON");
    ASSERT_EQ(database.exec(query), 1) << query;
  }

  template <typename Work>
  void expect_damaged(Work&& read) {
    const Error error = error_of(std::forward<Work>(read));
    EXPECT_EQ(error.kind(), ErrorKind::state);
    EXPECT_THAT(error.what(), AllOf(HasSubstr(dir_.file("ledger") + ":"), HasSubstr("no version of this program wrote"),
                                    HasSubstr("put a copy from before in its place")));
  }

  TempDir dir_;
  OpenedLedger opened_;
};

TEST_F(StrangeRows, AreReadWhileTheyAreSound) {
  EXPECT_EQ(opened_.ledger->load().size(), 1U);
  EXPECT_EQ(opened_.ledger->deletions_since(0).size(), 1U);
  EXPECT_EQ(opened_.quarantine->load().size(), 1U);
  EXPECT_EQ(opened_.guard_memory->approvals().size(), 1U);
  EXPECT_EQ(opened_.guard_memory->held().size(), 1U);
  EXPECT_EQ(opened_.deliveries->load().size(), 1U);
  EXPECT_EQ(opened_.repairs->load().size(), 1U);
}

TEST_F(StrangeRows, OfAnObjectEndTheRun) {
  for (const char* query :
       {"UPDATE object SET kind = 7", "UPDATE object SET kind = 1, source = x'01'",
        "UPDATE object SET source = zeroblob(16), parent = zeroblob(17)",
        "UPDATE object SET parent = NULL, digest = x''", "UPDATE object SET digest = zeroblob(16), fields = x'0102'"}) {
    change(query);
    expect_damaged([&] { opened_.ledger->load(); });
    expect_damaged([&] { opened_.upkeep->forget(std::vector{id("Z")}, false); });
  }
  change("UPDATE object SET fields = x''");
  EXPECT_EQ(opened_.ledger->load().size(), 1U);
}

TEST_F(StrangeRows, OfEveryOtherTableEndTheRun) {
  change("UPDATE under_way SET uuid = x'01'");
  expect_damaged([&] { opened_.ledger->load(); });
  change("UPDATE deletion SET uuid = x'01'");
  expect_damaged([&] { opened_.ledger->deletions_since(0); });
  change("UPDATE set_aside SET payload = x'01'");
  expect_damaged([&] { opened_.quarantine->load(); });
  change("UPDATE approved_item SET uuid = x'01'");
  expect_damaged([&] { opened_.guard_memory->approvals(); });
  change("UPDATE held SET uuid = x'01'");
  expect_damaged([&] { opened_.guard_memory->held(); });
  change("UPDATE delivery SET uuid = x'01'");
  expect_damaged([&] { opened_.deliveries->load(); });
  change("UPDATE repair SET uuid = x'01'");
  expect_damaged([&] { opened_.repairs->load(); });
}

}  // namespace
}  // namespace os2sync::test
