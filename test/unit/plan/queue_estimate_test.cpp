// SPDX-License-Identifier: MPL-2.0
#include "plan/queue_estimate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::Optional;

LedgerEntry accepted(std::int64_t at) {
  LedgerEntry entry;
  entry.changed_at = at;
  return entry;
}

TEST(EstimateArrivals, TakesOneAfterAnotherAtThePaceOfTheQueueConformance24) {
  const std::vector<LedgerEntry> batch(250, accepted(1'000));
  const auto arrivals = estimate_arrivals(batch, {100, 0});
  EXPECT_EQ(arrivals.front(), 1'000);
  EXPECT_EQ(arrivals[99], 1'060);
  EXPECT_EQ(arrivals.back(), 1'150);
}

TEST(EstimateArrivals, GoesByTheTimeOfAcceptanceWhateverTheOrderOfEntries) {
  EXPECT_THAT(estimate_arrivals({accepted(1'000), accepted(500), accepted(1'000)}, {60, 0}),
              ElementsAre(1'001, 501, 1'002));
}

TEST(EstimateArrivals, DoesNotCountWhatWasTakenOver) {
  LedgerEntry adopted = accepted(1'000);
  adopted.adopted = true;
  EXPECT_THAT(estimate_arrivals({adopted, accepted(1'000)}, {60, 0}), ElementsAre(0, 1'001));
}

TEST(EstimateArrivals, LetsAnEmptyQueueRest) {
  EXPECT_THAT(estimate_arrivals({accepted(0), accepted(3'600)}, {1, 0}), ElementsAre(60, 3'660));
}

TEST(EstimateLevel, IsTheLastArrivalAndTheMinuteBeforeTheQueueIsLookedInto) {
  EXPECT_THAT(estimate_level({1'000, 1'150, 900}, 1'100), Optional(1'210));
  EXPECT_THAT(estimate_level({1'000}, 1'059), Optional(1'060));
  EXPECT_EQ(estimate_level({1'000}, 1'060), std::nullopt);
  EXPECT_EQ(estimate_level({}, 0), std::nullopt);
}

}  // namespace
}  // namespace os2sync
