// SPDX-License-Identifier: MPL-2.0
// Who a unit is and where it hangs: golden cases G01, G02, G09, G10 and G20. The others of G01 to G21 are in
// unit_fields_test.cpp, unit_selection_test.cpp and manager_test.cpp; G18 and G21 are decided by planning and sending.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace test;

TEST(MapUnit, G01SendsAPlainChildUnderTheTopUnit) {
  Town town;
  town.unit("U1", "TOP", "Skole");
  EXPECT_THAT(sent_unit(town.map(), "U1"), ElementsAre("Uuid=U1", "Name=Skole", "ParentOrgUnitUuid=TOP"));
}

TEST(MapUnit, G02SendsTheTopUnitWithoutParentEvenIfOs2moHasOne) {
  Town town;
  town.rows.units[0].parent = id("X");
  town.unit("X", "", "Region");
  const Wanted wanted = town.map();
  EXPECT_THAT(sent_unit(wanted, "TOP"), ElementsAre("Uuid=TOP", "Name=Kommune"));
  EXPECT_THAT(sent_unit(wanted, "X"), IsEmpty());
  EXPECT_EQ(wanted.top_unit, id("TOP"));
}

TEST(MapUnit, G09TakesTheFkUuidByPriorityForUnitAndParentAndNamesTheOtherSystems) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK", "SD"};
  town.unit("U1");
  town.account("U1", "SD", fk("FU9"));
  town.account("U1", "FK", fk("FU1"));
  town.account("U1", "S1", "x");
  town.account("TOP", "FK", fk("FU0"));
  const Wanted wanted = town.map();
  EXPECT_THAT(sent_unit(wanted, "U1"), ElementsAre("Uuid=FU1", "Name=Skole", "ParentOrgUnitUuid=FU0", "ItSystems=S1"));
  EXPECT_EQ(wanted.top_unit, id("FU0"));
}

TEST(MapUnit, NamesEachItSystemOnceAndOnlyThoseOs2moKnows) {
  Town town;
  town.unit("U1");
  town.account("U1", "S1", "x");
  town.account("U1", "S1", "y");
  town.account("U1", "AD", "z");
  town.account("U1", "no such system", "z");
  EXPECT_EQ(value_of(sent_unit(town.map(), "U1"), "ItSystems"), "AD S1");
}

TEST(MapUnit, G10TakesTheNextCandidateWhenAnFkUuidIsNone) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK", "SD"};
  town.unit("U1");
  town.unit("U2");
  const Uuid bad = town.account("U1", "FK", "ukendt").uuid;
  town.account("U1", "SD", fk("FU9"));
  town.account("U2", "FK", "ukendt");
  const Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Uuid"), "FU9");
  EXPECT_EQ(value_of(sent_unit(wanted, "U2"), "Uuid"), "U2");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::fk_uuid_invalid), ElementsAre(symbol_of(bad)));
  EXPECT_THAT(wanted.held_units, IsEmpty());
}

TEST(MapUnit, G10TrimsAnFkUuidAndPrefersTheExternalId) {
  Town town;
  town.rules.uuid_from_it_systems = {"fk-key"};
  town.unit("U1");
  town.account("U1", "FK", " " + fk("FU1") + " ");
  town.unit("U2");
  town.account("U2", "FK", fk("FU7")).external_id = fk("FU2");
  town.unit("U3");
  town.account("U3", "FK", fk("FU3")).external_id = "not a uuid";
  const Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Uuid"), "FU1");
  EXPECT_EQ(value_of(sent_unit(wanted, "U2"), "Uuid"), "FU2");
  EXPECT_EQ(value_of(sent_unit(wanted, "U3"), "Uuid"), "FU3");
  EXPECT_THAT(findings_about(wanted, "U3", FindingCode::fk_uuid_invalid), IsEmpty());
}

TEST(MapUnit, DoesNotTakeTheNilUuidForOne) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK"};
  town.unit("U1");
  town.account("U1", "FK", "00000000-0000-0000-0000-000000000000");
  EXPECT_EQ(value_of(sent_unit(town.map(), "U1"), "Uuid"), "U1");
}

TEST(MapUnit, TakesTheLowestOfTwoFkUuidsInOneSystemAndSaysSo) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK"};
  town.unit("U1");
  town.account("U1", "FK", fk("FU2"));
  town.account("U1", "FK", fk("FU1"));
  const Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Uuid"), "FU1");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::fk_uuid_ambiguous), ElementsAre("FU1"));
}

TEST(MapUnit, HoldsAllButTheLowestOfUnitsThatShareAnFkUuid) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK"};
  town.unit("U2");
  town.unit("U1");
  town.account("U1", "FK", fk("FU1"));
  town.account("U2", "FK", fk("FU1"));
  const Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Uuid"), "FU1");
  EXPECT_THAT(sent_unit(wanted, "U2"), IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_units), ElementsAre("U2"));
  EXPECT_THAT(findings_about(wanted, "U2", FindingCode::fk_uuid_shared), ElementsAre("U1"));
}

TEST(MapUnit, NeverLetsTheTopUnitLoseItsUuidToAnotherUnit) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK"};
  town.unit("A1");
  town.account("A1", "FK", fk("TOP"));
  const Wanted wanted = town.map();
  EXPECT_THAT(sent_unit(wanted, "TOP"), ElementsAre("Uuid=TOP", "Name=Kommune"));
  EXPECT_THAT(symbols_of(wanted.held_units), ElementsAre("A1"));
}

TEST(MapUnit, NeverMakesAUnitItsOwnParentWhenItSharesAnUuidWithTheUnitAbove) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK"};
  town.unit("U2");
  town.unit("U1", "U2");
  town.account("U1", "FK", fk("FU1"));
  town.account("U2", "FK", fk("FU1"));
  EXPECT_EQ(value_of(sent_unit(town.map(), "U1"), "ParentOrgUnitUuid"), "TOP");
}

TEST(MapUnit, HoldsAUnitWithoutNameAndKeepsItAsTheParentOfOthers) {
  Town town;
  town.unit("U1", "TOP", "  ");
  town.unit("U2", "U1");
  const Wanted wanted = town.map();
  EXPECT_THAT(symbols_of(wanted.held_units), ElementsAre("U1"));
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::name_missing), ElementsAre("Name"));
  EXPECT_EQ(value_of(sent_unit(wanted, "U2"), "ParentOrgUnitUuid"), "U1");
}

TEST(MapUnit, G20TrimsAndCutsANameByCodePointsAndLeavesUuidsWhole) {
  Town town;
  town.rules.limits.text = 10;
  town.unit("U1", "TOP", "  Ældrecenter Åbo  ");
  const Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Name"), "Ældrecente");
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Uuid"), "U1");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::text_cut), ElementsAre("Name"));
}

TEST(MapUnit, OrdersUnitsParentsFirstThenByUuid) {
  Town town;
  town.unit("A1", "U9");
  town.unit("U9");
  town.unit("U2");
  std::vector<std::string> order;
  for (const WantedUnit& unit : town.map().units) order.push_back(symbol_of(unit.source));
  EXPECT_THAT(order, ElementsAre("TOP", "U2", "U9", "A1"));
}

}  // namespace
}  // namespace os2sync
