// SPDX-License-Identifier: MPL-2.0
// The golden cases of users with one user per person, G22 to G32 and G36, in the numbering of the mapping contract.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace test;

/// P1 "Anna And" with engagement E1 "Lærer" in U1.
Town anna() {
  Town town;
  town.add_anna();
  return town;
}

std::string field_of_anna(const Town& town, const std::string& field) {
  const auto users = sent_users(town.map(), "P1");
  return users.size() == 1 ? value_of(users[0], field) : "not one user";
}

TEST(MapUser, G22SendsAPersonWithoutAccountsUnderItsOwnUuid) {
  EXPECT_THAT(sent_users(anna().map(), "P1"),
              ElementsAre(ElementsAre("Uuid=P1", "UserId=P1", "Person.Name=Anna And", "Positions=Lærer/U1")));
}

TEST(MapUser, G23TakesTheUserNameFromTheAccount) {
  Town town = anna();
  town.account("P1", "AD", " anna ");
  EXPECT_THAT(sent_users(town.map(), "P1"),
              ElementsAre(ElementsAre("Uuid=P1", "UserId=anna", "Person.Name=Anna And", "Positions=Lærer/U1")));
}

TEST(MapUser, G24TakesTheFkUuidAndUsesItAsUserIdWithoutUserName) {
  Town town = anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"));
  town.account("P1", "AD", "  ");
  EXPECT_EQ(field_of_anna(town, "Uuid"), "FP1");
  EXPECT_EQ(field_of_anna(town, "UserId"), "FP1");
}

TEST(MapUser, G10TakesTheNextCandidateWhenAPersonsFkUuidIsNone) {
  Town town = anna();
  town.rules.uuid_from_it_systems = {"FK", "SD"};
  town.account("P1", "FK", "ukendt");
  town.account("P1", "SD", fk("FP2"));
  EXPECT_EQ(field_of_anna(town, "Uuid"), "FP2");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::fk_uuid_invalid), SizeIs(1));
}

TEST(MapUser, TakesTheUserNameOfTheFirstSystemOnTheList) {
  Town town = anna();
  town.rules.user_name_it_systems = {"OpenDesk", "AD", "ad-key"};
  town.rules.user_name_it_systems = {"OpenDesk", "ad-key"};
  town.account("P1", "AD", "anna");
  town.account("P1", "OD", "zanna");
  EXPECT_EQ(field_of_anna(town, "UserId"), "zanna");
}

TEST(MapUser, TakesTheLowestOfSeveralUserNamesAndSaysSo) {
  Town town = anna();
  town.account("P1", "AD", "anna2");
  town.account("P1", "AD", "anna");
  EXPECT_EQ(field_of_anna(town, "UserId"), "anna");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::user_name_ambiguous), ElementsAre("UserId"));
}

TEST(MapUser, JoinsGivenNameAndSurnameTrimmed) {
  Town town = anna();
  town.rows.persons[0].given_name = " Anna\u00A0";
  town.rows.persons[0].surname = " And ";
  EXPECT_EQ(field_of_anna(town, "Person.Name"), "Anna And");
  town.rows.persons[0].given_name = "";
  EXPECT_EQ(field_of_anna(town, "Person.Name"), "And");
  town.rows.persons[0].given_name = "Anna";
  town.rows.persons[0].surname = " ";
  EXPECT_EQ(field_of_anna(town, "Person.Name"), "Anna");
}

TEST(MapUser, HoldsAPersonWithoutName) {
  Town town = anna();
  town.rows.persons[0].given_name = town.rows.persons[0].surname = " ";
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::name_missing), ElementsAre("Person.Name"));
}

TEST(MapUser, G27SendsTheCprNumberOnlyWhenTold) {
  Town town = anna();
  town.rows.persons[0].cpr = Cpr::parse("0101011234");
  EXPECT_FALSE(town.map().users[0].cpr.has_value());
  town.rules.xfer_cpr = true;
  const Wanted wanted = town.map();
  EXPECT_TRUE(wanted.users[0].cpr == Cpr::parse("0101011234"));
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(MapUser, G27SaysWhichPersonHasNoCprNumber) {
  Town town = anna();
  EXPECT_THAT(town.map().findings, IsEmpty());
  town.rules.xfer_cpr = true;
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::cpr_missing), SizeIs(1));
  EXPECT_FALSE(town.map().users[0].cpr.has_value());
  town.rows.persons[0].cpr_unusable = true;
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::cpr_invalid), SizeIs(1));
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::cpr_missing), IsEmpty());
}

