// SPDX-License-Identifier: MPL-2.0
// The two sample files of the LC export, made by its own code of 2023 and of 2026, with what their edge cases expect.
#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/lcdb/lcdb_source.hpp"
#include "core/payload.hpp"
#include "rules/map.hpp"
#include "support/fakes.hpp"
#include "support/recordings.hpp"

namespace os2sync::lcdb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace test;

Uuid sample_id(char kind, int number) {
  return *Uuid::parse(fmt::format("{0}{0}{0}{0}{0}{0}{0}{0}-0000-4000-8000-{1:012}", kind, number));
}
Uuid unit_id(int number) { return sample_id('1', number); }
Uuid person_id(int number) { return sample_id('2', number); }
Uuid class_id(int number) { return sample_id('8', number); }
Uuid fk_id(int number) { return sample_id('f', number); }
Uuid guid(int number) { return *Uuid::parse(fmt::format("fefefefe-0000-4000-8000-{:012}", number)); }

/// The settings the samples were made for.
Rules sample_rules() {
  Rules rules;
  rules.top_unit = unit_id(1);
  rules.filter_hierarchy_names = {"Linjeorganisation"};
  rules.ignored_unit_types = {class_id(5)};
  rules.ignored_unit_levels = {class_id(11)};
  rules.uuid_from_it_systems = {"FK-org uuid", "AD ObjectGUID"};
  rules.phone_classes = {class_id(30)};
  rules.landline_classes = {class_id(31), class_id(19)};
  rules.email_classes = {class_id(28), class_id(29)};
  rules.unit_addresses = current_address_table();
  rules.sync_managers = true;
  rules.xfer_cpr = true;
  return rules;
}

class SampleFile : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const auto folder = find_recording("lcdb");
    if (!folder) GTEST_SKIP() << "no sample: set OS2SYNC_SHARED to the folder that holds data/lcdb";
    FakeClock clock;
    SilentObserver nobody;
    ReadRequest request;
    request.with_cpr = true;
    request.with_managers = true;
    request.with_kle = true;
    LcDbSource source{{(*folder / GetParam()).string(), std::chrono::hours{36}, std::chrono::seconds{10}, {}}, clock};
    rows = source.read(request, nobody);
    wanted = map_snapshot(rows, sample_rules());
  }
  static bool is_of_2026() { return std::string_view{GetParam()} == "ActualState.db"; }

  const WantedUnit& unit(int number) const {
    return *std::ranges::find(wanted.units, unit_id(number), &WantedUnit::source);
  }
  bool has_unit(int number) const {
    return std::ranges::find(wanted.units, unit_id(number), &WantedUnit::source) != wanted.units.end();
  }
  std::vector<WantedUser> users(int number) const {
    std::vector<WantedUser> found;
    std::ranges::copy_if(wanted.users, std::back_inserter(found),
                         [&](const WantedUser& user) { return user.source == person_id(number); });
    return found;
  }
  WantedUser user(int number) const { return users(number).at(0); }
  bool is_held(int number) const { return std::ranges::binary_search(wanted.held_persons, person_id(number)); }

  Snapshot rows;
  Wanted wanted;
};

TEST_P(SampleFile, HoldsTheRowsThatWerePutIn) {
  EXPECT_THAT(rows.units, SizeIs(15));
  EXPECT_THAT(rows.persons, SizeIs(25));
  EXPECT_THAT(rows.engagements, SizeIs(30));
  EXPECT_THAT(rows.addresses, SizeIs(53));
  EXPECT_THAT(rows.it_users, SizeIs(39));
  EXPECT_THAT(rows.managers, SizeIs(11));
  EXPECT_THAT(rows.kles, SizeIs(8));  // nine rows, one function with two aspects; the one without aspects has no row
}

TEST_P(SampleFile, TransfersTheUnitsTheRulesLetThrough) {
  std::vector<int> there;
  for (int number = 1; number <= 15; ++number) {
    if (has_unit(number)) there.push_back(number);
  }
  // 7 and 9 are ignored, 12 has another root, 13 another hierarchy, 14 no parent; 15 has an FK account.
  EXPECT_THAT(there, ElementsAre(1, 2, 3, 4, 5, 6, 8, 10, 11, 15));
  EXPECT_EQ(unit(10).parent, unit_id(3));
}

TEST_P(SampleFile, FillsEveryAddressFieldOfTheTopUnit) {
  const WantedUnit& top = unit(1);
  const std::map<UnitText, std::string> expected{{UnitText::email, "post@eksempelby.example"},
                                                 {UnitText::phone_number, "+4500000100"},
                                                 {UnitText::landline, "00000101"},
                                                 {UnitText::ean, "9999999999994"},
                                                 {UnitText::pnr, "9999999901"},
                                                 {UnitText::post, "Rådhusstræde 1, 0000 Eksempelby"},
                                                 {UnitText::contact, "Søgade 3, 2. tv, 0000 Eksempelby"},
                                                 {UnitText::location, "Ærøstræde 22, 0000 Eksempelby"},
                                                 {UnitText::url, "https://eksempelby.example/å"},
                                                 {UnitText::contact_open_hours, "Man-tors 10-14, fre 10-12"},
                                                 {UnitText::phone_open_hours, "Man-fre 9-15"},
                                                 {UnitText::dtr_id, "DTR-0001"}};
  for (const auto& [field, text] : expected) EXPECT_EQ(top.text(field), text);
}

