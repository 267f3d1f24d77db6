// SPDX-License-Identifier: MPL-2.0
// Which units are transferred and under which parent: golden cases G14 to G17 and what surrounds them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using namespace test;

std::vector<std::string> sources_of(const Wanted& wanted) {
  std::vector<std::string> sources;
  for (const WantedUnit& unit : wanted.units) sources.push_back(symbol_of(unit.source));
  return sources;
}

/// TOP > U1 > U2, and U9 in a tree of its own.
Town chain() {
  Town town;
  town.unit("U1");
  town.unit("U2", "U1");
  town.unit("U9", "");
  return town;
}

TEST(SelectUnits, G14PutsChildrenOfAnIgnoredUnitUnderTheNearestTransferredOne) {
  Town town = chain();
  town.rows.units[1].type = id("ignored");
  town.rules.ignored_unit_types = {id("ignored")};
  town.person("P1");
  town.engagement("E1", "P1", "U1");
  const Wanted wanted = town.map();
  EXPECT_THAT(sources_of(wanted), ElementsAre("TOP", "U2"));
  EXPECT_EQ(value_of(sent_unit(wanted, "U2"), "ParentOrgUnitUuid"), "TOP");
  EXPECT_THAT(findings_about(wanted, "U2", FindingCode::unit_reparented), ElementsAre("U1"));
  EXPECT_THAT(wanted.users, IsEmpty());
}

TEST(SelectUnits, G14IgnoresLevelsInTheSameWay) {
  Town town = chain();
  town.rows.units[1].level = id("ignored");
  town.rules.ignored_unit_levels = {id("ignored")};
  EXPECT_THAT(sources_of(town.map()), ElementsAre("TOP", "U2"));
}

TEST(SelectUnits, GivesAnIgnoredUnitNoBypassForAnFkAccount) {
  Town town = chain();
  town.rows.units[1].type = id("ignored");
  town.rules.ignored_unit_types = {id("ignored")};
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("U1", "FK", fk("FU1"));
  EXPECT_THAT(sources_of(town.map()), ElementsAre("TOP", "U2"));
}

TEST(SelectUnits, TransfersTheTopUnitWhateverItsTypeLevelHierarchyOrFilter) {
  Town town;
  town.rows.units[0].type = id("ignored");
  town.rows.units[0].level = id("ignored");
  town.rules.ignored_unit_types = {id("ignored")};
  town.rules.ignored_unit_levels = {id("ignored")};
  town.rules.filter_units = {id("TOP")};
  town.add_class("H1", "org_unit_hierarchy", "linjeorg", "Linjeorganisation");
  town.rules.filter_hierarchy_names = {"Linjeorganisation"};
  EXPECT_THAT(sources_of(town.map()), ElementsAre("TOP"));
}

Town town_of_g15() {
  Town town = chain();
  town.add_class("H1", "org_unit_hierarchy", "linjeorg", "Linjeorganisation");
  town.add_class("H2", "org_unit_hierarchy", "skjult", "Skjult");
  town.rows.units[1].hierarchy = id("H1");
  town.rows.units[2].hierarchy = id("H2");
  town.unit("U3");
  town.rules.filter_hierarchy_names = {"Linjeorganisation"};
  return town;
}

TEST(SelectUnits, G15TransfersUnitsOfTheChosenHierarchyAndTheTopUnit) {
  EXPECT_THAT(sources_of(town_of_g15().map()), ElementsAre("TOP", "U1"));
}

TEST(SelectUnits, G15LetsAnFkAccountInWhateverItsHierarchy) {
  Town town = town_of_g15();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("U2", "FK", fk("FU2"));
  town.account("U3", "SD", fk("FU3"));
  const Wanted wanted = town.map();
  EXPECT_THAT(sources_of(wanted), ElementsAre("TOP", "U1", "U2"));
  EXPECT_EQ(value_of(sent_unit(wanted, "U2"), "ParentOrgUnitUuid"), "U1");
}

std::string settings_error(const Town& town) {
  try {
    town.map();
  } catch (const Error& error) {
    return error.kind() == ErrorKind::settings ? error.what() : "wrong kind";
  }
  return "no error";
}

