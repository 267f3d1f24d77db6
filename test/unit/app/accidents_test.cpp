// SPDX-License-Identifier: MPL-2.0
#include "app/accidents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_town.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// TOP with A (A1 under it), B (B1, B2) and C; OTHER is another root. P1 works in A1, P2 in B1 and C, P3 in A.
struct Municipality {
  Town town;
  Settings settings;

  Municipality() {
    for (const char* unit : {"A", "B", "C"}) town.unit(unit);
    town.unit("A1", "A");
    town.unit("B1", "B");
    town.unit("B2", "B");
    town.unit("OTHER", "");
    for (const char* person : {"P1", "P2", "P3"}) town.person(person);
    town.engagement("E1", "P1", "A1");
    town.engagement("E2", "P2", "B1");
    town.engagement("E3", "P2", "C");
    town.engagement("E4", "P3", "A");
    for (const char* owner : {"P1", "P2", "A1", "C"}) town.account(owner, "FK", fk(owner));
    town.account("P1", "OD", "opendesk");
    town.address("X1", "P1", "TE1", "a@b");
    town.address("X2", "C", "TE1", "c@b");
    town.manager("M1", "A1", "P1");
    town.kle("K1", "C", "N1", {"Udf"});
    town.rules.uuid_from_it_systems = {"FK"};
    settings.rules = town.rules;
  }
  std::optional<StagedAccident> stage(Accident accident) const { return stage_accident(accident, town.rows, settings); }
};

template <typename Row>
std::vector<std::string> symbols(const std::vector<Row>& rows) {
  std::vector<std::string> all;
  for (const Row& row : rows) all.push_back(symbol_of(row.uuid));
  std::sort(all.begin(), all.end());
  return all;
}

TEST(StageAccident, NoneDamagesNothing) {
  const auto staged = Municipality{}.stage(Accident::none);
  EXPECT_FALSE(staged->rows);
  EXPECT_EQ(staged->damage, Damage{});
  EXPECT_EQ(staged->settings.rules, Municipality{}.settings.rules);
}

TEST(StageAccident, AnEmptySourceStillHasItsClasses) {
  const Municipality municipality;
  const auto staged = municipality.stage(Accident::source_empty);
  EXPECT_THAT(staged->rows->units, IsEmpty());
  EXPECT_THAT(staged->rows->persons, IsEmpty());
  EXPECT_THAT(staged->rows->engagements, IsEmpty());
  EXPECT_THAT(staged->rows->it_users, IsEmpty());
  EXPECT_EQ(staged->rows->classes, municipality.town.rows.classes);
  EXPECT_EQ(staged->damage.units, 8U);
  EXPECT_EQ(staged->damage.persons, 3U);
}

TEST(StageAccident, HalfTakesWholeBranchesAndThoseWhoWorkNowhereElse) {
  const auto staged = Municipality{}.stage(Accident::half);
  // B with its three units is half of six; A and C would be more.
  EXPECT_EQ(staged->damage.branches, (std::vector{id("B")}));
  EXPECT_THAT(symbols(staged->rows->units), ElementsAre("A", "A1", "C", "OTHER", "TOP"));
  EXPECT_THAT(symbols(staged->rows->persons), ElementsAre("P1", "P2", "P3"));
  EXPECT_THAT(symbols(staged->rows->engagements), ElementsAre("E1", "E3", "E4"));
}

TEST(StageAccident, HalfTakesEverythingOfTheUnitsAndPersonsThatGo) {
  Municipality municipality;
  municipality.town.unit("A2", "A");
  municipality.town.unit("A3", "A");
  std::erase_if(municipality.town.rows.units, [](const SourceUnit& unit) { return unit.parent == id("B"); });
  municipality.town.unit("A4", "A");
  std::erase_if(municipality.town.rows.engagements, [](const SourceEngagement& row) { return row.unit == id("B1"); });
  const auto staged = municipality.stage(Accident::half);  // A has five of seven, so B and C go
  EXPECT_EQ(staged->damage.branches, (std::vector{id("B"), id("C")}));
  EXPECT_THAT(symbols(staged->rows->persons), ElementsAre("P1", "P3"));
  EXPECT_THAT(symbols(staged->rows->kles), IsEmpty());
  EXPECT_THAT(symbols(staged->rows->addresses), ElementsAre("X1"));
  EXPECT_THAT(symbols(staged->rows->managers), ElementsAre("M1"));
}

