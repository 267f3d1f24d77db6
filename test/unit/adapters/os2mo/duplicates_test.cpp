// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/duplicates.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/builders.hpp"

namespace os2sync::os2mo {
namespace {

using test::id;

TEST(Repetitions, NoticesWhatCameBeforeAmongMany) {
  Repetitions repetitions;
  for (int i = 0; i < 5'000; ++i) EXPECT_FALSE(repetitions.see(id("-number-" + std::to_string(i)))) << i;
  for (int i = 0; i < 5'000; ++i) EXPECT_TRUE(repetitions.see(id("-number-" + std::to_string(i)))) << i;
}

TEST(Repetitions, SuspectsAUuidWhoseSecondHalfIsNil) { EXPECT_TRUE(Repetitions{}.see(id("U1"))); }

SourceAddress address(std::optional<Uuid> person, std::optional<Uuid> unit) {
  SourceAddress out;
  out.uuid = id("M1");
  out.person = person;
  out.unit = unit;
  return out;
}

TEST(SettleDuplicates, KeepsOneOfTwoEqualRowsOfAUnitAndAPerson) {
  Snapshot rows;
  rows.addresses = {address(id("P"), id("U")), address(id("P"), id("U"))};
  settle_duplicates(rows);
  EXPECT_EQ(rows.addresses, (std::vector{address(id("P"), id("U"))}));
}

TEST(SettleDuplicates, RefusesRowsThatDifferOrThatTwoPersonsBatchesReturned) {
  Snapshot moved;
  moved.addresses = {address(id("P"), {}), address(id("Q"), {})};
  EXPECT_THROW(settle_duplicates(moved), Error);
  Snapshot same;
  same.addresses = {address(id("P"), {}), address(id("P"), {})};
  EXPECT_THROW(settle_duplicates(same), Error);
  Snapshot changed;
  changed.addresses = {address(id("P"), id("U")), address(id("Q"), id("U"))};
  EXPECT_THROW(settle_duplicates(changed), Error);
}

TEST(SettleDuplicates, KeepsOneOfTwoEqualAccountsOfAUnitWhereTwoChainsReadThem) {
  SourceItUser account;
  account.uuid = id("I1");
  account.unit = id("U");
  Snapshot rows;
  rows.it_users = {account, account};
  Snapshot same = rows;
  EXPECT_THROW(settle_duplicates(same), Error);
  settle_duplicates(rows, Overlap::accounts_of_units);
  EXPECT_EQ(rows.it_users, (std::vector{account}));
  Snapshot moved;
  moved.it_users = {account, account};
  moved.it_users[1].unit = id("V");
  EXPECT_THROW(settle_duplicates(moved, Overlap::accounts_of_units), Error);
}

TEST(SettleDuplicates, LeavesDifferentObjectsAlone) {
  Snapshot rows;
  rows.it_systems = {{id("A"), "", ""}, {id("B"), "", ""}, {id(""), "", ""}};
  const auto before = rows.it_systems;
  settle_duplicates(rows);
  EXPECT_EQ(rows.it_systems, before);
}

}  // namespace
}  // namespace os2sync::os2mo
