// SPDX-License-Identifier: MPL-2.0
#include "plan/unknown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LedgerEntry entry(ObjectKind kind, const std::string& symbol, bool deleted) {
  LedgerEntry result;
  result.kind = kind;
  result.uuid = id(symbol);
  result.deleted = deleted;
  return result;
}

TEST(FindUnknown, TellsWhatIsWantedFromWhatNobodyWants) {
  const Wanted wanted = wanted_with({unit("U1", "TOP")}, {user("P1"), user("P2"), user("P3")});
  const std::vector<LedgerEntry> ledger{entry(ObjectKind::user, "P2", false), entry(ObjectKind::user, "P7", false)};
  const Unknown users =
      find_unknown(ObjectKind::user, {id("P1"), id("P2"), id("P7"), id("P9")}, wanted, ledger, id("TOP.mo"));
  EXPECT_THAT(users.wanted, ElementsAre(0U));
  EXPECT_THAT(users.unwanted, ElementsAre(id("P9")));
  EXPECT_EQ(users.known, 2U);
  EXPECT_EQ(users.not_listed, 1U) << "P3";
}

TEST(FindUnknown, NeverNamesTheTopUnitAsUnwantedByEitherUuid) {
  const Wanted wanted = wanted_with({});
  const Unknown units =
      find_unknown(ObjectKind::unit, {id("TOP"), id("TOP.mo"), id("U9")}, wanted, ledger_of(wanted), id("TOP.mo"));
  EXPECT_THAT(units.unwanted, ElementsAre(id("U9")));
  Wanted empty;
  empty.top_unit = id("TOP");
  EXPECT_THAT(find_unknown(ObjectKind::unit, {id("TOP"), id("TOP.mo")}, empty, {}, id("TOP.mo")).unwanted, IsEmpty());
}

TEST(FindUnknown, TakesWhatWasDeletedForKnownButNotForSent) {
  const Wanted wanted = wanted_with({}, {user("P1")});
  const std::vector<LedgerEntry> ledger{entry(ObjectKind::user, "P1", true), entry(ObjectKind::user, "P8", true)};
  const Unknown users = find_unknown(ObjectKind::user, {id("P1"), id("P8")}, wanted, ledger, id("TOP.mo"));
  EXPECT_THAT(users.wanted, ElementsAre(0U)) << "it is back in FK-ORG, and wanted";
  EXPECT_THAT(users.unwanted, IsEmpty()) << "its deletion may still be on the way";
}

TEST(FindUnknown, KeepsUnitsAndUsersOfOneUuidApart) {
  const Wanted wanted = wanted_with({unit("X", "TOP")});
  EXPECT_THAT(find_unknown(ObjectKind::user, {id("X")}, wanted, ledger_of(wanted), id("TOP.mo")).unwanted,
              ElementsAre(id("X")));
}

}  // namespace
}  // namespace os2sync::test
