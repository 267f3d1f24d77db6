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

TEST(ParseFkObject, KeepsTheFieldsOfAUnit) {
  const auto fields = parse_fk_object(R"({"Uuid":"u","ShortKey":"a1","Name":"Root","ParentOrgUnitUuid":null,
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
    const auto fields = parse_fk_object("{\"" + std::string{name} + "\":\"x\"}", ObjectKind::unit);
    EXPECT_THAT(fields, Optional(FkFields{{name, text("x")}}));
  }
  for (const char* name : {"Tasks", "ItSystems", "ContactForTasks", "ContactPlaces"}) {
    const auto fields = parse_fk_object("{\"" + std::string{name} + "\":[\"x\"]}", ObjectKind::unit);
    EXPECT_THAT(fields, Optional(FkFields{{name, list({"x"})}}));
  }
}

TEST(ParseFkObject, ReadsNamesInAnyLetterCaseAndPassesOverUnknownOnes) {
  EXPECT_THAT(parse_fk_object(R"({"NAME":"Root","losshortname":"L","foo":{"bar":[1]},"Status":1})", ObjectKind::unit),
              Optional(FkFields{{"Name", text("Root")}, {"LOSShortName", text("L")}}));
}

TEST(ParseFkObject, DropsNullsEmptyTextsAndWrongTypes) {
  EXPECT_THAT(parse_fk_object(R"({"Name":null,"Email":"","Ean":5,"Tasks":[null,"","t"],"SOR":{}})", ObjectKind::unit),
              Optional(FkFields{{"Tasks", list({"t"})}}));
}

TEST(ParseFkObject, NeverKeepsTheTextsForMissingParts) {
  EXPECT_THAT(parse_fk_object(R"({"Email":"The address object does not exist in Organisation",
                                  "LOSShortName":"The address object does not exist in Organisation"})",
                              ObjectKind::unit),
              Optional(IsEmpty()));
  EXPECT_THAT(parse_fk_object(R"({"Person":{"Name":"The person object does not exist in Organisation","Cpr":null},
    "Positions":[{"Name":"OrgFunction object does not exist in Organisation","OrgUnitUuid":null},
                 {"Name":"OrgFunction object does not exist in Organisation","OrgUnitUuid":"u"}]})",
                              ObjectKind::user),
              Optional(IsEmpty()));
}

TEST(ParseFkObject, KeepsTheFieldsOfAUserButNotTheCpr) {
  const auto fields = parse_fk_object(R"({"Uuid":"u","UserId":"anna","Email":"a@example.org","Status":1,"IsRobot":false,
    "Positions":[{"Name":"Clerk","OrgUnitUuid":"2","StartDate":"2020-01-01","StopDate":null}],
    "Person":{"Name":"Anna","Cpr":"0101011234","Uuid":null}})",
                                      ObjectKind::user);
  EXPECT_THAT(fields, Optional(FkFields{{"UserId", text("anna")},
                                        {"Email", text("a@example.org")},
                                        {"Person.Name", text("Anna")},
                                        {"Positions", list({"\"Clerk\" @ 2"})}}));
}

TEST(ParseFkObject, KeepsTheIdsAndTheRobotMarkOfAUser) {
  EXPECT_THAT(parse_fk_object(R"({"ShortKey":"s","RacfID":"r","FMKID":"f","Location":"Stuen","isRobot":true})",
                              ObjectKind::user),
              Optional(FkFields{{"ShortKey", text("s")},
                                {"RacfID", text("r")},
                                {"FMKID", text("f")},
                                {"Location", text("Stuen")},
                                {"IsRobot", text("true")}}));
}

TEST(ParseFkObject, TakesASoftDeletedUserConformance15) {
  EXPECT_THAT(
      parse_fk_object(R"({"Uuid":"u","UserId":"anna","Status":2,"Positions":[],"Person":{"Name":null,"Cpr":null}})",
                      ObjectKind::user),
      Optional(FkFields{{"UserId", text("anna")}}));
  EXPECT_THAT(parse_fk_object(R"({"UserId":"anna","Positions":null,"Person":null})", ObjectKind::user),
              Optional(FkFields{{"UserId", text("anna")}}));
}

TEST(ParseFkObject, IsNoneForAnythingButAnObject) {
  for (const char* body : {"", "null", "[]", "\"text\"", "{\"Name\":", "<html>"}) {
    EXPECT_EQ(parse_fk_object(body, ObjectKind::unit), std::nullopt) << body;
  }
}

TEST(IsWrittenByVersion2, KnowsItsMemberNamesConformance25) {
  EXPECT_TRUE(is_written_by_version_2(R"({"uuid":"x","name":"Root"})"));
  EXPECT_FALSE(is_written_by_version_2(R"({"Uuid":"x","Name":"Root"})"));
}

TEST(ParseFkRead, TellsPositionsWithTheirDatesAndEveryRepetition) {
  const auto object = parse_fk_read(R"({"Uuid":"u","UserId":"anna","Status":1,"Positions":[
    {"Name":"Clerk","OrgUnitUuid":"AAAAAAAA-0000-4000-8000-000000000000","StartDate":"2024-02-01","StopDate":null},
    {"Name":"Clerk","OrgUnitUuid":"aaaaaaaa-0000-4000-8000-000000000000","StartDate":"2024-03-01","StopDate":"2025-01-31"},
    {"Name":"OrgFunction object does not exist in Organisation","OrgUnitUuid":null}]})",
                                    ObjectKind::user);
  const Uuid unit = *Uuid::parse("aaaaaaaa-0000-4000-8000-000000000000");
  ASSERT_TRUE(object);
  EXPECT_THAT(object->positions,
              testing::ElementsAre(WantedPosition{unit, "Clerk", Day{2024, 2, 1}, std::nullopt},
                                   WantedPosition{unit, "Clerk", Day{2024, 3, 1}, Day{2025, 1, 31}}));
  EXPECT_FALSE(object->inactive);
}

TEST(ParseFkRead, TellsASoftDeletedUserFromAnActiveOne) {
  const auto is_inactive = [](const char* body) { return parse_fk_read(body, ObjectKind::user)->inactive; };
  EXPECT_TRUE(is_inactive(R"({"UserId":"anna","Status":2,"Positions":[],"Person":{"Name":null,"Cpr":null}})"));
  EXPECT_FALSE(is_inactive(R"({"UserId":"anna","Status":1})"));
  EXPECT_FALSE(is_inactive(R"({"UserId":"anna"})")) << "before 4.0 it is not said";
}

TEST(ParseFkRead, KeepsTheCprNumberApartFromTheFields) {
  const auto object =
      parse_fk_read(R"({"UserId":"anna","Person":{"Name":"Anna","Cpr":"0101010000"}})", ObjectKind::user);
  EXPECT_EQ(object->cpr, Cpr::parse("0101010000"));
  EXPECT_EQ(object->fields, (FkFields{{"UserId", text("anna")}, {"Person.Name", text("Anna")}}));
  EXPECT_FALSE(parse_fk_read("[]", ObjectKind::user));
}

}  // namespace
}  // namespace os2sync::test
