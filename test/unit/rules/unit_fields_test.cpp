// SPDX-License-Identifier: MPL-2.0
// Addresses and KLE numbers of units: golden cases G03 to G08 and G19.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace test;

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

}  // namespace
}  // namespace os2sync
