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
  EXPECT_EQ(json::parse(write_user_json(PostUser{&person, nullptr})), json::parse(R"({"Uuid":")" + kUnit +
                                                                                  R"(","UserId":"login-P",
              "Person":{"Name":"Person P","Cpr":null},"PhoneNumber":null,"Landline":null,"Email":null,
              "Positions":[{"OrgUnitUuid":")" + kTop + R"(","Name":"Clerk"}]})"));
}

TEST(WriteUserJson, SendsCprAddressesAndDates) {
  WantedUser person = user("P");
  person.cpr = Cpr::parse("010101-1234");
  person.phone_number = "11111111";
  person.landline = "22222222";
  person.email = "p@example.org";
  person.owns_location = true;
  person.location = "Room \"5\" \\ 2";
  person.positions = {{id("TOP"), "Chef", Day{2024, 2, 29}, Day{2026, 1, 31}}};
  const json body = json::parse(write_user_json(PostUser{&person, nullptr}));
  EXPECT_EQ(body.at("Person").at("Cpr"), "0101011234");
  EXPECT_EQ(body.at("PhoneNumber"), "11111111");
  EXPECT_EQ(body.at("Landline"), "22222222");
  EXPECT_EQ(body.at("Email"), "p@example.org");
  EXPECT_EQ(body.at("Location"), "Room \"5\" \\ 2");
  EXPECT_EQ(body.at("Positions").at(0).at("StartDate"), "2024-02-29");
  EXPECT_EQ(body.at("Positions").at(0).at("StopDate"), "2026-01-31");
}

TEST(WriteUserJson, WritesTheSameBytesEveryTime) {
  const WantedUser person = user("P");
  EXPECT_EQ(
      write_user_json(PostUser{&person, nullptr}),
      R"({"Uuid":"50000000-0000-0000-0000-000000000000","UserId":"login-P","Person":{"Name":"Person P","Cpr":null},)"
      R"("PhoneNumber":null,"Landline":null,"Email":null,)"
      R"("Positions":[{"OrgUnitUuid":"544f5000-0000-0000-0000-000000000000","Name":"Clerk"}]})");
}

TEST(WriteUserJson, SendsBackWhatFkOrgKeepsForItself) {
  const WantedUser person = user("P");
  const FkFields kept{{"ShortKey", std::string{"s"}},        {"RacfID", std::string{"r"}},
                      {"FMKID", std::string{"f"}},           {"Location", std::string{"Stuen"}},
                      {"IsRobot", std::string{"true"}},      {"Email", std::string{"stale"}},
                      {"Person.Name", std::string{"stale"}}, {"UserId", std::string{"stale"}}};
  const json body = json::parse(write_user_json(PostUser{&person, &kept}));
  EXPECT_EQ(body.at("ShortKey"), "s");
  EXPECT_EQ(body.at("RacfID"), "r");
  EXPECT_EQ(body.at("FMKID"), "f");
  EXPECT_EQ(body.at("Location"), "Stuen");
  EXPECT_EQ(body.at("IsRobot"), true);
  EXPECT_EQ(body.dump().find("stale"), std::string::npos);
}

TEST(WriteUserJson, EmptiesALocationThatIsOursAndGone) {
  WantedUser person = user("P");
  person.owns_location = true;
  const FkFields kept{{"Location", std::string{"Stuen"}}};
  EXPECT_TRUE(json::parse(write_user_json(PostUser{&person, &kept})).at("Location").is_null());
}

TEST(WriteUserJson, SendsBackFieldsThatAreLeftToOthers) {
  WantedUser person = user("P");
  person.email = "ours@k.dk";
  person.phone_number = "11111111";
  person.landline = "22222222";
  person.owners.theirs.set(bit_of(FieldId::email));
  person.owners.fill_if_empty.set(bit_of(FieldId::phone_number));
  person.owners.fill_if_empty.set(bit_of(FieldId::landline));
  person.owners.fill_if_empty.set(bit_of(FieldId::person_name));
  const FkFields kept{{"Email", std::string{"theirs@k.dk"}},
                      {"PhoneNumber", std::string{"33333333"}},
                      {"Person.Name", std::string{"Their Name"}}};
  const json body = json::parse(write_user_json(PostUser{&person, &kept}));
  EXPECT_EQ(body.at("Email"), "theirs@k.dk");
  EXPECT_EQ(body.at("PhoneNumber"), "33333333");
  EXPECT_EQ(body.at("Landline"), "22222222");
  EXPECT_EQ(body.at("Person").at("Name"), "Their Name");
  const FkFields none;
  EXPECT_FALSE(json::parse(write_user_json(PostUser{&person, &none})).contains("Email"));
}

TEST(WriteUnitJson, SendsBackFieldsThatAreLeftToOthers) {
  WantedUnit one = unit("U1", "TOP");
  one.owns_manager = one.owns_kle = true;
  one.manager = id("P");
  one.tasks = {id("TOP")};
  one.text(UnitText::email) = "ours@k.dk";
  for (const FieldId field : {FieldId::manager, FieldId::tasks, FieldId::it_systems})
    one.owners.theirs.set(bit_of(field));
  one.owners.fill_if_empty.set(bit_of(FieldId::email));
  const FkFields kept{{"ManagerUuid", kKle},
                      {"Tasks", std::vector<std::string>{kKle}},
                      {"ItSystems", std::vector<std::string>{kTop}},
                      {"Email", std::string{"theirs@k.dk"}}};
  const json body = body_of(one, kept);
  EXPECT_EQ(body.at("ManagerUuid"), kKle);
  EXPECT_EQ(body.at("Tasks"), json{kKle});
  EXPECT_EQ(body.at("ItSystems"), json{kTop});
  EXPECT_EQ(body.at("ContactForTasks"), json::array());
  EXPECT_EQ(body.at("Email"), "theirs@k.dk");
}

// The merge with what FK-ORG has, G18; what happens to the tasks is decided by owns_kle (G19).
TEST(WriteUnitJson, G18KeepsWhatOnlyFkOrgHasAndSendsTheTasksOfOs2mo) {
  WantedUnit one = unit("U1", "TOP");
  one.owns_kle = true;
  one.tasks = {id("K1")};
  const FkFields kept{{"Type", std::string{"TEAM"}},
                      {"ShortKey", std::string{"s"}},
                      {"LOSShortName", std::string{"L"}},
                      {"LOSId", std::string{"7"}},
                      {"SOR", std::string{"9"}},
                      {"FOA", std::string{"f"}},
                      {"PostReturn", std::string{"r"}},
                      {"ContactPlaces", std::vector<std::string>{kTop}},
                      {"Tasks", std::vector<std::string>{kTop}}};
  const json body = body_of(one, kept);
  for (const auto& [name, value] : kept) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      EXPECT_EQ(body.at(name), *text) << name;
    }
  }
  EXPECT_EQ(body.at("ContactPlaces"), json{kTop});
  EXPECT_EQ(body.at("Tasks"), json{kKle});
}

TEST(WriteUnitJson, G19EmptiesTheTasksWhenOs2moHasNoneAndKeepsThemWhenKleIsOff) {
  WantedUnit one = unit("U1", "TOP");
  one.owns_kle = true;
  const FkFields kept{{"Tasks", std::vector<std::string>{kKle}}};
  EXPECT_EQ(body_of(one, kept).at("Tasks"), json::array());
  one.owns_kle = false;
  EXPECT_EQ(body_of(one, kept).at("Tasks"), json{kKle});
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