Town town_of_g28() {
  Town town = anna();
  town.rules.email_classes = {id("TE2"), id("TE1")};
  town.address("A1", "P1", "TE1", "x@k");
  town.address("A2", "P1", "TE2", "y@k");
  town.address("A3", "P1", "TE2", "z@k");
  return town;
}

TEST(MapUser, G28TakesTheMailOfTheFirstClassOnTheListThenTheLowestAddress) {
  const Town town = town_of_g28();
  EXPECT_EQ(field_of_anna(town, "Email"), "y@k");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::several_addresses), ElementsAre("Email"));
}

TEST(MapUser, G28GoesOnToTheNextClassWhenTheFirstIsNotPublic) {
  Town town = town_of_g28();
  town.rows.addresses[1].visibility = town.rows.addresses[2].visibility = id("SECRET");
  EXPECT_EQ(field_of_anna(town, "Email"), "x@k");
}

TEST(MapUser, G28SendsNothingOfAClassThatIsNotOnTheList) {
  Town town = anna();
  town.rules.email_classes = {id("TE2"), id("TE1")};
  town.address("A1", "P1", "TE3", "x@k");
  EXPECT_EQ(field_of_anna(town, "Email"), "");
}

TEST(MapUser, DoesNotSendAMailAsAPhoneNumberBecauseOfAList) {
  Town town = anna();
  town.rules.phone_classes = {id("TE1")};
  town.rules.landline_classes = {id("TE2")};
  town.address("A1", "P1", "TE1", "x@k");
  town.address("A2", "P1", "TE2", "y@k");
  EXPECT_EQ(field_of_anna(town, "PhoneNumber"), "");
  EXPECT_EQ(field_of_anna(town, "Landline"), "");
  EXPECT_EQ(field_of_anna(town, "Email"), "x@k");
}

TEST(MapUser, G29SendsALandlineClassAsLandlineOnly) {
  Town town = anna();
  town.rules.landline_classes = {id("TL1")};
  town.address("A1", "P1", "TL1", "22");
  town.address("A2", "P1", "TP1", "11");
  EXPECT_EQ(field_of_anna(town, "Landline"), "22");
  EXPECT_EQ(field_of_anna(town, "PhoneNumber"), "11");
}

TEST(MapUser, G30TakesTheLowestAddressWhenThereIsNoListAndNeverALandline) {
  Town town = anna();
  town.address("A2", "P1", "TE1", "b@k");
  town.address("A1", "P1", "TE2", "a@k");
  town.address("A4", "P1", "TL1", "22");
  EXPECT_EQ(field_of_anna(town, "Email"), "a@k");
  EXPECT_EQ(field_of_anna(town, "PhoneNumber"), "22");
  EXPECT_EQ(field_of_anna(town, "Landline"), "");
}

TEST(MapUser, SaysNothingOfTwoAddressesWithTheSameText) {
  Town town = anna();
  town.address("A1", "P1", "TE1", "a@k");
  town.address("A2", "P1", "TE1", "a@k ");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::several_addresses), IsEmpty());
}

TEST(MapUser, UsesAddressesOfEngagementsForAPersonWithOneUser) {
  Town town = anna();
  town.address("A2", "P1", "TE1", "b@k");
  town.address("A1", "P1", "TE1", "a@k").engagement = id("E9");  // over
  EXPECT_EQ(field_of_anna(town, "Email"), "a@k");
}

TEST(MapUser, FollowsVisibilityForUsersAsForUnits) {
  Town town = anna();
  town.address("A1", "P1", "TE1", "a@k", "");
  town.address("A2", "P1", "TP1", "11", "INTERNAL");
  EXPECT_EQ(field_of_anna(town, "Email"), "a@k");
  EXPECT_EQ(field_of_anna(town, "PhoneNumber"), "");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::address_without_visibility), ElementsAre("A1"));
  town.rules.require_visibility = true;
  EXPECT_EQ(field_of_anna(town, "Email"), "");
}

