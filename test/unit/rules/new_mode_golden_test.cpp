// SPDX-License-Identifier: MPL-2.0
// Golden cases of `new` mode: accounts that are users, and the FK-ORG accounts beside them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// P1 "Anna And" with engagement E1 "Lærer" in U1, in `new` mode.
struct NewTown : Town {
  NewTown() {
    rules.new_mode = true;
    rules.position_dates = true;
    rules.new_mode_it_systems = {"ad-key"};
    rows.it_systems.push_back({id("FKORG"), "FK-ORG-UUID", "FK-ORG"});
    add_anna();
    rows.engagements.back().from = Day{2017, 5, 7};
  }
  SourceItUser& ad(std::string_view user_name, std::string_view guid,
                   const std::vector<std::string_view>& ties = {"E1"}, std::string_view person = "P1") {
    SourceItUser& row = account(person, "AD", user_name, ties);
    row.external_id = guid.empty() ? "" : fk(guid);
    return row;
  }
  SourceItUser& fk_account(std::string_view user_key, std::string_view external_id, std::string_view person = "P1") {
    SourceItUser& row = account(person, "FKORG", user_key);
    row.external_id = external_id;
    return row;
  }
  Wanted map(const NewModeFacts& known = {}, Trace* trace = nullptr) const {
    return map_snapshot(rows, rules, trace, nullptr, {}, known);
  }
};

std::vector<std::string> made(const Wanted& wanted) {
  std::vector<std::string> list;
  for (const NewFkAccount& account : wanted.fk_accounts.created) {
    list.push_back(symbol_of(account.person) + " " + symbol_of(account.guid) + " " + symbol_of(account.fk_uuid) +
                   (account.adopted ? " adopted" : "") + (account.undrawn ? " undrawn" : ""));
  }
  return list;
}
std::vector<std::string> ended(const Wanted& wanted) {
  std::vector<std::string> list;
  for (const EndedFkAccount& account : wanted.fk_accounts.ended) {
    list.push_back(symbol_of(account.person) + " " + symbol_of(account.account) + " " + symbol_of(account.fk_uuid));
  }
  return list;
}
std::vector<std::string> users(const Wanted& wanted) {
  std::vector<std::string> list;
  for (const WantedUser& user : wanted.users) list.push_back(symbol_of(user.uuid) + " " + user.user_id);
  return list;
}
NewModeFacts facts_about(FkKnowledge knowledge) {
  NewModeFacts facts;
  facts.persons.emplace(id("P1"), knowledge);
  return facts;
}

