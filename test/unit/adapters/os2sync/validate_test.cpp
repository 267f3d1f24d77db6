// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/validate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "adapters/os2sync/utf8.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::HasSubstr;
using testing::Optional;

std::string letters(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "ø";
  return text;
}

std::optional<std::string> text_of(const std::optional<Rejected>& fault) {
  return fault ? std::optional{fault->why.english} : std::nullopt;
}

template <typename Edit>
std::optional<std::string> fault_of_user(Edit edit, int version = 4) {
  WantedUser person = user("P");
  edit(person);
  return text_of(find_fault(person, version));
}
template <typename Edit>
std::optional<std::string> fault_of_unit(Edit edit, int version = 4) {
  WantedUnit one = unit("U", "TOP");
  edit(one);
  return text_of(find_fault(one, version));
}

TEST(FindFault, HasNothingAgainstASoundObject) {
  EXPECT_EQ(fault_of_user([](auto&) {}), std::nullopt);
  EXPECT_EQ(fault_of_unit([](auto&) {}), std::nullopt);
}

TEST(FindFault, StopsAPositionNameThatWouldStopTheQueueConformance22) {
  const auto with_name = [](std::size_t length) {
    return [=](WantedUser& u) { u.positions[0].name = letters(length); };
  };
  EXPECT_EQ(fault_of_user(with_name(200)), std::nullopt);
  EXPECT_THAT(fault_of_user(with_name(201)), Optional(HasSubstr("Positions.Name is longer than 200")));
}

TEST(FindFault, SpeaksDanishToo) {
  WantedUser person = user("P");
  person.positions[0].name = letters(201);
  EXPECT_EQ(find_fault(person, 4)->why.danish, "Positions.Name er længere end 200 tegn");
}

TEST(FindFault, LooksAtEveryPosition) {
  EXPECT_THAT(fault_of_user([](WantedUser& u) {
                u.positions.push_back({id("TOP"), letters(201), {}, {}});
              }),
              Optional(HasSubstr("Positions.Name")));
}

TEST(FindFault, StopsAUserWithoutWhatOs2syncDemandsConformance3) {
  EXPECT_THAT(fault_of_user([](WantedUser& u) { u.uuid = {}; }), Optional(HasSubstr("Uuid")));
  EXPECT_THAT(fault_of_user([](WantedUser& u) { u.user_id = ""; }), Optional(HasSubstr("UserId is empty")));
  EXPECT_THAT(fault_of_user([](WantedUser& u) { u.name = ""; }), Optional(HasSubstr("Person.Name is empty")));
  EXPECT_THAT(fault_of_user([](WantedUser& u) { u.positions.clear(); }), Optional(HasSubstr("Positions is empty")));
  EXPECT_THAT(fault_of_user([](WantedUser& u) { u.positions[0].name = ""; }),
              Optional(HasSubstr("Positions.Name is empty")));
  EXPECT_THAT(fault_of_user([](WantedUser& u) { u.positions[0].unit = {}; }),
              Optional(HasSubstr("Positions.OrgUnitUuid")));
}

TEST(FindFault, StopsAUnitWithoutWhatOs2syncDemandsConformance3) {
  EXPECT_THAT(fault_of_unit([](WantedUnit& u) { u.uuid = {}; }), Optional(HasSubstr("Uuid")));
  EXPECT_THAT(fault_of_unit([](WantedUnit& u) { u.name = ""; }), Optional(HasSubstr("Name is empty")));
  EXPECT_THAT(fault_of_unit([](WantedUnit& u) { u.parent = u.uuid; }), Optional(HasSubstr("its own parent")));
}

TEST(FindFault, StopsEmptyTextsOfEveryField) {
  for (std::size_t i = 0; i < kUnitTextCount; ++i) {
    EXPECT_EQ(fault_of_unit([&](WantedUnit& u) { u.texts[i] = ""; }), std::string{kUnitTextNames[i]} + " is empty");
  }
  EXPECT_EQ(fault_of_user([](WantedUser& u) { u.phone_number = ""; }), "PhoneNumber is empty");
  EXPECT_EQ(fault_of_user([](WantedUser& u) { u.landline = ""; }), "Landline is empty");
  EXPECT_EQ(fault_of_user([](WantedUser& u) { u.email = ""; }), "Email is empty");
  EXPECT_EQ(fault_of_user([](WantedUser& u) { u.location = ""; }), "Location is empty");
}