TEST(MapUser, G31OrdersPositionsByNameAndDropsDuplicates) {
  Town town;
  town.unit("U1");
  town.unit("U2");
  town.person("P1");
  town.engagement("E1", "P1", "U1", "lærer");
  town.engagement("E2", "P1", "U1", "Æ");
  town.engagement("E3", "P1", "U2", "Zoolog");
  town.engagement("E4", "P1", "U2", "Zoolog ");
  EXPECT_EQ(field_of_anna(town, "Positions"), "Zoolog/U2, lærer/U1, Æ/U1");
}

TEST(MapUser, GivesPositionsTheFkUuidOfTheirUnit) {
  Town town = anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("U1", "FK", fk("FU1"));
  EXPECT_EQ(field_of_anna(town, "Positions"), "Lærer/FU1");
}

TEST(MapUser, FallsBackToTheUserKeyOfAJobFunctionWithoutName) {
  Town town = anna();
  town.engagement("E2", "P1", "U1", " ");
  town.rows.classes.back().user_key = "job-7";
  EXPECT_EQ(field_of_anna(town, "Positions"), "Lærer/U1, job-7/U1");
}

TEST(MapUser, LeavesOutAPositionWithoutTitleAndSaysSo) {
  Town town = anna();
  town.engagement("E2", "P1", "U1", " ");
  EXPECT_EQ(field_of_anna(town, "Positions"), "Lærer/U1");
  EXPECT_THAT(findings_about(town.map(), "P1", FindingCode::position_name_missing), ElementsAre("E2"));
}

TEST(MapUser, HoldsAPersonWhoseOnlyPositionHasNoTitleInsteadOfDroppingIt) {
  Town town = anna();
  town.rows.engagements[0].job_function = id("no such class");
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::name_missing), ElementsAre("Positions.Name"));
}

TEST(MapUser, CutsTextsAtTheirLimitsAndNamesTheFieldsOnly) {
  Town town = anna();
  town.rules.limits = {4, 6, 3};
  town.account("P1", "AD", "annaand");
  town.address("A1", "P1", "TE1", "a@kommune");
  const Wanted wanted = town.map();
  EXPECT_THAT(sent_users(wanted, "P1"),
              ElementsAre(testing::UnorderedElementsAre("Uuid=P1", "UserId=anna", "Person.Name=Anna A",
                                                        "Positions=Lær/U1", "Email=a@ko")));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::text_cut),
              ElementsAre("Email", "Person.Name", "Positions.Name", "UserId"));
}

TEST(MapUser, NeverCutsAnUuidUsedAsUserId) {
  Town town = anna();
  town.rules.limits.text = 10;
  EXPECT_EQ(field_of_anna(town, "UserId"), "P1");
}

TEST(MapUser, G32SendsNobodyWhoseEngagementsAreAllElsewhere) {
  Town town;
  town.unit("U9", "");
  town.person("P1", "", "");
  town.engagement("E1", "P1", "U9");
  town.person("P2");
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(wanted.held_persons, IsEmpty());
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(MapUser, G36SendsOnlyUsersWithAnAccountWhenFilteredByItSystem) {
  Town town = anna();
  town.rules.filter_users_by_it_system = true;
  town.person("P2");
  town.engagement("E2", "P2", "U1");
  town.account("P2", "AD", "bo");
  const Wanted wanted = town.map();
  EXPECT_THAT(sent_users(wanted, "P1"), IsEmpty());
  EXPECT_THAT(sent_users(wanted, "P2"), SizeIs(1));
  EXPECT_THAT(wanted.held_persons, IsEmpty());
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::user_name_missing), SizeIs(1));
  EXPECT_THAT(findings_about(wanted, "P2", FindingCode::user_name_missing), IsEmpty());
}

TEST(MapUser, G36SendsNoUserWhoseAccountIsTiedToAnEndedEngagement) {
  Town town = anna();
  town.rules.filter_users_by_it_system = true;
  town.account("P1", "AD", "anna", {"E0"});
  const Wanted wanted = town.map();
  EXPECT_THAT(sent_users(wanted, "P1"), IsEmpty());
  EXPECT_THAT(wanted.held_persons, IsEmpty());
}