void expect_untouched(const Wanted& wanted, FindingCode why) {
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(made(wanted), IsEmpty());
  EXPECT_THAT(ended(wanted), IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", why), testing::SizeIs(1));
}

TEST(NewMode, G39MakesAnFkOrgAccountWithTheObjectGuidAndSendsTheUserUnderIt) {
  NewTown town;
  town.ad("anna", "G1");
  const Wanted wanted = town.map();
  EXPECT_EQ(wanted.fk_accounts.it_system, id("FKORG"));
  EXPECT_THAT(made(wanted), ElementsAre("P1 G1 G1"));
  ASSERT_THAT(users(wanted), ElementsAre("G1 anna"));
  EXPECT_THAT(wanted.users[0].positions, ElementsAre(WantedPosition{id("U1"), "Lærer", Day{2017, 5, 7}, {}}));
}

TEST(NewMode, G39AdoptsAUserThatFkOrgKnowsUnderThePersonsUuid) {
  NewTown town;
  town.ad("anna", "G1");
  const Wanted wanted = town.map(facts_about(FkKnowledge::known));
  EXPECT_THAT(made(wanted), ElementsAre("P1 G1 P1 adopted"));
  EXPECT_THAT(users(wanted), ElementsAre("P1 anna"));
}

TEST(NewMode, G39DrawsOneUuidForOs2moAndFkOrg) {
  NewTown town;
  town.rules.random_fk_uuids = true;
  town.ad("anna", "G1");
  NewModeFacts facts;
  facts.draw_uuid = [](const Uuid&) { return id("R1"); };
  const Wanted wanted = town.map(facts);
  EXPECT_THAT(made(wanted), ElementsAre("P1 G1 R1"));
  EXPECT_THAT(users(wanted), ElementsAre("R1 anna"));
}

TEST(NewMode, G39MarksAUuidThatIsNotDrawnYet) {
  NewTown town;
  town.rules.random_fk_uuids = true;
  town.ad("anna", "G1");
  const Wanted wanted = town.map();
  ASSERT_THAT(wanted.fk_accounts.created, testing::SizeIs(1));
  EXPECT_TRUE(wanted.fk_accounts.created[0].undrawn);
  EXPECT_NE(wanted.fk_accounts.created[0].fk_uuid, id("G1"));
  EXPECT_EQ(wanted.users.at(0).uuid, wanted.fk_accounts.created[0].fk_uuid);
  EXPECT_EQ(town.map().users, wanted.users);
}

TEST(NewMode, KeepsAnExistingFkOrgAccountAlsoWhenUuidsAreRandom) {
  NewTown town;
  town.rules.random_fk_uuids = true;
  town.ad("anna", "G1");
  town.fk_account(fk("G1"), fk("FP1"));
  const Wanted wanted = town.map();
  EXPECT_THAT(made(wanted), IsEmpty());
  EXPECT_THAT(users(wanted), ElementsAre("FP1 anna"));
  EXPECT_EQ(wanted.fk_accounts.kept, 1U);
}

TEST(NewMode, G40aEndsAnFkOrgAccountWhoseAccountIsGone) {
  NewTown town;
  town.fk_account(fk("G1"), fk("FP1"));
  const Wanted wanted = town.map();
  EXPECT_THAT(ended(wanted), ElementsAre("P1 I101 FP1"));
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(wanted.held_persons, IsEmpty());
}

TEST(NewMode, G40bKeepsOrMakesTheFkOrgAccountOfAPersonWithoutPositions) {
  NewTown town;
  town.rows.engagements.clear();
  town.ad("anna", "G1", {});
  EXPECT_THAT(made(town.map()), ElementsAre("P1 G1 G1"));
  EXPECT_THAT(town.map().users, IsEmpty());
  town.fk_account(fk("G1"), fk("FP1"));
  EXPECT_THAT(made(town.map()), IsEmpty());
  EXPECT_THAT(ended(town.map()), IsEmpty());
  EXPECT_THAT(town.map().users, IsEmpty());
  EXPECT_THAT(town.map().held_persons, IsEmpty());
}

TEST(NewMode, G40cWantsNothingForAPersonWithoutAccounts) {
  const NewTown town;
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(made(wanted), IsEmpty());
  EXPECT_THAT(wanted.held_persons, IsEmpty());
}

TEST(NewMode, G40dChangesNothingForAnAccountWithoutObjectGuid) {
  for (const std::string guid : {"", "ukendt", "00000000-0000-0000-0000-000000000000"}) {
    NewTown town;
    town.ad("anna", "").external_id = guid;
    town.fk_account(fk("G1"), fk("FP1"));
    expect_untouched(town.map(), FindingCode::guid_invalid);
  }
}

TEST(NewMode, G40eMatchesGuidsWithoutRegardToLetterCaseAndBlanks) {
  NewTown town;
  town.ad("anna", "").external_id = " 4725C27D-6AB1-4BCE-8BD6-9F2DCB1C1E8F ";
  town.fk_account("4725c27d-6ab1-4bce-8bd6-9f2dcb1c1e8f\t", " " + fk("FP1"));
  const Wanted wanted = town.map();
  EXPECT_THAT(made(wanted), IsEmpty());
  EXPECT_THAT(ended(wanted), IsEmpty());
  EXPECT_THAT(users(wanted), ElementsAre("FP1 anna"));
}

TEST(NewMode, G40fChangesNothingForAnFkOrgAccountKeyedByUserName) {
  NewTown town;
  town.ad("anna", "G1");
  town.fk_account("anna", fk("FP1"));
  expect_untouched(town.map(), FindingCode::fk_account_invalid);
}

TEST(NewMode, ChangesNothingForAnFkOrgAccountWithoutFkUuid) {
  NewTown town;
  town.ad("anna", "G1");
  town.fk_account(fk("G1"), "");
  expect_untouched(town.map(), FindingCode::fk_account_invalid);
}

TEST(NewMode, ChangesNothingWhereAccountsContradictEachOther) {
  NewTown same_guid;
  same_guid.ad("anna", "G1");
  same_guid.ad("anna2", "G1");
  expect_untouched(same_guid.map(), FindingCode::accounts_ambiguous);
  NewTown two_for_one;
  two_for_one.ad("anna", "G1");
  two_for_one.fk_account(fk("G1"), fk("FP1"));
  two_for_one.fk_account(fk("G1"), fk("FP2"));
  expect_untouched(two_for_one.map(), FindingCode::accounts_ambiguous);
  NewTown same_user;
  same_user.fk_account(fk("G1"), fk("FP1"));
  same_user.fk_account(fk("G2"), fk("FP1"));
  expect_untouched(same_user.map(), FindingCode::accounts_ambiguous);
  NewTown made_like_another;  // the new account would get the uuid that the other one has
  made_like_another.ad("anna", "G1");
  made_like_another.ad("anna2", "G2");
  made_like_another.fk_account(fk("G2"), fk("G1"));
  expect_untouched(made_like_another.map(), FindingCode::accounts_ambiguous);
}

TEST(NewMode, ChangesNothingWhileFkOrgCannotSayWhetherItKnowsThePerson) {
  NewTown town;
  town.ad("anna", "G1");
  expect_untouched(town.map(facts_about(FkKnowledge::unreadable)), FindingCode::fk_org_unreadable);
}

TEST(NewMode, AdoptsOnlyForTheOneAccountOfAPersonWithoutFkOrgAccounts) {
  NewTown two;
  two.ad("anna", "G1");
  two.ad("anna2", "G2");
  EXPECT_THAT(made(two.map(facts_about(FkKnowledge::known))), ElementsAre("P1 G1 G1", "P1 G2 G2"));
  EXPECT_THAT(find_adoptable(two.rows, two.rules), IsEmpty());
  NewTown replaced;
  replaced.ad("anna", "G2");
  replaced.fk_account(fk("G1"), fk("FP1"));
  EXPECT_THAT(made(replaced.map(facts_about(FkKnowledge::known))), ElementsAre("P1 G2 G2"));
  EXPECT_THAT(ended(replaced.map()), ElementsAre("P1 I102 FP1"));
  EXPECT_THAT(find_adoptable(replaced.rows, replaced.rules), IsEmpty());
  NewTown one;
  one.ad("anna", "G1");
  EXPECT_THAT(find_adoptable(one.rows, one.rules), ElementsAre(id("P1")));
  one.rules.new_mode = false;
  EXPECT_THAT(find_adoptable(one.rows, one.rules), IsEmpty());
}

TEST(NewMode, GivesEachAccountThePositionsOfItsOwnEngagements) {
  NewTown town;
  town.unit("U2");
  town.engagement("E2", "P1", "U2", "Vikar").is_primary = true;
  town.engagement("E3", "P1", "U2", "Tilsyn");
  town.ad("anna", "G1", {"E1"});
  town.ad("anna2", "G2", {"E2"});
  const Wanted wanted = town.map();
  ASSERT_THAT(users(wanted), ElementsAre("G1 anna", "G2 anna2"));
  EXPECT_EQ(wanted.users[0].positions.size(), 1U);
  EXPECT_EQ(wanted.users[1].positions[0].name, "Vikar");
}

TEST(NewMode, RemarksOnAnAccountThatIsTiedToNothing) {
  NewTown town;
  town.ad("anna", "G1", {});
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::account_untied), ElementsAre("I101"));
}