TEST(FindFault, KnowsTheLengthsOfBothVersionsConformance10) {
  const auto name = [](std::size_t n) { return [=](WantedUser& u) { u.name = letters(n); }; };
  EXPECT_EQ(fault_of_user(name(255), 4), std::nullopt);
  EXPECT_THAT(fault_of_user(name(256), 4), Optional(HasSubstr("Person.Name is longer than 255")));
  EXPECT_EQ(fault_of_user(name(100), 3), std::nullopt);
  EXPECT_THAT(fault_of_user(name(101), 3), Optional(HasSubstr("Person.Name is longer than 100")));
  const auto login = [](std::size_t n) { return [=](WantedUser& u) { u.user_id = letters(n); }; };
  EXPECT_EQ(fault_of_user(login(255), 4), std::nullopt);
  EXPECT_EQ(fault_of_user(login(200), 3), std::nullopt);
  EXPECT_THAT(fault_of_user(login(201), 3), Optional(HasSubstr("UserId is longer than 200")));
  const auto post = [](std::size_t n) { return [=](WantedUnit& u) { u.text(UnitText::post) = letters(n); }; };
  EXPECT_EQ(fault_of_unit(post(255), 4), std::nullopt);
  EXPECT_THAT(fault_of_unit(post(256), 4), Optional(HasSubstr("Post is longer than 255")));
  EXPECT_THAT(fault_of_unit(post(201), 3), Optional(HasSubstr("Post is longer than 200")));
}

TEST(FindFault, DoesNotTellTheValue) {
  EXPECT_EQ(fault_of_user([](WantedUser& u) { u.name = "Hanne\x01"; }),
            "Person.Name holds characters that cannot be sent");
}

TEST(FindFault, GivesEveryFaultAReasonOfTheClosedListAndItsField) {
  const auto reason_of = [](auto edit) {
    WantedUser person = user("P");
    edit(person);
    const auto fault = find_fault(person, 4);
    return std::pair{fault.value().code, fault.value().field};
  };
  const std::string name = "Person.Name";
  EXPECT_EQ(reason_of([](WantedUser& u) { u.name = ""; }), (std::pair{RejectionCode::value_missing, name}));
  EXPECT_EQ(reason_of([](WantedUser& u) { u.name = letters(256); }), (std::pair{RejectionCode::text_too_long, name}));
  EXPECT_EQ(reason_of([](WantedUser& u) { u.name = "\x01"; }), (std::pair{RejectionCode::text_unsendable, name}));
  EXPECT_EQ(reason_of([](WantedUser& u) { u.uuid = {}; }).first, RejectionCode::reference_broken);
  EXPECT_EQ(reason_of([](WantedUser& u) { u.positions.clear(); }).first, RejectionCode::reference_broken);
  WantedUnit own_parent = unit("U");
  own_parent.parent = own_parent.uuid;
  EXPECT_EQ(find_fault(own_parent, 4).value().code, RejectionCode::reference_broken);
}

TEST(CountSendable, CountsCodePoints) {
  EXPECT_EQ(count_sendable(""), 0U);
  EXPECT_EQ(count_sendable("aø€😀"), 4U);
  EXPECT_EQ(count_sendable("a\tb\r\n"), 5U);
}

TEST(CountSendable, RefusesWhatIsNoUtf8) {
  for (const char* bad : {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xF5\x80\x80\x80",
                          "\xF4\x90\x80\x80", "a\xFF", "\xE2\x82", "\xC3(", "\xED\xA0\x80"}) {
    EXPECT_EQ(count_sendable(bad), std::nullopt) << bad;
  }
}

TEST(CountSendable, RefusesWhatXmlCannotCarry) {
  for (const char* bad : {"\x01", "\x1F", "\xEF\xBF\xBE", "\xEF\xBF\xBF"}) EXPECT_EQ(count_sendable(bad), std::nullopt);
  EXPECT_EQ(count_sendable(std::string_view{"\0", 1}), std::nullopt);
  EXPECT_EQ(count_sendable("\xEF\xBF\xBD"), 1U);
}

/// Texts of 0 to 300 characters of one to four bytes, every now and then with a broken or unsendable one among them.
std::string any_text() {
  static const std::vector<std::string> kPieces{"a", "ø", "€", "😀", " ", "\"", "\n", "a", "ø", "a"};
  static const std::vector<std::string> kBad{"\x01", "\x80", "\xC3", "\xEF\xBF\xBF", "\xED\xA0\x80"};
  std::string text;
  for (int i = *rc::gen::inRange(0, 300); i > 0; --i)
    text += kPieces[static_cast<std::size_t>(*rc::gen::inRange(0, 10))];
  if (*rc::gen::inRange(0, 3) == 0) text += *rc::gen::elementOf(kBad);
  return text;
}

RC_GTEST_PROP(FindFault, LetsNoPoisonThroughWhateverTheText, ()) {
  WantedUser person = user("P");
  person.positions[0].name = any_text();
  const bool sent = !find_fault(person, 4);
  const auto length = count_sendable(person.positions[0].name);
  RC_CLASSIFY(sent, "sent");
  RC_ASSERT(sent == (length && *length >= 1U && *length <= 200U));
}

}  // namespace
}  // namespace os2sync::test
