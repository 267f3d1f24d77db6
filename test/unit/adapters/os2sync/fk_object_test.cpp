// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/fk_object.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace os2sync::test {
namespace {

using testing::IsEmpty;
using testing::Optional;

FkValue text(const char* value) { return std::string{value}; }
FkValue list(std::vector<std::string> values) { return values; }

std::optional<FkFields> fields_in(std::string_view body, ObjectKind kind) {
  const auto object = parse_fk_object(body, kind);
  return object ? std::optional{object->fields} : std::nullopt;
}

TEST(ParseFkObject, KeepsTheFieldsOfAUnit) {
  const auto fields = fields_in(R"({"Uuid":"u","ShortKey":"a1","Name":"Root","ParentOrgUnitUuid":null,
    "ManagerUuid":"m","Timestamp":"2025-07-25T12:29:31.1234567+02:00","Type":"TEAM","LOSShortName":"L","SOR":"S",
    "PostSecondary":"P2","Tasks":["t1","t2"],"ItSystems":[],"ContactForTasks":null,"ContactPlaces":["c"]})",
                                ObjectKind::unit);
  EXPECT_THAT(fields, Optional(FkFields{{"ShortKey", text("a1")},
                                        {"Name", text("Root")},
                                        {"ManagerUuid", text("m")},
                                        {"Type", text("TEAM")},
                                        {"LOSShortName", text("L")},
                                        {"SOR", text("S")},
                                        {"PostSecondary", text("P2")},
                                        {"Tasks", list({"t1", "t2"})},
                                        {"ContactPlaces", list({"c"})}}));
}

TEST(ParseFkObject, KnowsEveryFieldThatIsSentBack) {
  for (const char* name : {"ShortKey", "PayoutUnitUuid", "Type", "LOSShortName", "LOSId", "EmailRemarks", "PostReturn",
                           "PostSecondary", "FOA", "SOR", "ManagerUuid", "Name"}) {
    const auto fields = fields_in("{\"" + std::string{name} + "\":\"x\"}", ObjectKind::unit);
    EXPECT_THAT(fields, Optional(FkFields{{name, text("x")}}));
  }
  for (const char* name : {"Tasks", "ItSystems", "ContactForTasks", "ContactPlaces"}) {
    const auto fields = fields_in("{\"" + std::string{name} + "\":[\"x\"]}", ObjectKind::unit);
    EXPECT_THAT(fields, Optional(FkFields{{name, list({"x"})}}));
  }
}

TEST(ParseFkObject, ReadsNamesInAnyLetterCaseAndPassesOverUnknownOnes) {
  EXPECT_THAT(fields_in(R"({"NAME":"Root","losshortname":"L","foo":{"bar":[1]},"Status":1})", ObjectKind::unit),
              Optional(FkFields{{"Name", text("Root")}, {"LOSShortName", text("L")}}));
}

TEST(ParseFkObject, DropsNullsEmptyTextsAndWrongTypes) {
  EXPECT_THAT(fields_in(R"({"Name":null,"Email":"","Ean":5,"Tasks":[null,"","t"],"SOR":{}})", ObjectKind::unit),
              Optional(FkFields{{"Tasks", list({"t"})}}));
}

TEST(ParseFkObject, NeverKeepsTheTextsForMissingParts) {
  EXPECT_THAT(fields_in(R"({"Email":"The address object does not exist in Organisation",
                                  "LOSShortName":"The address object does not exist in Organisation"})",
                        ObjectKind::unit),
              Optional(IsEmpty()));
  EXPECT_THAT(fields_in(R"({"Person":{"Name":"The person object does not exist in Organisation","Cpr":null},
    "Positions":[{"Name":"OrgFunction object does not exist in Organisation","OrgUnitUuid":null},
                 {"Name":"OrgFunction object does not exist in Organisation","OrgUnitUuid":"u"}]})",
                        ObjectKind::user),
              Optional(IsEmpty()));
}

