// SPDX-License-Identifier: MPL-2.0
/// @file Repairs under way, in the ledger's file.
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
using testing::Not;
using testing::Pair;

OpenRepair anna(RepairStep step, FkFields kept = {}) {
  return {ObjectKind::user, id("P1"), RepairWay::remove, step, std::move(kept)};
}
const OpenRepair kSchool{ObjectKind::unit, id("P1"), RepairWay::passivate, RepairStep::planned, {}};
const FkFields kKept{{"RacfID", std::string{"RACF-0815"}},
                     {"Tasks", std::vector<std::string>{"k2", "k1", "k3"}},
                     {"Email", std::string{"anna@example.dk"}}};

TEST(RepairLog, KeepsEveryStepAndFieldAcrossARestart) {
  const TempDir dir;
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    opened.repairs->record(std::vector{anna(RepairStep::planned), kSchool});
    opened.repairs->record(std::vector{anna(RepairStep::leaving, kKept)});
  }
  const OpenedLedger opened = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_THAT(opened.repairs->load(),
              ElementsAre(Pair(ObjectKey{ObjectKind::unit, id("P1")}, kSchool),
                          Pair(ObjectKey{ObjectKind::user, id("P1")}, anna(RepairStep::leaving, kKept))));
}

TEST(RepairLog, ReplacesWhatItHeldOfAnObject) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.repairs->record(std::vector{anna(RepairStep::leaving, kKept)});
  opened.repairs->record(std::vector{anna(RepairStep::asked, {{"FMKID", std::string{"7"}}})});
  EXPECT_EQ(opened.repairs->load().at({ObjectKind::user, id("P1")}),
            anna(RepairStep::asked, {{"FMKID", std::string{"7"}}}));
}

TEST(RepairLog, ForgetsOneObjectAndLeavesNothingOfItInTheFile) {
  const TempDir dir;
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    opened.repairs->record(std::vector{anna(RepairStep::leaving, kKept), kSchool});
    opened.repairs->forget({ObjectKind::user, id("P1")});
    EXPECT_THAT(opened.repairs->load(), ElementsAre(Pair(ObjectKey{ObjectKind::unit, id("P1")}, kSchool)));
  }
  EXPECT_THAT(read_file(dir.file("ledger")), Not(HasSubstr("RACF-0815")));
}

TEST(RepairLog, IsEmptyWhereThereIsNoLedgerAndWritesNothingToOneThatIsOnlyLookedAt) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_THAT(opened.repairs->load(), IsEmpty());
  EXPECT_EQ(error_of([&] { opened.repairs->record(std::vector{kSchool}); }).kind(), ErrorKind::state);
  EXPECT_EQ(error_of([&] { opened.repairs->forget({ObjectKind::unit, id("P1")}); }).kind(), ErrorKind::state);
}

}  // namespace
}  // namespace os2sync::test
