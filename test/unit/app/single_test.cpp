// SPDX-License-Identifier: MPL-2.0
#include "app/single.hpp"

#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace os2sync::test {
namespace {

LedgerEntry entry(ObjectKind kind, std::string_view uuid, std::string_view source) {
  LedgerEntry made;
  made.kind = kind;
  made.uuid = id(uuid);
  made.source = id(source);
  return made;
}

TEST(Single, AFkUuidStandsForTheRecordItWasMadeFrom) {
  const std::vector<LedgerEntry> ledger{entry(ObjectKind::user, "FP1", "P1"), entry(ObjectKind::unit, "FP2", "U2")};
  const Scope scope = find_scope(ObjectKind::user, {id("FP1"), id("P1"), id("P9"), id("FP2")}, ledger);
  EXPECT_EQ(scope.persons, (std::vector<Uuid>{id("FP2"), id("P1"), id("P9")})) << "a unit's FK uuid is no user's";
  EXPECT_TRUE(scope.units.empty());
}

TEST(Single, UnitsAreLookedUpAmongUnits) {
  const Scope scope = find_scope(ObjectKind::unit, {id("FU1")}, {entry(ObjectKind::unit, "FU1", "U1")});
  EXPECT_EQ(scope.units, std::vector<Uuid>{id("U1")});
  EXPECT_TRUE(scope.persons.empty());
}

}  // namespace
}  // namespace os2sync::test
