// SPDX-License-Identifier: MPL-2.0
/// @file Whose word counts when FK-ORG says that an object is unknown.
#include "app/witnesses.hpp"

#include <string>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/builders.hpp"
#include "support/fakes.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::ElementsAre;

const ObjectKey kTop{ObjectKind::unit, id("TOP")};
ObjectKey user(const char* symbol) { return {ObjectKind::user, id(symbol)}; }

LedgerEntry accepted(const ObjectKey& object, std::int64_t at) {
  LedgerEntry entry;
  std::tie(entry.kind, entry.uuid) = object;
  entry.changed_at = at;
  return entry;
}
Delivery look(const ObjectKey& object, std::int64_t accepted_at, DeliveryState state, std::int64_t at) {
  return {object.first, object.second, accepted_at, state, at, 0, 0};
}

TEST(FindWitnesses, TakesTheTopUnitThenTheLastSeenThenTheOthersFromTheOldestOn) {
  std::vector<LedgerEntry> entries{accepted(kTop, 1), accepted(user("A"), 3), accepted(user("B"), 4),
                                   accepted(user("C"), 2)};
  const std::vector<Delivery> looks{
      look(kTop, 1, DeliveryState::verified, 9), look(user("A"), 3, DeliveryState::verified, 5),
      look(user("B"), 4, DeliveryState::verified, 7), look(user("C"), 2, DeliveryState::lost, 8)};
  const auto find = [&] { return find_witnesses(entries, Looks{looks, entries}, id("TOP")); };
  EXPECT_THAT(find(), ElementsAre(kTop, user("B"), user("C"), user("A"), user("B")));
  entries[2].deleted = entries[3].deleted = true;
  EXPECT_THAT(find(), ElementsAre(kTop, user("A"), user("A")));
  entries[1].deleted = true;
  EXPECT_THAT(find(), ElementsAre(kTop));
}

TEST(FindWitnesses, TakesAFewOfManyFromAllTimes) {
  std::vector<LedgerEntry> entries;
  for (int i = 0; i < 800; ++i) entries.push_back(accepted(user(std::to_string(i).c_str()), 799 - i));
  const std::vector<ObjectKey> witnesses = find_witnesses(entries, Looks{{}, entries}, id("TOP"));
  ASSERT_EQ(witnesses.size(), 9U);
  EXPECT_EQ(witnesses[1], user("799"));
  EXPECT_EQ(witnesses[8], user("99"));
}

TEST(IsVouchedFor, NeedsAnotherObjectThatIsShown) {
  test::FakeSink sink;
  sink.fk[id("TOP")] = FkObject{};
  EXPECT_TRUE(is_vouched_for(user("A"), {user("B"), kTop}, sink));
  EXPECT_FALSE(is_vouched_for(kTop, {kTop, user("B")}, sink)) << "nobody vouches for himself";
  sink.fk[id("TOP")] = FkUnavailable{say("OS2sync answered 500")};
  EXPECT_FALSE(is_vouched_for(user("A"), {kTop, user("B")}, sink));
}

}  // namespace
}  // namespace os2sync
