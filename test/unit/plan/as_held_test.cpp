// SPDX-License-Identifier: MPL-2.0
#include "plan/as_held.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/diff.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

FkValue text(const std::string& value) { return value; }

WantedUnit school() {
  WantedUnit school = unit("U1", "TOP");
  school.text(UnitText::email) = "skole@example.dk";
  school.tasks = {id("K1"), id("K2")};
  school.owns_kle = true;
  return school;
}
FkFields fields_of_school() {
  return {{"Name", text("Unit U1")},
          {"ParentOrgUnitUuid", text(id("TOP").to_string())},
          {"Email", text("skole@example.dk")},
          {"Tasks", std::vector<std::string>{id("K2").to_string(), id("K1").to_string()}},
          {"LOSShortName", text("L")},
          {"ManagerUuid", text(id("P9").to_string())}};
}
FkFields fields_of_user() { return {{"UserId", text("login-P1")}, {"Person.Name", text("Person P1")}}; }

std::vector<FieldChange> changes_of(const LedgerEntry& entry, const WantedUnit& wanted) {
  const std::vector<LedgerEntry> ledger{entry};
  const auto changes = diff_units({wanted}, index_entries(ledger, ObjectKind::unit), CountingDigester{}, {});
  return changes.empty() ? std::vector<FieldChange>{} : changes.front().fields;
}

TEST(AsHeld, IsWhatWeWantWhenFkOrgHoldsIt) {
  EXPECT_EQ(as_held(school(), fields_of_school()).tasks, school().tasks) << "lists are sets";
  EXPECT_THAT(changes_of(entry_of(as_held(school(), fields_of_school()), CountingDigester{}), school()), IsEmpty());
  const WantedUser anna = user("P1");
  EXPECT_EQ(as_held(anna, fields_of_user(), std::nullopt, anna.positions), anna);
}

TEST(AsHeld, MakesTheNextPlanNameExactlyTheFieldsThatDiffer) {
  FkFields held = fields_of_school();
  held["Name"] = text("Skolen");
  held.erase("Email");
  held["PhoneNumber"] = text("12345678");
  held["ParentOrgUnitUuid"] = text(id("OTHER").to_string());
  EXPECT_THAT(changes_of(entry_of(as_held(school(), held), CountingDigester{}), school()),
              ElementsAre(FieldChange{FieldId::name, FieldChangeKind::changed},
                          FieldChange{FieldId::parent, FieldChangeKind::changed},
                          FieldChange{FieldId::phone_number, FieldChangeKind::removed},
                          FieldChange{FieldId::email, FieldChangeKind::added}));
  EXPECT_EQ(entry_of(as_held(school(), held), CountingDigester{}).parent, id("OTHER")) << "leaf first by FK-ORG's tree";
}

TEST(AsHeld, LeavesWhatOthersOwnOutOfTheComparison) {
  WantedUnit wanted = school();
  wanted.owns_kle = false;
  wanted.owners.theirs[bit_of(FieldId::email)] = true;
  wanted.owners.fill_if_empty[bit_of(FieldId::url)] = true;
  wanted.text(UnitText::url) = "https://ours.example.dk";
  FkFields held = fields_of_school();
  held["Email"] = text("theirs@example.dk");
  held["Tasks"] = std::vector<std::string>{};
  held["Url"] = text("https://theirs.example.dk");
  EXPECT_THAT(changes_of(entry_of(as_held(wanted, held), CountingDigester{}), wanted), IsEmpty());
  held.erase("Url");
  EXPECT_THAT(changes_of(entry_of(as_held(wanted, held), CountingDigester{}), wanted),
              ElementsAre(FieldChange{FieldId::url, FieldChangeKind::added}));
}

TEST(AsHeld, ComparesCprNumbersWithoutTellingThem) {
  WantedUser anna = user("P1");
  anna.cpr = Cpr::parse("0101010000");
  EXPECT_EQ(as_held(anna, fields_of_user(), Cpr::parse("0101010000"), anna.positions), anna);
  EXPECT_NE(as_held(anna, fields_of_user(), Cpr::parse("0101010001"), anna.positions), anna);
  EXPECT_NE(as_held(anna, fields_of_user(), std::nullopt, anna.positions), anna);
}

TEST(AsHeld, TakesPositionsAsASetAndTheirDatesOnlyWhereWeGiveThem) {
  WantedUser anna = user("P1");
  const Day since{2020, 1, 1};
  anna.positions = {{id("U1"), "Clerk", {}, {}}, {id("U2"), "Clerk", {}, {}}};
  const std::vector<WantedPosition> held{{id("U2"), "Clerk", since, {}}, {id("U1"), "Clerk", since, {}}};
  EXPECT_EQ(as_held(anna, fields_of_user(), {}, held), anna);
  anna.positions[0].start = Day{2021, 1, 1};
  EXPECT_NE(as_held(anna, fields_of_user(), {}, held), anna);
  anna.positions[0].start = since;
  EXPECT_EQ(as_held(anna, fields_of_user(), {}, held), anna);
}

TEST(AsHeld, SeesOnePositionTooManyAndOneTooFew) {
  const WantedUser anna = user("P1");
  std::vector<WantedPosition> twice = anna.positions;
  twice.push_back(twice.front());
  EXPECT_NE(as_held(anna, fields_of_user(), {}, twice), anna);
  EXPECT_NE(as_held(anna, fields_of_user(), {}, {}), anna);
}

TEST(EntryWithoutValues, MakesEverythingCountAsAChange) {
  const LedgerEntry entry = entry_without_values(ObjectKind::unit, id("U1"), id("U1.mo"), id("TOP"));
  EXPECT_EQ(changes_of(entry, school()).size(), 4U) << "name, parent, tasks and e-mail";
}

}  // namespace
}  // namespace os2sync::test