TEST(NewMode, UsesAddressesOfTheAccountFirstThenThoseTiedToNothing) {
  NewTown town;
  const Uuid account = town.ad("anna", "G1").uuid;
  town.address("A1", "P1", "TE1", "person@k");
  town.address("A2", "P1", "TE1", "account@k").it_user = account;
  EXPECT_EQ(town.map().users.at(0).email, "account@k");
  town.rows.addresses.pop_back();
  EXPECT_EQ(town.map().users.at(0).email, "person@k");
}

TEST(NewMode, G38KeepsASharedFkUuidToOnePersonAndWritesNothingForTheOther) {
  NewTown town;
  town.person("P2");
  town.engagement("E2", "P2", "U1");
  town.ad("anna", "G1");
  town.ad("bo", "G1", {"E2"}, "P2");
  const Wanted wanted = town.map();
  EXPECT_THAT(users(wanted), ElementsAre("G1 anna"));
  EXPECT_THAT(made(wanted), ElementsAre("P1 G1 G1"));
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P2"));
}

TEST(NewMode, CountsAClaimOnAnFkUuidAlsoWithoutPositions) {
  NewTown town;
  town.person("P0");
  town.ad("bo", "G1", {}, "P0");  // the lowest uuid keeps it
  town.ad("anna", "G1");
  const Wanted wanted = town.map();
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(made(wanted), ElementsAre("P0 G1 G1"));
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
}

