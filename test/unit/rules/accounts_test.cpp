// SPDX-License-Identifier: MPL-2.0
// Several users per person: golden cases G33 to G35 and G38, and the rules about who lends what to whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using namespace test;

/// P1 is Lærer in U1 (E1) and Vikar in U2 (E2); FK uuids come from FK, then SD; user names from AD.
Town two_jobs() {
  Town town;
  town.add_anna();
  town.unit("U2");
  town.engagement("E2", "P1", "U2", "Vikar");
  town.rules.uuid_from_it_systems = {"FK", "SD"};
  return town;
}

/// "uuid user-id positions" per user.
std::vector<std::string> users_of(const Wanted& wanted) {
  std::vector<std::string> users;
  for (const WantedUser& user : wanted.users) {
    const auto lines = sent(user);
    users.push_back(value_of(lines, "Uuid") + " " + value_of(lines, "UserId") + " " + value_of(lines, "Positions"));
  }
  return users;
}

TEST(GroupAccounts, G33SendsOneUserPerTiedAccountWithItsOwnPositionsAndMail) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP2"), {"E2"});
  town.account("P1", "AD", "anna2", {"E2"});
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "AD", "anna", {"E1"});
  town.address("A1", "P1", "TE1", "a@k").engagement = id("E1");
  town.address("A2", "P1", "TE1", "b@k").engagement = id("E2");
  EXPECT_THAT(
      sent_users(town.map(), "P1"),
      ElementsAre(
          UnorderedElementsAre("Uuid=FP1", "UserId=anna", "Person.Name=Anna And", "Positions=Lærer/U1", "Email=a@k"),
          UnorderedElementsAre("Uuid=FP2", "UserId=anna2", "Person.Name=Anna And", "Positions=Vikar/U2", "Email=b@k")));
}

TEST(GroupAccounts, UsesUntiedAddressesAsSecondChoiceAndThoseOfOtherAccountsNever) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"), {"E1"});
  const Uuid second = town.account("P1", "FK", fk("FP2"), {"E2"}).uuid;
  town.address("A0", "P1", "TE1", "all@k");
  town.address("A1", "P1", "TE1", "b@k").it_user = second;
  town.address("A2", "P1", "TP1", "22").engagement = id("E2");
  const auto users = sent_users(town.map(), "P1");
  ASSERT_THAT(users, SizeIs(2));
  EXPECT_EQ(value_of(users[0], "Email"), "all@k");
  EXPECT_EQ(value_of(users[0], "PhoneNumber"), "");
  EXPECT_EQ(value_of(users[1], "Email"), "b@k");
  EXPECT_EQ(value_of(users[1], "PhoneNumber"), "22");
}

TEST(GroupAccounts, G34HoldsAPersonWithTwoFkUuidsOnOneEngagement) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E1"});
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::accounts_ambiguous), SizeIs(1));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::fk_uuid_ambiguous), ElementsAre("FP1"));
}

TEST(GroupAccounts, G34HoldsAPersonWithTwoUntiedFkUuids) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"));
  town.account("P1", "FK", fk("FP2"));
  EXPECT_THAT(symbols_of(town.map().held_persons), ElementsAre("P1"));
}

TEST(GroupAccounts, G34LetsTheFirstSystemDecideBetweenSystems) {
  Town town = two_jobs();
  town.account("P1", "SD", fk("AP9"), {"E1"});
  town.account("P1", "FK", fk("FP1"), {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP1 FP1 Lærer/U1"));
}

TEST(GroupAccounts, TakesTheSameFkUuidTwiceForOne) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP1"), {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP1 FP1 Lærer/U1"));
}

