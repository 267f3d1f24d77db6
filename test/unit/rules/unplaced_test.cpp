// SPDX-License-Identifier: MPL-2.0
// Who has an account and no place to work; the statement is in docs/rules.md, 7.1.
#include "rules/unplaced.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using test::id;
using test::Town;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> unplaced(const Town& town) {
  std::vector<std::string> lines;
  for (const Finding& finding : find_unplaced_persons(town.rows, town.rules)) {
    EXPECT_EQ(finding.code, FindingCode::engagement_missing);
    EXPECT_EQ(finding.kind, ObjectKind::user);
    lines.push_back(test::symbol_of(finding.object) + " " + test::symbol_of(*Uuid::parse(finding.detail)));
  }
  return lines;
}

/// P1 has an account and an engagement, P2 an account alone, P3 neither.
Town make_town() {
  Town town;
  town.rules.uuid_from_it_systems = {"FK"};
  town.add_anna();
  town.account("P1", "AD", "anna");
  town.person("P2");
  town.account("P2", "AD", "bo");
  town.person("P3");
  return town;
}

TEST(FindUnplacedPersons, FindsWhoHasAnAccountAndNoEngagement) {
  EXPECT_THAT(unplaced(make_town()), ElementsAre("P2 AD"));
}

TEST(FindUnplacedPersons, LooksAtTheItSystemsThatMakeOrNameUsersAlone) {
  Town town = make_town();
  town.person("P4");
  town.account("P4", "SD", "d");
  town.person("P5");
  town.account("P5", "FK", "e");
  EXPECT_THAT(unplaced(town), ElementsAre("P2 AD", "P5 FK"));
}

TEST(FindUnplacedPersons, NamesAPersonOnceWithTheAccountOfTheLowestUuidAmongThoseThatCount) {
  Town town = make_town();
  town.person("P4");
  town.account("P4", "SD", "c");
  town.account("P4", "FK", "d");
  town.account("P4", "AD", "e");
  EXPECT_THAT(unplaced(town), ElementsAre("P2 AD", "P4 FK"));
}

TEST(FindUnplacedPersons, TakesAnyUnitThatExistsForAPlaceTransferredOrNot) {
  Town town = make_town();
  town.unit("X", "", "Another tree");
  town.engagement("E2", "P2", "X");
  EXPECT_THAT(unplaced(town), IsEmpty());
}

TEST(FindUnplacedPersons, FindsWhoseEngagementsAreAllInUnitsThatDoNotExist) {
  Town town = make_town();
  town.engagement("E2", "P2", "U-ENDED");
  EXPECT_THAT(unplaced(town), ElementsAre("P2 AD"));
  town.engagement("E3", "P2", "U1");
  EXPECT_THAT(unplaced(town), IsEmpty());
}

TEST(FindUnplacedPersons, TakesAnEngagementToComeForAPlaceEvenInAUnitToCome) {
  Town town = make_town();
  town.engagement("E2", "P2", "U-TO-COME").is_future = true;
  EXPECT_THAT(unplaced(town), IsEmpty());
}

TEST(FindUnplacedPersons, LooksInNewModeAtAccountsThatBecomeUsersAndNotAtFkOrgAccounts) {
  Town town = make_town();
  town.rules.new_mode = true;
  town.rules.new_mode_it_systems = {"ad-key"};
  town.rows.it_systems.push_back({id("FO"), "FK-ORG-UUID", "FK-ORG"});
  town.person("P4");
  town.account("P4", "FO", "d");
  town.person("P5");
  town.account("P5", "FK", "e");
  EXPECT_THAT(unplaced(town), ElementsAre("P2 AD"));
}

TEST(FindUnplacedPersons, StopsAtAnItSystemThatIsNotThere) {
  Town town = make_town();
  town.rules.uuid_from_it_systems = {"nobody's"};
  EXPECT_THROW(unplaced(town), Error);
}

TEST(FindUnplacedPersons, IsTheSameWhateverTheOrderOfTheRows) {
  Town town = make_town();
  town.person("P4");
  town.account("P4", "FK", "d");
  town.account("P4", "AD", "e");
  const std::vector<std::string> before = unplaced(town);
  std::ranges::reverse(town.rows.persons);
  std::ranges::reverse(town.rows.it_users);
  std::ranges::reverse(town.rows.it_systems);
  EXPECT_EQ(unplaced(town), before);
}

TEST(MapSnapshot, SaysNothingOfPersonsWithoutAPositionG32) {
  for (const Finding& finding : make_town().map().findings) EXPECT_NE(finding.code, FindingCode::engagement_missing);
}

}  // namespace
}  // namespace os2sync
