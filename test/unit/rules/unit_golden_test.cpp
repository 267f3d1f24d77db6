// SPDX-License-Identifier: MPL-2.0
// The golden cases of units, G01 to G20, in the numbering of the mapping contract; docs/rules.md cites them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
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

void add_address_table_of_g03(Town& town) {
  town.unit("U1", "TOP", "Skole");
  town.add_type("tEan", "EAN");
  town.add_type("tPost", "DAR", "PostUnit");
  town.add_type("tContact", "DAR", "Contact");
  town.add_type("tLocation", "DAR", "Location");
  town.add_type("tPnr", "PNUMBER");
  town.add_type("tCoh", "TEXT", "ContactOpenHours");
  town.add_type("tPoh", "TEXT", "PhoneOpenHours");
  town.add_type("tDtr", "TEXT", "DtrId");
  town.add_type("tNote", "TEXT", "Note");
  town.add_type("tWww", "WWW");
  town.address("A01", "U1", "TE1", "a@k.dk");
  town.address("A02", "U1", "tEan", "5790000000001");
  town.address("A03", "U1", "TP1", "11111111");
  town.address("A04", "U1", "tPost", "Gade 1, 8000 Aarhus");
  town.address("A05", "U1", "tContact", "Torv 2");
  town.address("A06", "U1", "tLocation", "Bygning 3");
  town.address("A07", "U1", "tPnr", "1003111111");
  town.address("A08", "U1", "tCoh", "8-16");
  town.address("A09", "U1", "tPoh", "9-15");
  town.address("A10", "U1", "tDtr", "G123456");
  town.address("A11", "U1", "tNote", "x");
  town.address("A12", "U1", "tWww", "https://k.dk");
}

TEST(MapUnit, G03FillsTheFieldsOfTheCurrentAddressTable) {
  Town town;
  add_address_table_of_g03(town);
  town.rules.unit_addresses = current_address_table();
  EXPECT_THAT(
      sent_unit(town.map(), "U1"),
      testing::UnorderedElementsAre("Uuid=U1", "Name=Skole", "ParentOrgUnitUuid=TOP", "Email=a@k.dk",
                                    "Ean=5790000000001", "PhoneNumber=11111111", "Post=Gade 1, 8000 Aarhus",
                                    "Contact=Torv 2", "Location=Bygning 3", "PNR=1003111111", "ContactOpenHours=8-16",
                                    "PhoneOpenHours=9-15", "DtrId=G123456", "Url=https://k.dk"));
}

TEST(MapUnit, G03FillsTheFieldsOfTheDocumentedAddressTableByDefault) {
  Town town;
  add_address_table_of_g03(town);
  const Wanted wanted = town.map();
  EXPECT_THAT(sent_unit(wanted, "U1"),
              testing::UnorderedElementsAre("Uuid=U1", "Name=Skole", "ParentOrgUnitUuid=TOP", "Email=a@k.dk",
                                            "Ean=5790000000001", "PhoneNumber=11111111", "Post=Gade 1, 8000 Aarhus",
                                            "Location=1003111111", "ContactOpenHours=8-16", "PhoneOpenHours=9-15",
                                            "DtrId=G123456", "Url=https://k.dk"));
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::several_addresses), ElementsAre("Post"));
}

TEST(MapUnit, TakesAnAddressTableOfTheMunicipalitysOwn) {
  Town town;
  add_address_table_of_g03(town);
  town.rules.unit_addresses = {{"TEXT", "Note", UnitText::location}, {"PHONE", "", UnitText::phone_number}};
  EXPECT_THAT(sent_unit(town.map(), "U1"),
              testing::UnorderedElementsAre("Uuid=U1", "Name=Skole", "ParentOrgUnitUuid=TOP", "Location=x",
                                            "PhoneNumber=11111111"));
}

TEST(MapUnit, ComparesAddressUserKeysExactlyAndWithLetterCase) {
  Town town;
  town.unit("U1");
  town.add_type("tDtr", "TEXT", "dtrid");
  town.address("A1", "U1", "tDtr", "G1");
  EXPECT_EQ(value_of(sent_unit(town.map(), "U1"), "DtrId"), "");
}

TEST(MapUnit, G04SendsPublicAddressesOnly) {
  Town town;
  town.unit("U1");
  town.address("A1", "U1", "TE1", "pub@k.dk", "PUBLIC");
  town.address("A2", "U1", "TE1", "hemmelig@k.dk", "SECRET");
  town.address("A3", "U1", "TP1", "11111111", "INTERNAL");
  EXPECT_THAT(sent_unit(town.map(), "U1"),
              ElementsAre("Uuid=U1", "Name=Skole", "ParentOrgUnitUuid=TOP", "Email=pub@k.dk"));
}

TEST(MapUnit, SendsUnmarkedAddressesAndSaysSoUnlessVisibilityIsRequired) {
  Town town;
  town.unit("U1");
  town.address("A1", "U1", "TE1", "a@k.dk", "");
  Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Email"), "a@k.dk");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::address_without_visibility), ElementsAre("A1"));

  town.rules.require_visibility = true;
  wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Email"), "");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::address_without_visibility), IsEmpty());
}