TEST(StageAccident, HalfTakesTheSmallestBranchWhereEveryOneIsMoreThanHalf) {
  Municipality municipality;
  std::erase_if(municipality.town.rows.units, [](const SourceUnit& unit) {
    return unit.uuid == id("B") || unit.parent == id("B") || unit.uuid == id("C");
  });
  const auto staged = municipality.stage(Accident::half);
  EXPECT_EQ(staged->damage.branches, (std::vector{id("A")}));
  EXPECT_THAT(symbols(staged->rows->persons), ElementsAre("P2"));
  EXPECT_THAT(symbols(staged->rows->managers), IsEmpty());
  EXPECT_THAT(symbols(staged->rows->addresses), ElementsAre("X2"));
  for (const SourceItUser& account : staged->rows->it_users) {
    EXPECT_NE(account.person, id("P1"));
    EXPECT_NE(account.unit, id("A1"));
  }
  EXPECT_EQ(staged->damage.accounts, 3U);
}

TEST(StageAccident, HalfSurvivesCirclesAndBrokenChains) {
  Municipality municipality;
  municipality.town.unit("R1", "R2");
  municipality.town.unit("R2", "R1");
  municipality.town.unit("LOST", "NOWHERE");
  EXPECT_EQ(municipality.stage(Accident::half)->damage.branches, (std::vector{id("B")}));
}

TEST(StageAccident, WrongRootIsTheBiggestBranchUnderTheRealOne) {
  const auto staged = Municipality{}.stage(Accident::wrong_root);
  EXPECT_EQ(staged->settings.rules.top_unit, id("B"));
  EXPECT_EQ(staged->damage.setting, "os2sync.top_unit_uuid");
  EXPECT_EQ(staged->damage.became, "\"" + id("B").to_string() + "\"");
  EXPECT_EQ(staged->damage.was, "\"" + id("TOP").to_string() + "\"");
  EXPECT_FALSE(staged->rows);
}

TEST(StageAccident, NeedsAUnitBelowTheTopForHalfAndWrongRoot) {
  Municipality municipality;
  std::erase_if(municipality.town.rows.units, [](const SourceUnit& unit) { return unit.uuid != id("TOP"); });
  EXPECT_FALSE(municipality.stage(Accident::half));
  EXPECT_FALSE(municipality.stage(Accident::wrong_root));
}

TEST(StageAccident, AdGoneTakesTheAccountsThatGiveUuidsAndUserNamesAndNoOthers) {
  Municipality municipality;
  municipality.town.account("P3", "AD", "p3");
  const auto staged = municipality.stage(Accident::ad_gone);
  ASSERT_EQ(staged->rows->it_users.size(), 1U);
  EXPECT_EQ(staged->rows->it_users[0].it_system, id("OD"));
  EXPECT_EQ(staged->damage.accounts, 5U);
  EXPECT_EQ(staged->rows->units.size(), municipality.town.rows.units.size());
}

TEST(StageAccident, AdGoneNeedsAccounts) {
  Municipality municipality;
  municipality.town.rows.it_users.clear();
  EXPECT_FALSE(municipality.stage(Accident::ad_gone));
}

TEST(StageAccident, ATypoFallsOnTheFirstSettingThatIsSet) {
  Municipality municipality;
  Rules& rules = municipality.settings.rules;
  const auto key = [&] { return municipality.stage(Accident::settings_typo)->damage.setting; };
  EXPECT_EQ(key(), "os2sync.uuid_from_it_systems");
  EXPECT_THAT(municipality.stage(Accident::settings_typo)->settings.rules.uuid_from_it_systems, ElementsAre("F"));
  rules.filter_hierarchy_names = {"Æ"};
  EXPECT_EQ(key(), "os2sync.filter_hierarchy_names");
  EXPECT_EQ(municipality.stage(Accident::settings_typo)->damage.became, "[\"Æx\"]");
  rules.filter_hierarchy_names = {"Linjeæ"};
  EXPECT_EQ(municipality.stage(Accident::settings_typo)->damage.became, "[\"Linje\"]");
  rules.filter_units = {id("A")};
  EXPECT_EQ(key(), "os2sync.filter_orgunit_uuid");
  rules.ignored_unit_levels = {id("A")};
  EXPECT_EQ(key(), "os2sync.ignored.unit_levels");
  rules.ignored_unit_types = {id("A"), id("B")};
  const auto staged = municipality.stage(Accident::settings_typo);
  EXPECT_EQ(staged->damage.setting, "os2sync.ignored.unit_types");
  EXPECT_NE(staged->settings.rules.ignored_unit_types[0], id("A"));
  EXPECT_EQ(staged->settings.rules.ignored_unit_types[1], id("B"));
  EXPECT_EQ(staged->settings.rules.ignored_unit_levels, rules.ignored_unit_levels);
}

TEST(StageAccident, ATypoFallsOnTheTopUnitWhenNothingElseIsSet) {
  Municipality municipality;
  municipality.settings.rules.uuid_from_it_systems.clear();
  const auto staged = municipality.stage(Accident::settings_typo);
  EXPECT_EQ(staged->damage.setting, "os2sync.top_unit_uuid");
  EXPECT_NE(staged->settings.rules.top_unit, id("TOP"));
}

}  // namespace
}  // namespace os2sync::test