TEST(GroupAccounts, G35PaysNoAttentionToAccountsOfOtherSystems) {
  Town town = two_jobs();
  town.account("P1", "AD", "anna", {"E1"});
  town.account("P1", "OD", "x");
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("P1 anna Lærer/U1"));
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(GroupAccounts, G35GivesAPersonWithIrrelevantAccountsOnlyOneUserWithEverything) {
  Town town = two_jobs();
  town.account("P1", "OD", "x", {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("P1 P1 Lærer/U1, Vikar/U2"));
}

TEST(GroupAccounts, LetsAnUntiedFkUuidCompleteTheOneTiedAccount) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"));
  town.account("P1", "AD", "anna", {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP1 anna Lærer/U1"));
}

TEST(GroupAccounts, LetsAnUntiedUserNameCompleteTheOneTiedFkUuid) {
  Town town = two_jobs();
  town.account("P1", "AD", "anna");
  town.account("P1", "FK", fk("FP1"), {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP1 anna Lærer/U1"));
}

TEST(GroupAccounts, CountsAnAccountTiedToTwoEngagementsAsOne) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"));
  town.account("P1", "AD", "anna", {"E1", "E2"});
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("FP1 anna Lærer/U1, Vikar/U2"));
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(GroupAccounts, MakesUntiedAccountsAUserOfTheirOwnWithTheUnclaimedEngagements) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP0"));
  town.account("P1", "AD", "anna0");
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "AD", "anna1", {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP0 anna0 Vikar/U2", "FP1 anna1 Lærer/U1"));
}

TEST(GroupAccounts, DoesNotLendAUserNameToAnotherIdentity) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP0"));
  town.account("P1", "AD", "anna0");
  town.account("P1", "FK", fk("FP1"), {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP0 anna0 Vikar/U2", "FP1 FP1 Lærer/U1"));
}

TEST(GroupAccounts, MakesUntiedAccountsAUserOfTheirOwnBesideSeveralTiedOnes) {
  Town town = two_jobs();
  town.engagement("E3", "P1", "U1", "Aftenvagt");
  town.account("P1", "AD", "anna0");
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E2"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP1 FP1 Lærer/U1", "FP2 FP2 Vikar/U2", "P1 anna0 Aftenvagt/U1"));
}

Town two_accounts_without_uuid() {
  Town town = two_jobs();
  town.account("P1", "AD", "anna1", {"E1"});
  town.account("P1", "AD", "anna2", {"E2"});
  return town;
}

TEST(GroupAccounts, MergesTiedAccountsWithoutFkUuidIntoOneUserAndNamesThem) {
  const Town town = two_accounts_without_uuid();
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("P1 anna1 Lærer/U1, Vikar/U2"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::account_without_uuid),
              ElementsAre(symbol_of(town.rows.it_users[0].uuid), symbol_of(town.rows.it_users[1].uuid)));
}

TEST(GroupAccounts, NamesAMergedUserAfterTheAccountOfThePrimaryEngagement) {
  Town town = two_accounts_without_uuid();
  town.rows.engagements[1].is_primary = true;
  EXPECT_THAT(users_of(town.map()), ElementsAre("P1 anna2 Lærer/U1, Vikar/U2"));
}

TEST(GroupAccounts, NamesAMergedUserAfterTheLowestNameWhenSeveralEngagementsArePrimary) {
  Town town = two_accounts_without_uuid();
  town.rows.engagements[0].is_primary = town.rows.engagements[1].is_primary = true;
  EXPECT_THAT(users_of(town.map()), ElementsAre("P1 anna1 Lærer/U1, Vikar/U2"));
}

TEST(GroupAccounts, KeepsTheNameOfAMergedUserWhenOneEngagementIsNotTransferred) {
  Town town = two_accounts_without_uuid();
  town.unit("U9", "");
  town.rows.engagements[0].unit = id("U9");
  EXPECT_THAT(users_of(town.map()), ElementsAre("P1 anna1 Vikar/U2"));
}

TEST(GroupAccounts, UsesEveryTiedAddressForAMergedUser) {
  Town town = two_accounts_without_uuid();
  town.address("A0", "P1", "TE1", "all@k");
  town.address("A2", "P1", "TE1", "b@k").engagement = id("E2");
  EXPECT_EQ(value_of(sent_users(town.map(), "P1").at(0), "Email"), "b@k");
}

TEST(GroupAccounts, GivesAMergedUserTheUntiedFkUuidWhenNoEngagementIsLeftForIt) {
  Town town = two_accounts_without_uuid();
  town.account("P1", "FK", fk("FP0"));
  EXPECT_THAT(users_of(town.map()), ElementsAre("FP0 anna1 Lærer/U1, Vikar/U2"));
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::account_without_uuid), SizeIs(2));
}

TEST(GroupAccounts, MergesUntiedAndTiedAccountsThatBothLackAnUuid) {
  Town town = two_jobs();
  town.account("P1", "AD", "anna0");
  town.account("P1", "AD", "anna1", {"E1"});
  EXPECT_THAT(users_of(town.map()), ElementsAre("P1 anna0 Lærer/U1, Vikar/U2"));
}

TEST(GroupAccounts, HoldsAPersonWhoseTwoUserNamesShareOneFkUuid) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"), {"E1", "E2"});
  town.account("P1", "AD", "anna1", {"E1"});
  town.account("P1", "AD", "anna2", {"E2"});
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::accounts_ambiguous), SizeIs(1));
}

