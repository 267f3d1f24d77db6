// SPDX-License-Identifier: MPL-2.0
/// Whatever stands in OS2MO, through the real mapper and the real writer: what goes out is what OS2sync can take and
/// file away, and what cannot go out is refused here, by a reason of the closed list.
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/os2sync/payload_json.hpp"
#include "adapters/os2sync/utf8.hpp"
#include "adapters/os2sync/validate.hpp"
#include "support/rules_random_town.hpp"

namespace os2sync::test {
namespace {

using Json = nlohmann::json;

/// Draws texts of every kind: ordinary, long, blank, of any code points, of any bytes.
class PoisonMaker {
 public:
  explicit PoisonMaker(std::uint64_t seed) : random_{seed} {}

  std::string text() {
    switch (below(6)) {
      case 0: return "Lærer";
      case 1: return std::string(static_cast<std::size_t>(below(3)), ' ');
      case 2: return repeat(one_of({"a", "ø", "€", "😀", "\u00A0", "\"\\"}), 195 + below(70));
      case 3: return some(below(12), [&] { return one_of(kHard); });
      case 4: return some(below(280), [&] { return code_point(static_cast<std::uint32_t>(below(0x110000))); });
      default: return some(below(40), [&] { return std::string(1, static_cast<char>(below(256))); });
    }
  }
  void spoil(std::string& text_to_spoil) {
    if (below(3) > 0) text_to_spoil = text();
  }

 private:
  /// Borders of UTF-8, of XML and of the columns.
  inline static const std::vector<std::string> kHard{std::string(1, '\0'),
                                                     "\x01",
                                                     "\x1f",
                                                     "\x7f",
                                                     "\t",
                                                     "\r\n",
                                                     "\x80",
                                                     "\xC3",
                                                     "\xC0\xAF",
                                                     "\xE0\x80\x80",
                                                     "\xED\xA0\x80",
                                                     "\xED\xBF\xBF",
                                                     "\xEF\xBF\xBE",
                                                     "\xEF\xBF\xBF",
                                                     "\xEF\xBF\xBD",
                                                     "\xF4\x8F\xBF\xBF",
                                                     "\xF4\x90\x80\x80",
                                                     "\xFF",
                                                     "\uFEFF",
                                                     "\u2028",
                                                     "a",
                                                     "ø",
                                                     "😀",
                                                     "</a>",
                                                     "&#0;",
                                                     "\\ud800"};

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  std::string one_of(const std::vector<std::string>& texts) {
    return texts[static_cast<std::size_t>(below(static_cast<int>(texts.size())))];
  }
  static std::string repeat(const std::string& piece, int times) {
    std::string text;
    for (; times > 0; --times) text += piece;
    return text;
  }
  template <typename Make>
  static std::string some(int times, Make make) {
    std::string text;
    for (; times > 0; --times) text += make();
    return text;
  }
  /// As UTF-8 would have it, surrogates too.
  static std::string code_point(std::uint32_t point) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    if (point < 0x80) return {byte(point)};
    if (point < 0x800) return {byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F))};
    if (point < 0x10000) {
      return {byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F))};
    }
    return {byte(0xF0 | point >> 18), byte(0x80 | (point >> 12 & 0x3F)), byte(0x80 | (point >> 6 & 0x3F)),
            byte(0x80 | (point & 0x3F))};
  }

  std::mt19937_64 random_;
};

struct Lengths {
  std::size_t text;
  std::size_t person_name;
};
Lengths lengths_of(int version) { return version >= 4 ? Lengths{255, 255} : Lengths{200, 100}; }

void assert_text(const Json& value, std::size_t longest) {
  RC_ASSERT(value.is_string());
  const auto length = count_sendable(value.get_ref<const std::string&>());
  RC_ASSERT(length.has_value());
  RC_ASSERT((*length > 0U && *length <= longest));
}
void assert_uuid(const Json& value) {
  RC_ASSERT(value.is_string());
  const auto& text = value.get_ref<const std::string&>();
  const auto uuid = Uuid::parse(text);
  RC_ASSERT(uuid.has_value());
  RC_ASSERT(uuid->to_string() == text);
  RC_ASSERT(!uuid->is_nil());
}
void assert_optional_text(const Json& value, std::size_t longest) {
  if (!value.is_null()) assert_text(value, longest);
}

