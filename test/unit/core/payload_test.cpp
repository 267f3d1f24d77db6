// SPDX-License-Identifier: MPL-2.0
#include "core/payload.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace os2sync {
namespace {

std::vector<FieldId> ids_of(const std::vector<Field>& fields) {
  std::vector<FieldId> ids;
  for (const Field& field : fields) ids.push_back(field.id);
  return ids;
}

TEST(FieldsOf, LeavesOutManagerAndTasksThatAreNotOurs) {
  WantedUnit unit;
  const auto without = ids_of(fields_of(unit));
  EXPECT_EQ(std::count(without.begin(), without.end(), FieldId::manager), 0);
  EXPECT_EQ(std::count(without.begin(), without.end(), FieldId::tasks), 0);
  unit.owns_manager = unit.owns_kle = true;
  const auto with = ids_of(fields_of(unit));
  EXPECT_EQ(std::count(with.begin(), with.end(), FieldId::manager), 1);
  EXPECT_EQ(std::count(with.begin(), with.end(), FieldId::tasks), 1);
  EXPECT_EQ(std::count(with.begin(), with.end(), FieldId::contact_for_tasks), 1);
}

TEST(FieldsOf, LeavesOutALocationThatIsNotOursAndWhatIsLeftToOthers) {
  WantedUser user;
  EXPECT_EQ(std::ranges::count(ids_of(fields_of(user)), FieldId::location), 0);
  user.owns_location = true;
  EXPECT_EQ(std::ranges::count(ids_of(fields_of(user)), FieldId::location), 1);
  EXPECT_EQ(std::ranges::count(ids_of(fields_of(user)), FieldId::email), 1);
  user.owners.theirs.set(bit_of(FieldId::email));
  EXPECT_EQ(std::ranges::count(ids_of(fields_of(user)), FieldId::email), 0);
  WantedUnit unit;
  unit.owners.theirs.set(bit_of(FieldId::name));
  EXPECT_EQ(std::ranges::count(ids_of(fields_of(unit)), FieldId::name), 0);
}

TEST(OwnersOf, SortsFieldsByKindAndOwner) {
  const FieldOwnerships given{{"Unit.Email", FieldOwnership::theirs},
                              {"User.Email", FieldOwnership::fill_if_empty},
                              {"User.Person.Name", FieldOwnership::ours},
                              {"User.ShortKey", FieldOwnership::theirs}};
  const FieldOwners units = owners_of(given, "Unit.");
  const FieldOwners users = owners_of(given, "User.");
  EXPECT_EQ(units.theirs, FieldSet{}.set(bit_of(FieldId::email)));
  EXPECT_TRUE(units.fill_if_empty.none());
  EXPECT_EQ(users.fill_if_empty, FieldSet{}.set(bit_of(FieldId::email)));
  EXPECT_TRUE(users.theirs.none());
}

TEST(FieldsOf, NamesEveryUnitTextAsOs2syncDoes) {
  for (std::size_t i = 0; i < kUnitTextCount; ++i) {
    WantedUnit unit;
    unit.texts[i] = "x";
    for (const Field& field : fields_of(unit)) {
      if (std::holds_alternative<std::string_view>(field.value) && field.id != FieldId::name) {
        EXPECT_EQ(field_name(field.id), kUnitTextNames[i]);
      }
    }
  }
}

TEST(AppendCanonical, TellsDifferentValuesApart) {
  const auto canonical = [](const FieldValue& value) {
    std::string out;
    append_canonical(value, out);
    return out;
  };
  const std::vector<Uuid> one{test::id("A")};
  const std::vector<Uuid> none;
  const auto cpr = Cpr::parse("0101611234");
  const std::vector<std::string> forms{canonical(FieldValue{}),
                                       canonical(std::string_view{}),
                                       canonical(std::string_view{"n"}),
                                       canonical(test::id("A")),
                                       canonical(std::span<const Uuid>{one}),
                                       canonical(std::span<const Uuid>{none}),
                                       canonical(std::cref(*cpr)),
                                       canonical(std::span<const WantedPosition>{})};
  for (std::size_t i = 0; i < forms.size(); ++i) {
    for (std::size_t j = i + 1; j < forms.size(); ++j) EXPECT_NE(forms[i], forms[j]) << i << " " << j;
  }
}

}  // namespace
}  // namespace os2sync