TEST(GroupAccounts, DropsTheUserOfAnAccountTiedToAnEndedEngagement) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP9"), {"E9"});
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("FP1 FP1 Lærer/U1"));
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(GroupAccounts, DoesNotHoldAPersonForAccountsOfAnEndedEngagement) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "AD", "anna", {"E2"});
  town.account("P1", "FK", fk("FP8"), {"E9"});
  town.account("P1", "FK", fk("FP9"), {"E9"});
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("FP1 FP1 Lærer/U1", "P1 anna Vikar/U2"));
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(GroupAccounts, DoesNotTakeOneAccountWithAnEndedEngagementForSeveralWithoutUuid) {
  Town town = two_jobs();
  town.account("P1", "AD", "anna", {"E1", "E9"});
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("P1 anna Lærer/U1"));
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(GroupAccounts, SendsNobodyWhoseAccountsAreAllTiedToEndedEngagements) {
  Town town = two_jobs();
  town.account("P1", "AD", "anna", {"E9"});
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(wanted.held_persons, IsEmpty());
}

TEST(GroupAccounts, FiltersEachUserOfAPersonByItsOwnUserName) {
  Town town = two_jobs();
  town.rules.filter_users_by_it_system = true;
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E2"});
  town.account("P1", "AD", "anna2", {"E2"});
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("FP2 anna2 Vikar/U2"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::user_name_missing), IsEmpty());
}

TEST(GroupAccounts, G38HoldsAllButTheLowestPersonThatShareAnFkUuid) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"));
  for (const char* const other : {"P3", "P2"}) {
    town.person(other);
    town.engagement(std::string{"E"} + other, other, "U1");
    town.account(other, "FK", fk("FP1"));
  }
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("FP1 FP1 Lærer/U1, Vikar/U2"));
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P2", "P3"));
  EXPECT_THAT(findings_about(wanted, "P3", FindingCode::fk_uuid_shared), ElementsAre("P1"));
}

TEST(GroupAccounts, G38LeavesTheFkUuidToWhomItWasSentFor) {
  Town town = two_jobs();
  town.account("P1", "FK", fk("FP1"));
  town.person("P2");
  town.engagement("E3", "P2", "U1");
  town.account("P2", "FK", fk("FP1"));
  Holders holders;
  holders.users[id("FP1")] = id("P2");
  Wanted wanted = map_snapshot(town.rows, town.rules, nullptr, nullptr, holders);
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_EQ(wanted.users[0].source, id("P2"));
  holders.users[id("FP1")] = id("P9");  // somebody who does not claim it any more
  wanted = map_snapshot(town.rows, town.rules, nullptr, nullptr, holders);
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P2"));
}

TEST(GroupAccounts, G38AUnitKeepsTheFkUuidItWasSentUnderButNotFromTheTopUnit) {
  Town town = two_jobs();
  town.account("U1", "FK", fk("FU"));
  town.account("U2", "FK", fk("FU"));
  Holders holders;
  holders.units[id("FU")] = id("U2");
  EXPECT_THAT(symbols_of(map_snapshot(town.rows, town.rules, nullptr, nullptr, holders).held_units), ElementsAre("U1"));
  town.account("TOP", "FK", fk("FU"));
  EXPECT_THAT(symbols_of(map_snapshot(town.rows, town.rules, nullptr, nullptr, holders).held_units),
              ElementsAre("U1", "U2"));
}

TEST(GroupAccounts, G38HoldsEveryUserOfAPersonThatLostOne) {
  Town town = two_jobs();
  town.rules.sync_managers = true;
  town.person("P0");
  town.engagement("E0", "P0", "U1");
  town.account("P0", "FK", fk("FP1"));
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E2"});
  town.manager("m1", "U1", "P1");
  const Wanted wanted = town.map();
  EXPECT_THAT(users_of(wanted), ElementsAre("FP1 FP1 Lærer/U1"));
  EXPECT_EQ(wanted.users[0].source, id("P0"));
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_EQ(value_of(sent_unit(wanted, "U1"), "ManagerUuid"), "");
}

TEST(GroupAccounts, G38CountsAnFkUuidThatIsAnotherPersonsOwnUuid) {
  Town town = two_jobs();
  town.person("P2");
  town.engagement("E3", "P2", "U1");
  town.account("P2", "FK", fk("P1"));
  EXPECT_THAT(symbols_of(town.map().held_persons), ElementsAre("P2"));
}

}  // namespace
}  // namespace os2sync
