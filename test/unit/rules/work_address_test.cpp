// SPDX-License-Identifier: MPL-2.0
// Where a user works: the golden case G37 and what surrounds it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace test;

/// P1 with engagement E1 in U1, which is sent under FU1 and has a secret and a public address.
Town town_with_addresses() {
  Town town;
  town.add_anna();
  town.add_class("Adr", "org_unit_address_type", "AdressePost", "Adresse", "DAR");
  town.add_class("Hen", "org_unit_address_type", "Henv", "Henvendelse", "TEXT");
  town.rules.work_address_types = {"Henvendelse", "Adresse"};
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("U1", "FK", fk("FU1"));
  town.address("A1", "U1", "Adr", "Gade 1");
  town.address("A2", "U1", "Hen", "Torv 2", "SECRET");
  return town;
}

std::string location_of(const Town& town) {
  const auto users = sent_users(town.map(), "P1");
  return users.size() == 1 ? value_of(users[0], "Location") : "not one user";
}

TEST(MapWorkAddress, G37TakesThePublicAddressOfTheUnitAlsoWhenItIsSentUnderAnotherUuid) {
  EXPECT_EQ(location_of(town_with_addresses()), "Gade 1");
}

TEST(MapWorkAddress, TakesTheTypeThatComesFirstOnTheListThenTheLowestUuid) {
  Town town = town_with_addresses();
  town.address("A4", "U1", "Hen", "Torv 4");
  town.address("A3", "U1", "Hen", "Torv 3");
  EXPECT_EQ(location_of(town), "Torv 3");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::several_addresses), ElementsAre("Location"));
  town.rules.work_address_types = {"Adresse", "Henvendelse"};
  EXPECT_EQ(location_of(town), "Gade 1");
}

TEST(MapWorkAddress, TakesTheUnitOfTheOnePrimaryEngagement) {
  Town town = town_with_addresses();
  town.unit("U2");
  town.address("A9", "U2", "Adr", "Gade 9");
  town.engagement("E2", "P1", "U2", "Vikar").is_primary = true;
  EXPECT_EQ(location_of(town), "Gade 9");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::primary_unclear), IsEmpty());
}

TEST(MapWorkAddress, TakesTheFirstPositionWhenNotExactlyOneEngagementIsPrimary) {
  Town town = town_with_addresses();
  town.unit("U2");
  town.address("A9", "U2", "Adr", "Gade 9");
  town.engagement("E2", "P1", "U2", "Administrator");
  EXPECT_EQ(location_of(town), "Gade 9");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::primary_unclear), ElementsAre("P1"));
  town.rows.engagements[0].is_primary = town.rows.engagements[1].is_primary = true;
  EXPECT_EQ(location_of(town), "Gade 9");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::primary_unclear), ElementsAre("P1"));
}

TEST(MapWorkAddress, SaysNothingOfSeveralPositionsInOneUnit) {
  Town town = town_with_addresses();
  town.engagement("E2", "P1", "U1", "Administrator");
  EXPECT_EQ(location_of(town), "Gade 1");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::primary_unclear), IsEmpty());
}

TEST(MapWorkAddress, EmptiesTheFieldWhenTheUnitHasNoSuchAddress) {
  Town town = town_with_addresses();
  std::erase_if(town.rows.addresses, [](const SourceAddress& row) { return row.uuid == id("A1"); });
  const Wanted wanted = town.map();
  ASSERT_EQ(wanted.users.size(), 1U);
  EXPECT_TRUE(wanted.users[0].owns_location);
  EXPECT_FALSE(wanted.users[0].location);
}

TEST(MapWorkAddress, LeavesTheFieldToFkOrgWithoutTheSetting) {
  Town town = town_with_addresses();
  town.rules.work_address_types.clear();
  const Wanted wanted = town.map();
  ASSERT_EQ(wanted.users.size(), 1U);
  EXPECT_FALSE(wanted.users[0].owns_location);
}

TEST(MapWorkAddress, PassesOverAnAddressWithoutText) {
  Town town = town_with_addresses();
  town.address("A0", "U1", "Adr", " ");
  EXPECT_EQ(location_of(town), "Gade 1");
}

TEST(MapWorkAddress, RefusesATypeNameThatOs2moDoesNotHave) {
  Town town = town_with_addresses();
  town.rules.work_address_types = {"Adrese"};
  try {
    town.map();
    FAIL() << "must throw";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::settings);
    EXPECT_THAT(error.what(), HasSubstr("os2sync.employee_engagement_address: OS2MO has no address type with the name "
                                        "'Adrese' (nearest in OS2MO: 'Adresse'"));
  }
}

TEST(MapWorkAddress, AcceptsAnUnknownNameFromASourceThatListsOnlyClassesInUse) {
  Town town = town_with_addresses();
  for (SourceClass& row : town.rows.classes) {
    if (row.facet == "org_unit_address_type") row.facet.clear();
  }
  town.rules.work_address_types = {"Findes ikke", "Adresse"};
  EXPECT_EQ(location_of(town), "Gade 1");
}

TEST(NeededRows, HoldTheAddressTypesOfWorkAddresses) {
  Town town = town_with_addresses();
  town.rules.unit_addresses.clear();
  EXPECT_THAT(symbols_of(unit_address_types(town.rows.classes, town.rules)), ElementsAre("Adr", "Hen"));
}

}  // namespace
}  // namespace os2sync
