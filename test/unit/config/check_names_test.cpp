// SPDX-License-Identifier: MPL-2.0
/// @file Names in the settings that the source does not have.
#include "config/check_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// A source with one of each, and settings that name them all.
struct World {
  Snapshot rows;
  Settings settings;

  World() {
    rows.units = {{id("TOP"), {}, {}, {}, {}, "Kommune", ""}, {id("OUT"), {}, {}, {}, {}, "Ude", ""}};
    rows.it_systems = {{id("AD"), "ad-key", "Active Directory"}, {id("FK"), "FK-ORG-UUID", "FK"}};
    rows.classes = {{id("LEV"), "org_unit_level", "", "Niveau", ""},
                    {id("TYP"), "org_unit_type", "", "Type", ""},
                    {id("HIE"), "org_unit_hierarchy", "", "Linjeorganisation", ""},
                    {id("TEL"), "employee_address_type", "", "Telefon", "PHONE"},
                    {id("DAR"), "org_unit_address_type", "", "Arbejdssted", "DAR"}};
    Rules& rules = settings.rules;
    rules.top_unit = id("TOP");
    rules.filter_units = {id("OUT")};
    rules.ignored_unit_levels = {id("LEV")};
    rules.ignored_unit_types = {id("TYP")};
    rules.filter_hierarchy_names = {" Linjeorganisation "};
    rules.phone_classes = {id("TEL")};
    rules.landline_classes = {id("TEL")};
    rules.email_classes = {id("DAR")};
    rules.uuid_from_it_systems = {"FK", "ad-key", id("AD").to_string()};
    rules.user_name_it_systems = {"Active Directory"};
    rules.filter_users_by_it_system = true;
    rules.work_address_types = {"Arbejdssted"};
    settings.new_mode = true;
    rules.new_mode_it_systems = {"ad-key"};
  }

  NameFindings check(Language language = Language::english) const { return check_names(settings, rows, language); }
};

TEST(CheckNames, FindsNothingWhenEverythingIsThere) {
  EXPECT_THAT(World{}.check().faults, IsEmpty());
  EXPECT_THAT(World{}.check().warnings, IsEmpty());
}

TEST(CheckNames, ReportsATopUnitThatIsNotThere) {
  World world;
  world.settings.rules.top_unit = id("GONE");
  EXPECT_THAT(world.check().faults, ElementsAre(StartsWith("os2sync.top_unit_uuid: OS2MO has no current unit")));
  EXPECT_THAT(world.check(Language::danish).faults, ElementsAre(HasSubstr("OS2MO har ingen gældende enhed")));
}

TEST(CheckNames, ReportsItSystemsOfEverySettingWithTheNearestName) {
  World world;
  world.settings.rules.uuid_from_it_systems = {"FKK", "FK"};
  world.settings.rules.user_name_it_systems = {"Active Directori"};
  world.settings.rules.new_mode_it_systems = {"Active Directory"};  // a name, but user keys are asked for
  EXPECT_THAT(world.check().faults,
              ElementsAre("os2sync.uuid_from_it_systems: OS2MO has no it-system 'FKK'; did you mean 'FK'?",
                          "os2sync.user_key_it_system_name: OS2MO has no it-system 'Active Directori'; did you mean "
                          "'Active Directory'?",
                          StartsWith("os2sync.it_system_user_keys: OS2MO has no it-system 'Active Directory'")));
}

TEST(CheckNames, LetsTheUsualUserNameSystemBeMissingUnlessUsersAreFilteredByIt) {
  World world;
  world.rows.it_systems.erase(world.rows.it_systems.begin());
  world.settings.rules.uuid_from_it_systems = {};
  world.settings.new_mode = false;
  EXPECT_THAT(world.check().faults, ElementsAre(StartsWith("os2sync.user_key_it_system_name")));
  world.settings.rules.filter_users_by_it_system = false;
  EXPECT_THAT(world.check().faults, IsEmpty());
}

TEST(CheckNames, LooksAtNewModesSystemsInNewModeAlone) {
  World world;
  world.settings.rules.new_mode_it_systems = {"none"};
  EXPECT_THAT(world.check().faults, ElementsAre(StartsWith("os2sync.it_system_user_keys")));
  world.settings.new_mode = false;
  EXPECT_THAT(world.check().faults, IsEmpty());
}

TEST(CheckNames, ReportsHierarchyTitlesAmongHierarchiesAlone) {
  World world;
  world.settings.rules.filter_hierarchy_names = {"Linjeorganisationen", "Type"};
  EXPECT_THAT(world.check().faults,
              ElementsAre("os2sync.filter_hierarchy_names: OS2MO has no hierarchy with the title "
                          "'Linjeorganisationen'; did you mean 'Linjeorganisation'?",
                          StartsWith("os2sync.filter_hierarchy_names: OS2MO has no hierarchy with the title 'Type'")));
}

TEST(CheckNames, ReportsAddressTypesThatNoWorkAddressCanHave) {
  World world;
  world.settings.rules.work_address_types = {"Arbejdsted"};
  EXPECT_THAT(world.check().faults, ElementsAre(AllOf(StartsWith("os2sync.employee_engagement_address: "),
                                                      HasSubstr("mean 'Arbejdssted'?"))));
}

TEST(CheckNames, WarnsOfClassesAndUnitsThatAreGone) {
  World world;
  Rules& rules = world.settings.rules;
  rules.filter_units = rules.ignored_unit_levels = rules.ignored_unit_types = {id("GONE")};
  rules.phone_classes = rules.landline_classes = rules.email_classes = {id("GONE")};
  const NameFindings found = world.check();
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_THAT(found.warnings,
              ElementsAre(StartsWith("os2sync.filter_orgunit_uuid: "), StartsWith("os2sync.ignored.unit_levels: "),
                          StartsWith("os2sync.ignored.unit_types: "), StartsWith("os2sync.phone_scope_classes: "),
                          StartsWith("os2sync.landline_scope_classes: "), StartsWith("os2sync.email_scope_classes: ")));
}

TEST(CheckNames, WarnsOfAClassOfTheWrongKind) {
  World world;
  world.settings.rules.ignored_unit_levels = {id("TYP")};
  EXPECT_THAT(world.check().warnings,
              ElementsAre(AllOf(StartsWith("os2sync.ignored.unit_levels: "), HasSubstr("'Type'"),
                                HasSubstr("org_unit_type"), HasSubstr("give a class of org_unit_level"))));
}

}  // namespace
}  // namespace os2sync