TEST(MapUser, OrdersUsersByUuid) {
  Town town = anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("Z1"));
  town.person("P2");
  town.engagement("E2", "P2", "U1");
  const Wanted wanted = town.map();
  ASSERT_THAT(wanted.users, SizeIs(2));
  EXPECT_EQ(wanted.users[0].source, id("P2"));
  EXPECT_EQ(wanted.users[1].uuid, id("Z1"));
}

TEST(MapUser, G25SendsTheNicknameWhereThereIsOneWhenAskedTo) {
  Town town = anna();
  town.rows.persons[0].nickname_given_name = " Annie ";
  town.rows.persons[0].nickname_surname = "And";
  EXPECT_EQ(field_of_anna(town, "Person.Name"), "Anna And");
  town.rules.use_nickname = true;
  EXPECT_EQ(field_of_anna(town, "Person.Name"), "Annie And");
  town.rows.persons[0].nickname_given_name = " ";
  town.rows.persons[0].nickname_surname = "";
  EXPECT_EQ(field_of_anna(town, "Person.Name"), "Anna And");
}

TEST(MapUser, G31TakesTheTitleFromTheChosenExtensionField) {
  Town town = anna();
  town.engagement("E3", "P1", "U1", "Zoolog");
  town.rows.engagements[0].extension_3 = " Viceleder ";
  town.rows.engagements[0].extension_1 = "Konsulent";
  EXPECT_EQ(field_of_anna(town, "Positions"), "Lærer/U1, Zoolog/U1");
  town.rules.job_title_extension = 3;
  EXPECT_EQ(field_of_anna(town, "Positions"), "Viceleder/U1, Zoolog/U1");
  town.rules.job_title_extension = 1;
  EXPECT_EQ(field_of_anna(town, "Positions"), "Konsulent/U1, Zoolog/U1");
}

TEST(MapUser, TakesAnExtensionFieldAlsoWithoutJobFunction) {
  Town town = anna();
  town.rows.engagements[0].job_function.reset();
  town.rows.engagements[0].extension_1 = "Konsulent";
  town.rules.job_title_extension = 1;
  EXPECT_EQ(field_of_anna(town, "Positions"), "Konsulent/U1");
}

TEST(MapUser, SendsOnlyAddressesOfTheUsersOwnEngagementsWhenAskedTo) {
  Town town = anna();
  town.unit("U2");
  town.engagement("E2", "P1", "U2", "Vikar");
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"), {"E2"});
  town.address("A1", "P1", "TE1", "b@k").engagement = id("E2");
  town.address("A2", "P1", "TE1", "shared@k");
  const auto mails = [&] {
    std::vector<std::string> found;
    for (const auto& user : sent_users(town.map(), "P1")) found.push_back(value_of(user, "Email"));
    return found;
  };
  EXPECT_THAT(mails(), ElementsAre("shared@k", "b@k"));
  town.rules.group_by_engagement = true;
  EXPECT_THAT(mails(), ElementsAre("", "b@k"));
}

TEST(MapUser, SendsUntiedAddressesToTheUserOfUntiedAccountsWhateverTheSetting) {
  Town town = anna();
  town.unit("U2");
  town.engagement("E2", "P1", "U2", "Vikar");
  town.rules.uuid_from_it_systems = {"FK"};
  town.rules.group_by_engagement = true;
  town.account("P1", "FK", fk("FP1"), {"E1"});
  town.account("P1", "FK", fk("FP2"));
  town.address("A1", "P1", "TE1", "shared@k");
  const auto users = sent_users(town.map(), "P1");
  ASSERT_THAT(users, SizeIs(2));
  EXPECT_EQ(value_of(users[0], "Email"), "");
  EXPECT_EQ(value_of(users[1], "Email"), "shared@k");
}

TEST(MapUser, LeavesOutFieldsThatAreLeftToOthers) {
  Town town = anna();
  town.address("A1", "P1", "TE1", "a@k");
  town.rules.user_owners.theirs.set(bit_of(FieldId::email));
  EXPECT_EQ(field_of_anna(town, "Email"), "");
  Trace trace{id("P1")};
  town.map(&trace);
  EXPECT_EQ(std::ranges::count(trace.steps(), "field.owner", &TraceStep::rule), 1);
}

}  // namespace
}  // namespace os2sync
