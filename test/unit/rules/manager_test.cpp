// SPDX-License-Identifier: MPL-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace test;

/// U1 with P1 employed there, managers on.
Town town_with_managers() {
  Town town;
  town.add_anna();
  town.rules.sync_managers = true;
  return town;
}

std::string manager_of_u1(const Wanted& wanted) { return value_of(sent_unit(wanted, "U1"), "ManagerUuid"); }

TEST(MapManager, G11aSendsNoManagerWhenThereIsNone) {
  const Wanted wanted = town_with_managers().map();
  EXPECT_EQ(manager_of_u1(wanted), "");
  EXPECT_TRUE(wanted.units[1].owns_manager);
}

TEST(MapManager, G11bSendsATransferredManager) {
  Town town = town_with_managers();
  town.manager("m1", "U1", "P1");
  EXPECT_EQ(manager_of_u1(town.map()), "P1");
}

TEST(MapManager, G11cSendsNoManagerForAVacancyWithoutCallingThatAFault) {
  Town town = town_with_managers();
  town.manager("m1", "U1", "");
  const Wanted wanted = town.map();
  EXPECT_EQ(manager_of_u1(wanted), "");
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(MapManager, LeavesTheManagerToFkOrgWhenManagersAreOff) {
  Town town = town_with_managers();
  town.rules.sync_managers = false;
  town.manager("m1", "U1", "P1");
  EXPECT_FALSE(town.map().units[1].owns_manager);
  EXPECT_EQ(manager_of_u1(town.map()), "");
}

TEST(MapManager, G12TakesTheLowestManagerRowThatIsNoVacancy) {
  Town town = town_with_managers();
  town.person("P2");
  town.engagement("E2", "P2", "U1");
  town.manager("m2", "U1", "");
  town.manager("m1", "U1", "P2");
  const Wanted wanted = town.map();
  EXPECT_EQ(manager_of_u1(wanted), "P2");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::manager_ambiguous), IsEmpty());
}

TEST(MapManager, G12SaysThatThereAreSeveralManagers) {
  Town town = town_with_managers();
  town.person("P2");
  town.engagement("E2", "P2", "U1");
  town.manager("m2", "U1", "P1");
  town.manager("m1", "U1", "P2");
  const Wanted wanted = town.map();
  EXPECT_EQ(manager_of_u1(wanted), "P2");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::manager_ambiguous), ElementsAre("m1"));
}

TEST(MapManager, G13SendsTheManagersFkUuid) {
  Town town = town_with_managers();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"));
  town.manager("m1", "U1", "P1");
  EXPECT_EQ(manager_of_u1(town.map()), "FP1");
}

TEST(MapManager, G13TakesTheUserThatOwnsThePrimaryEngagement) {
  Town town = town_with_managers();
  town.rules.uuid_from_it_systems = {"FK"};
  town.engagement("E2", "P1", "U1", "Leder").is_primary = true;
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E2"});
  town.manager("m1", "U1", "P1");
  EXPECT_EQ(manager_of_u1(town.map()), "FP2");
}

TEST(MapManager, G13TakesTheLowestUserWhenNoEngagementIsPrimary) {
  Town town = town_with_managers();
  town.rules.uuid_from_it_systems = {"FK"};
  town.engagement("E2", "P1", "U1", "Leder");
  town.account("P1", "FK", fk("FP2"), {"E1"});
  town.account("P1", "FK", fk("FP1"), {"E2"});
  town.manager("m1", "U1", "P1");
  EXPECT_EQ(manager_of_u1(town.map()), "FP1");
}

TEST(MapManager, G13SendsNoManagerWhenItsAccountsContradictEachOther) {
  Town town = town_with_managers();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E1"});
  town.manager("m1", "U1", "P1");
  const Wanted wanted = town.map();
  EXPECT_EQ(manager_of_u1(wanted), "");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::manager_not_transferred), ElementsAre("P1"));
}

TEST(MapManager, SendsNoManagerThatHasNoUser) {
  Town town = town_with_managers();
  town.person("P2");
  town.manager("m1", "U1", "P2");
  town.unit("U2");
  town.manager("m2", "U2", "P9");
  const Wanted wanted = town.map();
  EXPECT_EQ(manager_of_u1(wanted), "");
  EXPECT_THAT(findings_about(wanted, "U1", FindingCode::manager_not_transferred), ElementsAre("P2"));
  EXPECT_THAT(findings_about(wanted, "U2", FindingCode::manager_not_transferred), ElementsAre("P9"));
}

}  // namespace
}  // namespace os2sync