TEST(SelectUnits, G15RefusesAHierarchyTitleThatOs2moDoesNotHave) {
  Town town = town_of_g15();
  town.rules.filter_hierarchy_names = {"Linjeorganisasjon"};
  EXPECT_THAT(settings_error(town), AllOf(HasSubstr("os2sync.filter_hierarchy_names"), HasSubstr("'Linjeorganisasjon'"),
                                          HasSubstr("nearest in OS2MO: 'Linjeorganisation'")));
}

TEST(SelectUnits, DoesNotTakeAClassOfAnotherFacetForAHierarchy) {
  Town town = town_of_g15();
  town.add_class("T1", "org_unit_type", "x", "Afdeling");
  town.rules.filter_hierarchy_names = {"Afdeling"};
  EXPECT_THAT(settings_error(town), HasSubstr("'Afdeling'"));
}

TEST(SelectUnits, TakesHierarchiesByTitleAloneWhenTheSourceNamesNoFacets) {
  Town town = town_of_g15();
  for (SourceClass& any : town.rows.classes) any.facet.clear();
  EXPECT_THAT(sources_of(town.map()), ElementsAre("TOP", "U1"));
}

TEST(SelectUnits, RefusesAnItSystemThatOs2moDoesNotHave) {
  Town town;
  town.rules.uuid_from_it_systems = {"OpenDisk"};
  EXPECT_THAT(settings_error(town), AllOf(HasSubstr("os2sync.uuid_from_it_systems"), HasSubstr("'OpenDisk'"),
                                          HasSubstr("nearest in OS2MO: 'OpenDesk'")));
  town.rules.uuid_from_it_systems = {};
  town.rules.user_name_it_systems = {"AD konto"};
  EXPECT_THAT(settings_error(town), HasSubstr("os2sync.user_key_it_system_name"));
}

TEST(SelectUnits, DoesWithoutTheDefaultUserNameSystemUnlessUsersAreFilteredByIt) {
  Town town;
  town.add_anna();
  town.rows.it_systems.clear();
  EXPECT_EQ(sent_users(town.map(), "P1").size(), 1U);
  town.rules.filter_users_by_it_system = true;
  EXPECT_THAT(settings_error(town), AllOf(HasSubstr("'Active Directory'"), HasSubstr("OS2MO has none")));
}

TEST(SelectUnits, KnowsAnItSystemByNameUserKeyOrUuid) {
  for (const std::string& entry : {std::string{"FK"}, std::string{"fk-key"}, fk("FK"), std::string{" FK "}}) {
    Town town = chain();
    town.rules.uuid_from_it_systems = {entry};
    town.account("U1", "FK", fk("FU1"));
    EXPECT_EQ(value_of(sent_unit(town.map(), "U1"), "Uuid"), "FU1") << entry;
  }
}

TEST(SelectUnits, PrefersTheItSystemOfThatNameToOneWithThatUserKey) {
  Town town = chain();
  town.rows.it_systems.push_back({id("X1"), "FK", "Andet"});
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("U1", "X1", fk("FU9"));
  EXPECT_EQ(value_of(sent_unit(town.map(), "U1"), "Uuid"), "U1");
}

TEST(SelectUnits, G16LeavesOutAFilteredUnitAndEverythingBelowIt) {
  Town town = chain();
  town.rules.filter_units = {id("U1")};
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("U2", "FK", fk("FU2"));
  EXPECT_THAT(sources_of(town.map()), ElementsAre("TOP"));
}

TEST(SelectUnits, LeavesOutEverythingBelowTheTopUnitWhenThatIsFiltered) {
  Town town = chain();
  town.rules.filter_units = {id("TOP")};
  EXPECT_THAT(sources_of(town.map()), ElementsAre("TOP"));
}

TEST(SelectUnits, G17NeverTransfersAUnitOfAnotherTree) {
  const Wanted wanted = chain().map();
  EXPECT_THAT(sources_of(wanted), ElementsAre("TOP", "U1", "U2"));
  EXPECT_THAT(wanted.held_units, IsEmpty());
  EXPECT_THAT(wanted.findings, IsEmpty());
}