TEST(ParseFkObject, KeepsTheFieldsOfAUserButNotTheCpr) {
  const auto fields = fields_in(R"({"Uuid":"u","UserId":"anna","Email":"a@example.org","Status":1,"IsRobot":false,
    "Positions":[{"Name":"Clerk","OrgUnitUuid":"2","StartDate":"2020-01-01","StopDate":null}],
    "Person":{"Name":"Anna","Cpr":"0101011234","Uuid":null}})",
                                ObjectKind::user);
  EXPECT_THAT(fields, Optional(FkFields{{"UserId", text("anna")},
                                        {"Email", text("a@example.org")},
                                        {"Person.Name", text("Anna")},
                                        {"Positions", list({"\"Clerk\" @ 2"})}}));
}

TEST(ParseFkObject, KeepsTheIdsAndTheRobotMarkOfAUser) {
  EXPECT_THAT(
      fields_in(R"({"ShortKey":"s","RacfID":"r","FMKID":"f","Location":"Stuen","isRobot":true})", ObjectKind::user),
      Optional(FkFields{{"ShortKey", text("s")},
                        {"RacfID", text("r")},
                        {"FMKID", text("f")},
                        {"Location", text("Stuen")},
                        {"IsRobot", text("true")}}));
}

TEST(ParseFkObject, TakesASoftDeletedUserConformance15) {
  EXPECT_THAT(fields_in(R"({"Uuid":"u","UserId":"anna","Status":2,"Positions":[],"Person":{"Name":null,"Cpr":null}})",
                        ObjectKind::user),
              Optional(FkFields{{"UserId", text("anna")}}));
  EXPECT_THAT(fields_in(R"({"UserId":"anna","Positions":null,"Person":null})", ObjectKind::user),
              Optional(FkFields{{"UserId", text("anna")}}));
}

TEST(ParseFkObject, IsNoneForAnythingButAnObject) {
  for (const char* body : {"", "null", "[]", "\"text\"", "{\"Name\":", "<html>"}) {
    EXPECT_EQ(fields_in(body, ObjectKind::unit), std::nullopt) << body;
  }
}

TEST(IsWrittenByVersion2, KnowsItsMemberNamesConformance25) {
  EXPECT_TRUE(is_written_by_version_2(R"({"uuid":"x","name":"Root"})"));
  EXPECT_FALSE(is_written_by_version_2(R"({"Uuid":"x","Name":"Root"})"));
}

TEST(ParseFkObject, ReadsPositionsWithTheirDatesConformance11) {
  const auto user =
      parse_fk_object(R"({"Positions":[{"Name":"Clerk","OrgUnitUuid":"AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA",
    "StartDate":"2026-01-31","StopDate":null}]})",
                      ObjectKind::user);
  ASSERT_TRUE(user);
  EXPECT_THAT(user->positions, testing::ElementsAre(WantedPosition{*Uuid::parse("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"),
                                                                   "Clerk", Day{2026, 1, 31}, std::nullopt}));
}

TEST(ParseFkObject, TellsADeletedUserFromALiveOneConformance15) {
  EXPECT_TRUE(parse_fk_object(R"({"Status":2})", ObjectKind::user)->inactive);
  EXPECT_FALSE(parse_fk_object(R"({"Status":1})", ObjectKind::user)->inactive);
  EXPECT_FALSE(parse_fk_object(R"({"UserId":"a"})", ObjectKind::user)->inactive);
}

TEST(ParseFkObject, KeepsTheCprNumberOutOfTheFields) {
  const auto user = parse_fk_object(R"({"Person":{"Name":"Anna","Cpr":"0101011234"}})", ObjectKind::user);
  EXPECT_EQ(user->fields, (FkFields{{"Person.Name", text("Anna")}}));
  ASSERT_TRUE(user->cpr);
  EXPECT_EQ(user->cpr->reveal_for_sending(), "0101011234");
}

TEST(ParseFkObject, NamesTheFieldsFkOrgCouldNotShow) {
  const auto user = parse_fk_object(R"({"Email":"The address object does not exist in Organisation",
    "Person":{"Name":"The person object does not exist in Organisation",
              "Cpr":"The person object does not exist in Organisation"},
    "Positions":[{"Name":"OrgFunction object does not exist in Organisation","OrgUnitUuid":null}]})",
                                    ObjectKind::user);
  EXPECT_THAT(user->unreadable, testing::ElementsAre("Email", "Person.Name", "Person.Cpr", "Positions"));
  EXPECT_FALSE(user->cpr);
}

}  // namespace
}  // namespace os2sync::test