/// Lists of uuids, a parent, a manager, and otherwise texts.
void assert_unit(const Json& body, int version) {
  for (const auto& [name, value] : body.items()) {
    if (name == "Uuid" || ((name == "ParentOrgUnitUuid" || name == "ManagerUuid") && !value.is_null())) {
      assert_uuid(value);
    } else if (value.is_array()) {
      for (const Json& item : value) assert_uuid(item);
    } else {
      assert_optional_text(value, lengths_of(version).text);
    }
  }
  assert_text(body.at("Name"), lengths_of(version).text);
}

void assert_user(const Json& body, int version) {
  const Lengths lengths = lengths_of(version);
  assert_uuid(body.at("Uuid"));
  assert_text(body.at("UserId"), lengths.text);
  assert_text(body.at("Person").at("Name"), lengths.person_name);
  const Json& cpr = body.at("Person").at("Cpr");
  if (!cpr.is_null()) {
    const auto& digits = cpr.get_ref<const std::string&>();
    RC_ASSERT(digits.size() == 10U);
    RC_ASSERT(digits.find_first_not_of("0123456789") == std::string::npos);
  }
  for (const char* name : {"PhoneNumber", "Landline", "Email", "Location"}) {
    if (body.contains(name)) assert_optional_text(body.at(name), lengths.text);
  }
  RC_ASSERT(!body.at("Positions").empty());
  for (const Json& position : body.at("Positions")) {
    assert_uuid(position.at("OrgUnitUuid"));
    assert_text(position.at("Name"), 200);
  }
}

Town poisoned_town(std::uint64_t seed, int version) {
  Town town = TownMaker{seed}.make();
  PoisonMaker poison{seed};
  town.rules.xfer_cpr = true;
  town.rules.limits = version >= 4 ? TextLimits{255, 255, 200} : TextLimits{200, 100, 200};
  for (SourceUnit& unit : town.rows.units) poison.spoil(unit.name);
  for (SourceClass& one : town.rows.classes) {
    if (one.facet == "engagement_job_function") poison.spoil(one.name);
  }
  for (SourcePerson& person : town.rows.persons) {
    for (std::string* text :
         {&person.given_name, &person.surname, &person.nickname_given_name, &person.nickname_surname, &person.user_key})
      poison.spoil(*text);
    person.cpr = Cpr::parse(poison.text());
    if (!person.cpr) person.cpr = Cpr::parse("010101-1234");
  }
  for (SourceEngagement& engagement : town.rows.engagements) {
    poison.spoil(engagement.extension_1);
    poison.spoil(engagement.extension_3);
  }
  for (SourceItUser& account : town.rows.it_users) {
    if (Uuid::parse(account.user_key) == std::nullopt) poison.spoil(account.user_key);
    poison.spoil(account.external_id);
  }
  for (SourceAddress& address : town.rows.addresses) poison.spoil(address.text);
  return town;
}

/// What is refused although the mapper made it is text that cannot be sent; lengths and empty texts are the mapper's.
void assert_reason(const Rejected& rejected) {
  RC_ASSERT(rejected.code == RejectionCode::text_unsendable);
  RC_ASSERT(!rejected.field.empty());
}

RC_GTEST_PROP(Payloads, AreNeverPoisonWhateverStandsInTheSource, (std::uint64_t seed)) {
  const FkFields none;
  for (const int version : {3, 4}) {
    const Wanted wanted = poisoned_town(seed, version).map();
    for (const WantedUnit& unit : wanted.units) {
      if (const auto rejected = find_fault(unit, version)) {
        assert_reason(*rejected);
      } else {
        assert_unit(Json::parse(write_unit_json({&unit, &none})), version);
      }
    }
    for (const WantedUser& user : wanted.users) {
      if (const auto rejected = find_fault(user, version)) {
        assert_reason(*rejected);
      } else {
        assert_user(Json::parse(write_user_json({&user, &none})), version);
      }
    }
  }
}

TEST(Payloads, OfThePropertyAboveAreBothSentAndRefused) {
  std::size_t sent = 0;
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (const WantedUser& user : poisoned_town(seed, 4).map().users) ++(find_fault(user, 4) ? refused : sent);
  }
  EXPECT_GT(sent, 30U);
  EXPECT_GT(refused, 30U);
}

}  // namespace
}  // namespace os2sync::test