TEST(SelectUnits, HoldsUnitsWhoseChainOfParentsIsBrokenOrCircular) {
  Town town = chain();
  town.unit("U3", "gone");
  town.unit("U4", "U5");
  town.unit("U5", "U4");
  town.unit("U6", "U6");
  const Wanted wanted = town.map();
  EXPECT_THAT(sources_of(wanted), ElementsAre("TOP", "U1", "U2"));
  EXPECT_THAT(symbols_of(wanted.held_units), ElementsAre("U3", "U4", "U5", "U6"));
  EXPECT_EQ(findings_about(wanted, "U3", FindingCode::unit_detached).size(), 1U);
  EXPECT_EQ(findings_about(wanted, "U5", FindingCode::unit_detached).size(), 1U);
}

TEST(SelectUnits, HoldsEveryUnitOfACircleEvenIfOneOfThemIsFiltered) {
  for (const char* const filtered : {"U4", "U5", "U6"}) {
    Town town;
    town.unit("U4", "U5");
    town.unit("U5", "U6");
    town.unit("U6", "U4");
    town.rules.filter_units = {id(filtered)};
    EXPECT_THAT(symbols_of(town.map().held_units), ElementsAre("U4", "U5", "U6")) << filtered;
  }
}

TEST(SelectUnits, DoesNotMindACircleAboveTheTopUnit) {
  Town town = chain();
  town.rows.units[0].parent = id("U2");
  EXPECT_THAT(sources_of(town.map()), ElementsAre("TOP", "U1", "U2"));
}

TEST(SelectUnits, RefusesToMapWithoutTheTopUnit) {
  Town town = chain();
  town.rules.top_unit = id("X");
  try {
    town.map();
    FAIL() << "mapped without top unit";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("os2sync.top_unit_uuid"), HasSubstr(fk("X"))));
  }
}

TEST(CandidateUnits, AreThoseThatNoFilterRulesOutForGood) {
  Town town = town_of_g15();
  town.unit("U4").type = id("ignored");
  town.unit("U5", "U4");
  town.unit("U6");
  town.unit("U7", "U6");
  town.rules.ignored_unit_types = {id("ignored")};
  town.rules.filter_units = {id("U6")};
  EXPECT_THAT(symbols_of(candidate_units(town.rows.units, town.rules)), ElementsAre("TOP", "U1", "U2", "U3", "U5"));
}

TEST(CandidateUnits, AreNoneWithoutTheTopUnit) {
  Town town;
  town.rules.top_unit = id("X");
  EXPECT_THAT(candidate_units(town.rows.units, town.rules), IsEmpty());
}

TEST(UnitAddressTypes, AreThoseTheTableNames) {
  Town town;
  town.add_type("tNote", "TEXT", "Note");
  town.add_type("tDtr", "TEXT", "DtrId");
  town.rules.unit_addresses = {{"EMAIL", "", UnitText::email}, {"TEXT", "DtrId", UnitText::dtr_id}};
  EXPECT_THAT(symbols_of(unit_address_types(town.rows.classes, town.rules)), ElementsAre("TE1", "TE2", "TE3", "tDtr"));
}

TEST(PersonAddressTypes, AreThoseOfTheListsOrAllOfTheScope) {
  Town town;
  EXPECT_THAT(symbols_of(person_address_types(town.rows.classes, town.rules)),
              ElementsAre("TE1", "TE2", "TE3", "TL1", "TP1", "TP2"));
  town.rules.email_classes = {id("TE2")};
  town.rules.phone_classes = {id("TP2")};
  town.rules.landline_classes = {id("TL1"), id("TE1")};
  EXPECT_THAT(symbols_of(person_address_types(town.rows.classes, town.rules)), ElementsAre("TE2", "TL1", "TP2"));
}

TEST(PersonItSystems, AreThoseThatGiveUuidsOrUserNames) {
  Town town;
  town.rules.uuid_from_it_systems = {"FK", "Active Directory"};
  EXPECT_THAT(symbols_of(person_it_systems(town.rows.it_systems, town.rules)), ElementsAre("AD", "FK"));
}

}  // namespace
}  // namespace os2sync