TEST(MapUnit, TakesAnUnknownVisibilityForHidden) {
  Town town;
  town.unit("U1");
  town.address("A1", "U1", "TE1", "a@k.dk", "no such class");
  EXPECT_EQ(value_of(sent_unit(town.map(), "U1"), "Email"), "");
}

TEST(MapUnit, G05TakesTheLowestOfSeveralMailsWhateverTheirOrder) {
  for (const bool reversed : {false, true}) {
    Town town;
    town.unit("U1");
    town.address(reversed ? "A1" : "A2", "U1", "TE1", reversed ? "a@k.dk" : "b@k.dk");
    town.address(reversed ? "A2" : "A1", "U1", "TE1", reversed ? "b@k.dk" : "a@k.dk");
    const Wanted wanted = town.map();
    EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Email"), "a@k.dk");
    EXPECT_THAT(findings_about(wanted, "U1", FindingCode::several_addresses), ElementsAre("Email"));
  }
}

TEST(MapUnit, PrefersAddressTypesOfThePriorityListWithoutExcludingOthers) {
  Town town;
  town.unit("U1");
  town.unit("U2");
  town.rules.email_classes = {id("TE2")};
  town.address("A1", "U1", "TE1", "a@k.dk");
  town.address("A2", "U1", "TE2", "b@k.dk");
  town.address("A3", "U2", "TE1", "c@k.dk");
  const Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Email"), "b@k.dk");
  EXPECT_EQ(value_of(sent_unit(wanted, "U2"), "Email"), "c@k.dk");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::several_addresses), IsEmpty());
}

TEST(MapUnit, G06SendsAPhoneOfALandlineClassAsLandline) {
  Town town;
  town.unit("U1");
  town.rules.landline_classes = {id("TL1")};
  town.address("A1", "U1", "TL1", "22222222");
  town.address("A2", "U1", "TP1", "11111111");
  const auto unit = sent_unit(town.map(), "U1");
  EXPECT_EQ(value_of(unit, "Landline"), "22222222");
  EXPECT_EQ(value_of(unit, "PhoneNumber"), "11111111");
}

TEST(MapUnit, PassesOverAnAddressWithoutText) {
  Town town;
  town.unit("U1");
  town.address("A1", "U1", "TE1", " \u00A0 ");
  town.address("A2", "U1", "TE1", "b@k.dk");
  const Wanted wanted = town.map();
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "Email"), "b@k.dk");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::address_empty), ElementsAre("A1"));
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::several_addresses), IsEmpty());
}

void add_kle_of_g07(Town& town) {
  town.unit("U1");
  town.kle("k1", "U1", "K2", {"Udf"});
  town.kle("k2", "U1", "K1", {"Ans"});
  town.kle("k3", "U1", "K3", {"Ind"});
  town.kle("k4", "U1", "K1", {"Udf"});
}

TEST(MapUnit, G07SendsEveryKleNumberOnceWhateverItsAspect) {
  Town town;
  add_kle_of_g07(town);
  const auto unit = sent_unit(town.map(), "U1");
  EXPECT_EQ(value_of(unit, "Tasks"), "K1 K2 K3");
  EXPECT_EQ(value_of(unit, "ContactForTasks"), "");
}

TEST(MapUnit, G08SplitsKleNumbersByAspectWhenAskedTo) {
  Town town;
  add_kle_of_g07(town);
  town.rules.use_contact_for_tasks = true;
  const auto unit = sent_unit(town.map(), "U1");
  EXPECT_EQ(value_of(unit, "Tasks"), "K1 K2");
  EXPECT_EQ(value_of(unit, "ContactForTasks"), "K1");
}

TEST(MapUnit, G08CountsAKleRowForEachOfItsAspects) {
  Town town;
  town.unit("U1");
  town.rules.use_contact_for_tasks = true;
  town.kle("k1", "U1", "K1", {"Ans", "Udf"});
  const auto unit = sent_unit(town.map(), "U1");
  EXPECT_EQ(value_of(unit, "Tasks"), "K1");
  EXPECT_EQ(value_of(unit, "ContactForTasks"), "K1");
}

TEST(MapUnit, G19OwnsItsTasksWhenKleIsOnEvenWhenThereAreNone) {
  Town town;
  town.unit("U1");
  EXPECT_TRUE(town.map().units[1].owns_kle);
  EXPECT_THAT(town.map().units[1].tasks, IsEmpty());
}

TEST(MapUnit, G19LeavesTheTasksToFkOrgWhenKleIsOff) {
  Town town;
  add_kle_of_g07(town);
  town.rules.enable_kle = false;
  EXPECT_FALSE(town.map().units[1].owns_kle);
  EXPECT_THAT(town.map().units[1].tasks, IsEmpty());
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
