// SPDX-License-Identifier: MPL-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

Delivery delivery(const std::string& symbol, ObjectKind kind = ObjectKind::user) {
  return {kind, id(symbol), 1'700'000'000, DeliveryState::overwritten, 1'700'000'900, 1'700'000'500, 2};
}

TEST(DeliveryLog, KeepsEveryLookByKindAndUuidAcrossOpenings) {
  const TempDir dir;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    EXPECT_THAT(opened.deliveries->load(), IsEmpty());
    opened.deliveries->record(std::vector{delivery("B"), delivery("A"), delivery("A", ObjectKind::unit)});
  }
  EXPECT_THAT(open_ledger(dir.file("ledger")).deliveries->load(),
              ElementsAre(delivery("A", ObjectKind::unit), delivery("A"), delivery("B")));
}

TEST(DeliveryLog, ReplacesAnEarlierLook) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  opened.deliveries->record(std::vector{delivery("A")});
  Delivery healed = delivery("A");
  healed.state = DeliveryState::verified;
  healed.reposts = 0;
  opened.deliveries->record(std::vector{healed});
  EXPECT_THAT(opened.deliveries->load(), ElementsAre(healed));
}

TEST(DeliveryLog, RemembersWhenTheListsWereCompared) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  EXPECT_EQ(opened.deliveries->lists_compared_at(), std::nullopt);
  opened.deliveries->record_lists_compared(17);
  opened.deliveries->record_lists_compared(18);
  EXPECT_THAT(opened.deliveries->lists_compared_at(), Optional(18));
}

TEST(DeliveryLog, KeepsTheLedgersLockWhileItLives) {
  const TempDir dir;
  auto log = open_ledger(dir.file("ledger")).deliveries;
  EXPECT_EQ(error_of([&] { open_ledger(dir.file("ledger")); }).kind(), ErrorKind::locked);
  log.reset();
  EXPECT_THAT(open_ledger(dir.file("ledger")).deliveries->load(), IsEmpty());
}

TEST(DeliveryLog, ChangesNothingInALedgerOpenedForReading) {
  const TempDir dir;
  open_ledger(dir.file("ledger")).deliveries->record(std::vector{delivery("A")});
  OpenedLedger looked = open_ledger_for_reading(dir.file("ledger"));
  EXPECT_THAT(looked.deliveries->load(), ElementsAre(delivery("A")));
  EXPECT_EQ(error_of([&] { looked.deliveries->record(std::vector{delivery("B")}); }).kind(), ErrorKind::state);
  EXPECT_EQ(error_of([&] { looked.deliveries->record_lists_compared(1); }).kind(), ErrorKind::state);
}

}  // namespace
}  // namespace os2sync::test
