// SPDX-License-Identifier: MPL-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Approval approval(const std::string& hash, std::int64_t at) {
  return {hash,
          at,
          {{HeldAction::update, ObjectKind::user, id("P"), 5},
           {HeldAction::remove, ObjectKind::unit, id("U"), 0},
           {HeldAction::run, ObjectKind::unit, {}, 3}}};
}

TEST(GuardMemory, ApprovalsSurviveTheProcess) {
  const TempDir dir;
  open_ledger(dir.file("ledger")).guard_memory->approve(approval("b", 200), 0);
  open_ledger(dir.file("ledger")).guard_memory->approve(approval("a", 100), 0);
  EXPECT_THAT(open_ledger_for_reading(dir.file("ledger")).guard_memory->approvals(),
              ElementsAre(approval("a", 100), approval("b", 200)));
}

TEST(GuardMemory, KeepsTheOrderOfItemsWhateverTheirValues) {
  const TempDir dir;
  const Approval one{"h",
                     1,
                     {{HeldAction::update, ObjectKind::user, id("P"), 1},
                      {HeldAction::update, ObjectKind::user, id("P"), 0xFFFFFFFFFFFFFFFFULL}}};
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.guard_memory->approve(one, 0);
  EXPECT_THAT(opened.guard_memory->approvals(), ElementsAre(one));
}

TEST(GuardMemory, AnApprovalGivenAgainTakesThePlaceOfTheFirst) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.guard_memory->approve(approval("a", 100), 0);
  opened.guard_memory->approve(approval("a", 300), 0);
  EXPECT_THAT(opened.guard_memory->approvals(), ElementsAre(approval("a", 300)));
}

TEST(GuardMemory, ForgetsApprovalsOfLongAgoWithTheirItems) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.guard_memory->approve(approval("old", 99), 0);
  opened.guard_memory->approve(approval("kept", 100), 0);
  opened.guard_memory->approve(approval("new", 500), 100);
  EXPECT_THAT(opened.guard_memory->approvals(), ElementsAre(approval("kept", 100), approval("new", 500)));
  opened.guard_memory->approve({"old", 600, {}}, 0);
  EXPECT_THAT(opened.guard_memory->approvals().back().items, IsEmpty());
}

TEST(GuardMemory, RevokesOneApproval) {
  const TempDir dir;
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.guard_memory->approve(approval("a", 100), 0);
  opened.guard_memory->approve(approval("b", 100), 0);
  EXPECT_TRUE(opened.guard_memory->revoke("a"));
  EXPECT_FALSE(opened.guard_memory->revoke("a"));
  EXPECT_THAT(opened.guard_memory->approvals(), ElementsAre(approval("b", 100)));
}

TEST(GuardMemory, RemembersSinceWhenChangesAreHeldAndForgetsTheOthers) {
  const TempDir dir;
  const HeldSince first{HeldAction::remove, ObjectKind::user, id("P"), 10};
  const HeldSince second{HeldAction::update, ObjectKind::unit, id("U"), 20};
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    opened.guard_memory->record_held(std::vector{first, second});
  }
  const OpenedLedger opened = open_ledger(dir.file("ledger"));
  EXPECT_THAT(opened.guard_memory->held(), ElementsAre(second, first));
  opened.guard_memory->record_held(std::vector{first});
  EXPECT_THAT(opened.guard_memory->held(), ElementsAre(first));
}

TEST(GuardMemory, OfALedgerOpenedForReadingCannotBeChanged) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  const OpenedLedger opened = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_EQ(error_of([&] { opened.guard_memory->approve(approval("a", 1), 0); }).kind(), ErrorKind::state);
  EXPECT_EQ(error_of([&] { opened.guard_memory->record_held({}); }).kind(), ErrorKind::state);
}

}  // namespace
}  // namespace os2sync::test
