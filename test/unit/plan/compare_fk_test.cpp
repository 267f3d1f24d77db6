// SPDX-License-Identifier: MPL-2.0
#include "plan/compare_fk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/digests.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const FieldSet kAll = ~FieldSet{};

WantedUser sent_user() {
  WantedUser anna = user("P", "A");
  anna.email = "anna@example.org";
  anna.cpr = Cpr::parse("0101010000");
  anna.positions.push_back({id("B"), "Teacher", std::nullopt, std::nullopt});
  return anna;
}
template <typename Object>
LedgerEntry entry_of(const Object& object) {
  LedgerEntry entry;
  entry.fields = field_digests(fields_of(object), CountingDigester{});
  return entry;
}
/// What FK-ORG shows of sent_user() once it arrived.
FkObject held_user() {
  FkObject held;
  held.fields = {{"UserId", std::string{"login-P"}},
                 {"Person.Name", std::string{"Person P"}},
                 {"Email", std::string{"anna@example.org"}},
                 {"ShortKey", std::string{"1f2e3d4c"}}};
  held.cpr = Cpr::parse("0101010000");
  held.positions = {{id("B"), "Teacher", Day{2026, 1, 1}, std::nullopt},
                    {id("A"), "Clerk", Day{2026, 1, 1}, std::nullopt}};
  return held;
}
FkComparison compare(const WantedUser& sent, const FkObject& held, FieldSet ours = kAll) {
  return compare_with_fk(entry_of(sent), held, ours, CountingDigester{});
}
FkComparison compare(const WantedUnit& sent, const FkObject& held, FieldSet ours = kAll) {
  return compare_with_fk(entry_of(sent), held, ours, CountingDigester{});
}

TEST(CompareWithFk, ToleratesFilledStartDatesAndAnotherOrderOfPositionsConformance11) {
  const FkComparison comparison = compare(sent_user(), held_user());
  EXPECT_THAT(comparison.differing, IsEmpty());
  EXPECT_FALSE(comparison.unclear);
}

TEST(CompareWithFk, ComparesDatesWhereTheyWereSent) {
  WantedUser dated = sent_user();
  for (WantedPosition& position : dated.positions) position.start = Day{2026, 1, 1};
  EXPECT_THAT(compare(dated, held_user()).differing, IsEmpty());
  dated.positions[0].start = Day{2026, 2, 1};
  EXPECT_THAT(compare(dated, held_user()).differing, ElementsAre(FieldId::positions));
}

TEST(CompareWithFk, NamesEveryKindOfDifference) {
  FkObject held = held_user();
  held.fields["Person.Name"] = std::string{"Anna Old"};
  held.fields.erase("Email");
  held.fields["Landline"] = std::string{"12345678"};
  held.cpr = std::nullopt;
  held.positions.pop_back();
  EXPECT_THAT(compare(sent_user(), held).differing, ElementsAre(FieldId::email, FieldId::landline, FieldId::person_name,
                                                                FieldId::person_cpr, FieldId::positions));
  held = held_user();
  held.cpr = Cpr::parse("0202020000");
  EXPECT_THAT(compare(sent_user(), held).differing, ElementsAre(FieldId::person_cpr));
}

TEST(CompareWithFk, LooksAtNoFieldThatIsNotOurs) {
  FkObject held = held_user();
  held.fields["Email"] = std::string{"other@example.org"};
  held.fields["Landline"] = std::string{"12345678"};
  FieldSet ours = kAll;
  ours.reset(bit_of(FieldId::email));
  ours.reset(bit_of(FieldId::landline));
  EXPECT_THAT(compare(sent_user(), held, ours).differing, IsEmpty());
}

TEST(CompareWithFk, TakesWhatFkOrgCouldNotShowForNeitherEqualNorDifferent) {
  FkObject held = held_user();
  held.fields.erase("Email");
  held.unreadable = {"Email"};
  const FkComparison comparison = compare(sent_user(), held);
  EXPECT_THAT(comparison.differing, IsEmpty());
  EXPECT_TRUE(comparison.unclear);
}

TEST(CompareWithFk, CannotTellPositionsApartWhoseOrderWasLost) {
  WantedUser twice = sent_user();
  twice.positions = {{id("A"), "Clerk", Day{2026, 3, 1}, std::nullopt},
                     {id("A"), "Clerk", Day{2026, 1, 1}, std::nullopt}};
  FkObject held = held_user();
  held.positions = {{id("A"), "Clerk", Day{2026, 1, 1}, std::nullopt},
                    {id("A"), "Clerk", Day{2026, 3, 1}, std::nullopt}};
  const FkComparison comparison = compare(twice, held);
  EXPECT_THAT(comparison.differing, IsEmpty());
  EXPECT_TRUE(comparison.unclear);
}

TEST(CompareWithFk, ComparesUuidsWithoutLetterCaseAndListsWithoutOrder) {
  WantedUnit sent = unit("U", "TOP");
  sent.owns_manager = sent.owns_kle = true;
  sent.manager = id("M");
  sent.tasks = {id("K1"), id("K2")};
  FkObject held;
  const auto upper = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
  };
  held.fields = {{"Name", std::string{"Unit U"}},
                 {"ParentOrgUnitUuid", upper(id("TOP").to_string())},
                 {"ManagerUuid", upper(id("M").to_string())},
                 {"Tasks", std::vector<std::string>{id("K2").to_string(), upper(id("K1").to_string())}}};
  EXPECT_THAT(compare(sent, held).differing, IsEmpty());
  held.fields["Tasks"] = std::vector<std::string>{id("K2").to_string()};
  held.fields["ManagerUuid"] = std::string{"no uuid"};
  EXPECT_THAT(compare(sent, held).differing, ElementsAre(FieldId::manager, FieldId::tasks));
}

TEST(CompareWithFk, ExpectsNoContactForTasksWhereOs2syncLeavesItOut) {
  WantedUnit sent = unit("U", "TOP");
  sent.owns_kle = true;
  sent.contact_for_tasks = {id("K1")};
  FkObject held;
  held.fields = {{"Name", std::string{"Unit U"}}, {"ParentOrgUnitUuid", id("TOP").to_string()}};
  EXPECT_THAT(compare(sent, held).differing, IsEmpty());
  held.fields["ContactForTasks"] = std::vector<std::string>{id("K9").to_string()};
  EXPECT_THAT(compare(sent, held).differing, ElementsAre(FieldId::contact_for_tasks));
}

}  // namespace
}  // namespace os2sync::test