TEST(NewMode, ChangesNoAccountOfAPersonWhoseNameIsMissing) {
  NewTown town;
  town.rows.persons.back().given_name = town.rows.persons.back().surname = " ";
  town.ad("anna", "G1");
  expect_untouched(town.map(), FindingCode::name_missing);
}

TEST(NewMode, NamesTheManagersUserOfThePrimaryEngagement) {
  NewTown town;
  town.rules.sync_managers = true;
  town.engagement("E2", "P1", "U1", "Vikar").is_primary = true;
  town.ad("anna", "G1", {"E1"});
  town.ad("anna2", "G2", {"E2"});
  town.manager("m1", "U1", "P1");
  const Wanted wanted = town.map();
  EXPECT_EQ(std::ranges::find(wanted.units, id("U1"), &WantedUnit::source)->manager, id("G2"));
}

TEST(NewMode, TakesNoNoticeOfUserNameFiltersAndSystems) {
  NewTown town;
  town.rules.filter_users_by_it_system = true;
  town.rules.user_name_it_systems = {"does not exist"};
  town.ad(" ", "G1");
  EXPECT_THAT(users(town.map()), ElementsAre("G1 " + fk("G1")));
}

std::string refusal_of(const Town& town) {
  try {
    town.map();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::settings);
    return error.what();
  }
  return "";
}

TEST(NewMode, StopsWithoutTheItSystemsItLooksAt) {
  NewTown no_ad;
  no_ad.rules.new_mode_it_systems = {"Active Directory"};  // a name, where a user key is meant
  EXPECT_THAT(refusal_of(no_ad), testing::HasSubstr("no it-system with the user_key 'Active Directory'"));
  NewTown no_fk;
  no_fk.rows.it_systems.pop_back();
  EXPECT_THAT(refusal_of(no_fk), testing::HasSubstr("0 it-systems with the user_key FK-ORG-UUID"));
  NewTown two_fk;
  two_fk.rows.it_systems.push_back({id("FKORG2"), "FK-ORG UUID", "FK"});
  EXPECT_THAT(refusal_of(two_fk), testing::HasSubstr("2 it-systems"));
  NewTown same;
  same.rules.new_mode_it_systems = {"ad-key", "FK-ORG-UUID"};
  EXPECT_THAT(refusal_of(same), testing::HasSubstr("names the it-system of the FK-ORG accounts"));
}

TEST(PositionDates, AreSentOnlyWhenAskedForAndAnEndNeedsABeginning) {
  Town town;
  town.add_anna();
  town.rows.engagements.back().from = Day{2017, 5, 7};
  town.rows.engagements.back().to = Day{2030, 12, 31};
  EXPECT_EQ(town.map().users.at(0).positions.at(0), (WantedPosition{id("U1"), "Lærer", {}, {}}));
  town.rules.position_dates = true;
  EXPECT_EQ(town.map().users.at(0).positions.at(0),
            (WantedPosition{id("U1"), "Lærer", Day{2017, 5, 7}, Day{2030, 12, 31}}));
  town.rows.engagements.back().from.reset();
  EXPECT_EQ(town.map().users.at(0).positions.at(0), (WantedPosition{id("U1"), "Lærer", {}, {}}));
}

TEST(PositionDates, TellPositionsOfOneNameAndUnitApart) {
  Town town;
  town.add_anna();
  town.rules.position_dates = true;
  town.rows.engagements.back().from = Day{2020, 1, 1};
  town.engagement("E2", "P1", "U1").from = Day{2018, 1, 1};
  town.engagement("E3", "P1", "U1").from = Day{2020, 1, 1};
  const auto positions = town.map().users.at(0).positions;
  EXPECT_THAT(positions, ElementsAre(WantedPosition{id("U1"), "Lærer", Day{2018, 1, 1}, {}},
                                     WantedPosition{id("U1"), "Lærer", Day{2020, 1, 1}, {}}));
}

TEST(FutureEngagements, GivePositionsOnlyWhenAskedFor) {
  Town town;
  town.add_anna();
  town.rows.engagements.back().is_future = true;
  EXPECT_THAT(town.map().users, IsEmpty());
  town.rules.future_engagements = true;
  EXPECT_THAT(town.map().users, testing::SizeIs(1));
}

}  // namespace
}  // namespace os2sync
