// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/payload_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/os2sync/json_writer.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using nlohmann::json;

const std::string kUnit = "55310000-0000-0000-0000-000000000000";  // id("U1")
const std::string kTop = "544f5000-0000-0000-0000-000000000000";   // id("TOP")
const std::string kKle = "4b310000-0000-0000-0000-000000000000";   // id("K1")

json body_of(const WantedUnit& wanted, const FkFields& kept = {}) {
  return json::parse(write_unit_json(PostUnit{&wanted, &kept}));
}

TEST(WriteUnitJson, SpellsEveryOwnedFieldOutAlsoWhenThereIsNothingInIt) {
  EXPECT_EQ(body_of(unit("U1", "TOP")),
            json::parse(R"({"Uuid":")" + kUnit + R"(","Name":"Unit U1","ParentOrgUnitUuid":")" + kTop + R"(",
              "PhoneNumber":null,"Email":null,"Location":null,"ContactOpenHours":null,"DtrId":null,"Contact":null,
              "PhoneOpenHours":null,"Ean":null,"Url":null,"Landline":null,"Post":null,"PNR":null,"ItSystems":[]})"));
}

TEST(WriteUnitJson, SendsNoParentForTheTopUnit) { EXPECT_TRUE(body_of(unit("TOP")).at("ParentOrgUnitUuid").is_null()); }

TEST(WriteUnitJson, SendsWhatItOwns) {
  WantedUnit full = unit("U1", "TOP");
  full.owns_manager = true;
  full.manager = id("P");
  full.owns_kle = true;
  full.tasks = {id("K1")};
  full.it_systems = {id("K1"), id("TOP")};
  full.text(UnitText::ean) = "5798000000000";
  full.text(UnitText::pnr) = "1000000000";
  const FkFields kept{{"ManagerUuid", std::string{"stale"}},
                      {"Tasks", std::vector<std::string>{"stale"}},
                      {"ContactForTasks", std::vector<std::string>{"stale"}},
                      {"Ean", std::string{"stale"}}};
  const json body = body_of(full, kept);
  EXPECT_EQ(body.at("ManagerUuid"), id("P").to_string());
  EXPECT_EQ(body.at("Tasks"), json{kKle});
  EXPECT_EQ(body.at("ContactForTasks"), json::array());
  EXPECT_EQ(body.at("ItSystems"), (json{kKle, kTop}));
  EXPECT_EQ(body.at("Ean"), "5798000000000");
  EXPECT_EQ(body.at("PNR"), "1000000000");
  EXPECT_EQ(body.dump().find("stale"), std::string::npos);
}

TEST(WriteUnitJson, RemovesAnOwnedManagerThatIsGone) {
  WantedUnit one = unit("U1", "TOP");
  one.owns_manager = true;
  EXPECT_TRUE(body_of(one, {{"ManagerUuid", std::string{"stale"}}}).at("ManagerUuid").is_null());
}

TEST(WriteUnitJson, SendsBackWhatFkOrgKeepsForItself) {
  FkFields kept;
  for (const char* name : {"ShortKey", "PayoutUnitUuid", "LOSShortName", "LOSId", "EmailRemarks", "PostReturn",
                           "PostSecondary", "FOA", "SOR", "ManagerUuid"}) {
    kept[name] = std::string{"kept "} + name;
  }
  kept["Type"] = std::string{"TEAM"};
  for (const char* name : {"ContactPlaces", "Tasks", "ContactForTasks"}) kept[name] = std::vector<std::string>{kKle};
  const json body = body_of(unit("U1", "TOP"), kept);
  for (const auto& [name, value] : kept) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      EXPECT_EQ(body.at(name), *text);
    } else {
      EXPECT_EQ(body.at(name), json{kKle});
    }
  }
}

TEST(WriteUnitJson, TakesNoOtherFieldFromFkOrg) {
  const FkFields kept{{"Name", std::string{"old"}}, {"Email", std::string{"old"}}, {"Timestamp", std::string{"old"}}};
  EXPECT_EQ(body_of(unit("U1", "TOP"), kept).dump().find("old"), std::string::npos);
}

TEST(WriteUserJson, SpellsEveryFieldOut) {
  WantedUser person = user("P");
  person.uuid = id("U1");
  EXPECT_EQ(json::parse(write_user_json(person)), json::parse(R"({"Uuid":")" + kUnit + R"(","UserId":"login-P",
              "Person":{"Name":"Person P","Cpr":null},"PhoneNumber":null,"Landline":null,"Email":null,"Location":null,
              "Positions":[{"OrgUnitUuid":")" + kTop + R"(","Name":"Clerk"}]})"));
}

TEST(WriteUserJson, SendsCprAddressesAndDates) {
  WantedUser person = user("P");
  person.cpr = Cpr::parse("010101-1234");
  person.phone_number = "11111111";
  person.landline = "22222222";
  person.email = "p@example.org";
  person.location = "Room \"5\" \\ 2";
  person.positions = {{id("TOP"), "Chef", Day{2024, 2, 29}, Day{2026, 1, 31}}};
  const json body = json::parse(write_user_json(person));
  EXPECT_EQ(body.at("Person").at("Cpr"), "0101011234");
  EXPECT_EQ(body.at("PhoneNumber"), "11111111");
  EXPECT_EQ(body.at("Landline"), "22222222");
  EXPECT_EQ(body.at("Email"), "p@example.org");
  EXPECT_EQ(body.at("Location"), "Room \"5\" \\ 2");
  EXPECT_EQ(body.at("Positions").at(0).at("StartDate"), "2024-02-29");
  EXPECT_EQ(body.at("Positions").at(0).at("StopDate"), "2026-01-31");
}

TEST(WriteUserJson, WritesTheSameBytesEveryTime) {
  EXPECT_EQ(
      write_user_json(user("P")),
      R"({"Uuid":"50000000-0000-0000-0000-000000000000","UserId":"login-P","Person":{"Name":"Person P","Cpr":null},)"
      R"("PhoneNumber":null,"Landline":null,"Email":null,"Location":null,)"
      R"("Positions":[{"OrgUnitUuid":"544f5000-0000-0000-0000-000000000000","Name":"Clerk"}]})");
}

TEST(JsonWriter, EscapesWhatJsonCannotHoldBare) {
  std::string out;
  JsonWriter{out}.write_text("æ\"\\\n\x01\x1f/");
  EXPECT_EQ(out, "\"æ\\\"\\\\\\u000a\\u0001\\u001f/\"");
}

RC_GTEST_PROP(JsonWriter, WritesTextsThatAReaderGetsBack, ()) {
  std::string text;
  for (const char32_t point : *rc::gen::container<std::u32string>(rc::gen::inRange<char32_t>(1, 0x250))) {
    if (point >= 0x80) text += static_cast<char>(0xC0U | (point >> 6U));
    text += static_cast<char>(point >= 0x80 ? 0x80U | (point & 0x3FU) : point);
  }
  std::string out;
  JsonWriter{out}.write_text(text);
  RC_ASSERT(json::parse(out).get<std::string>() == text);
}

}  // namespace
}  // namespace os2sync::test