TEST_P(SampleFile, SendsNoInternalOrSecretAddressOfAUnit) {
  EXPECT_EQ(unit(2).text(UnitText::email), "bu@eksempelby.example");
  EXPECT_EQ(unit(2).text(UnitText::phone_number), std::nullopt);
  EXPECT_EQ(unit(3).text(UnitText::email), "tmv@eksempelby.example");
}

TEST_P(SampleFile, TakesFkUuidsOfUnitsInTheirOrder) {
  EXPECT_EQ(unit(2).uuid, fk_id(202));
  EXPECT_EQ(unit(5).parent, fk_id(202));
  EXPECT_EQ(unit(11).uuid, guid(211));
  EXPECT_EQ(unit(15).uuid, fk_id(215));
}

TEST_P(SampleFile, FindsManagersAndKle) {
  EXPECT_EQ(unit(3).manager, std::nullopt);
  EXPECT_EQ(unit(6).manager, person_id(5));
  EXPECT_EQ(unit(8).manager, fk_id(12));
  EXPECT_EQ(unit(11).manager, fk_id(12));
  EXPECT_THAT(unit(3).tasks, ElementsAre(class_id(62)));
  EXPECT_THAT(unit(3).it_systems, ElementsAre(sample_id('a', 4)));
  EXPECT_THAT(unit(4).tasks, ElementsAre(class_id(62)));
  EXPECT_THAT(unit(5).tasks, ElementsAre(class_id(63)));
  EXPECT_THAT(unit(8).it_systems, ElementsAre(sample_id('a', 4), sample_id('a', 5)));
}

TEST_P(SampleFile, TellsTheAspectsOfKleApart) {
  Rules rules = sample_rules();
  rules.use_contact_for_tasks = true;
  wanted = map_snapshot(rows, rules);
  EXPECT_THAT(unit(4).tasks, ElementsAre(class_id(62)));
  EXPECT_THAT(unit(4).contact_for_tasks, ElementsAre(class_id(62)));
  EXPECT_THAT(unit(5).tasks, IsEmpty());
}

TEST_P(SampleFile, GivesUsersTheirUuidsNamesAndAddresses) {
  EXPECT_EQ(user(1).uuid, fk_id(1));
  EXPECT_EQ(user(2).uuid, guid(2));
  EXPECT_EQ(user(2).phone_number, "00000322");
  EXPECT_EQ(user(3).email, "caecilie@eksempelby.example");
  EXPECT_EQ(user(4).landline, "00000204");
  EXPECT_EQ(user(4).phone_number, std::nullopt);
  EXPECT_EQ(user(6).user_id, person_id(6).to_string());
  EXPECT_EQ(user(15).email, std::nullopt);
  EXPECT_EQ(user(15).phone_number, "00000315");
  EXPECT_EQ(user(16).phone_number, std::nullopt);
  EXPECT_EQ(user(17).phone_number, std::nullopt);                // a visibility without scope is not public
  EXPECT_EQ(user(18).positions.size(), is_of_2026() ? 1U : 2U);  // the account is tied to one, if that can be told
  EXPECT_EQ(user(19).user_id, "TOEG19");
  EXPECT_EQ(user(20).uuid, fk_id(20));
  EXPECT_EQ(user(23).name, "Xenia");
  EXPECT_EQ(user(24).email, "YRSA@EKSEMPELBY.EXAMPLE");
}

TEST_P(SampleFile, SendsNobodyWithoutAPositionThere) {
  for (const int number : {9, 10, 11, 21}) EXPECT_THAT(users(number), IsEmpty()) << number;
  EXPECT_TRUE(is_held(22));  // the job function is not current: no title
}

TEST_P(SampleFile, TellsTwoUsersOfOnePersonApartWhereTheFileSaysWhichIsWhich) {
  if (is_of_2026()) {
    ASSERT_THAT(users(7), SizeIs(2));
    EXPECT_EQ(users(7)[0].uuid, fk_id(71));
    EXPECT_EQ(users(7)[0].email, "goeran.vp@eksempelby.example");
    EXPECT_EQ(users(7)[1].uuid, fk_id(72));
    EXPECT_EQ(users(7)[1].email, "goeran.bu@eksempelby.example");
  } else {
    EXPECT_TRUE(is_held(7));  // two FK uuids and no way to tell
  }
}

TEST_P(SampleFile, SendsCprNumbersOfThoseWhoHaveOne) {
  EXPECT_TRUE(user(1).cpr.has_value());
  EXPECT_FALSE(user(13).cpr.has_value());
}

INSTANTIATE_TEST_SUITE_P(BothSchemas, SampleFile, testing::Values("ActualState.db", "ActualState-2023-05.db"),
                         [](const auto& file) {
                           return std::string_view{file.param} == "ActualState.db" ? "Of2026" : "Of2023";
                         });

}  // namespace
}  // namespace os2sync::lcdb
