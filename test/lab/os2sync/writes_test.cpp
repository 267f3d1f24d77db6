// SPDX-License-Identifier: MPL-2.0
// Conformance cases 1 to 6 and 10: what a POST answers and stores.
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

std::vector<std::string> keys_of(const std::string& body) {
  const auto object = nlohmann::ordered_json::parse(body);
  std::vector<std::string> keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  return keys;
}

TEST(Os2syncConformance, Case01_QueuesAUnitAndEchoesEveryDeclaredMemberInOrder) {
  Service service;
  const Response response = service.post_unit({{"Uuid", R}, {"Name", "Root"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
  const json echo = parsed(response);
  EXPECT_EQ(echo["Type"], "DEPARTMENT");
  EXPECT_TRUE(echo["ParentOrgUnitUuid"].is_null());
  EXPECT_TRUE(echo["Tasks"].is_null());
  EXPECT_EQ(echo["Timestamp"], "2025-07-25T11:55:00+02:00");
  EXPECT_EQ(keys_of(response.body), (std::vector<std::string>{"Uuid",
                                                              "ShortKey",
                                                              "Name",
                                                              "ParentOrgUnitUuid",
                                                              "PayoutUnitUuid",
                                                              "ManagerUuid",
                                                              "Timestamp",
                                                              "PhoneNumber",
                                                              "Email",
                                                              "Type",
                                                              "Location",
                                                              "LOSShortName",
                                                              "LOSId",
                                                              "ContactOpenHours",
                                                              "DtrId",
                                                              "EmailRemarks",
                                                              "Contact",
                                                              "PostReturn",
                                                              "PhoneOpenHours",
                                                              "Ean",
                                                              "Url",
                                                              "Landline",
                                                              "Post",
                                                              "PostSecondary",
                                                              "FOA",
                                                              "PNR",
                                                              "SOR",
                                                              "Tasks",
                                                              "ItSystems",
                                                              "ContactForTasks",
                                                              "ContactPlaces"}));
}

TEST(Os2syncConformance, Case01_StoresOneRowAndDoesNotAskFkOrg) {
  Service service;
  service.post_unit({{"Uuid", R}, {"Name", "Root"}});
  ASSERT_EQ(service.queued(), 1U);
  const auto& row = *service.rows()[0];
  EXPECT_EQ(row.operation, Operation::update);
  EXPECT_EQ(row.priority, 10);
  EXPECT_EQ(row.cvr, kCvr);
  EXPECT_TRUE(service.calls().empty());
}

TEST(Os2syncConformance, Case02_TakesAUserInAnyCasingWithTrailingSlashAndPriority) {
  Service service;
  const json body = {{"uuid", U},
                     {"userid", "anna"},
                     {"PERSON", {{"name", "Anna Test"}}},
                     {"positions", json::array({{{"name", "Clerk"}, {"orgunituuid", A}}})},
                     {"foo", 1}};
  const Response response = service.post("/API/User/?priority=7", body);
  ASSERT_EQ(response.status, 200);
  EXPECT_EQ(keys_of(response.body),
            (std::vector<std::string>{"Uuid", "ShortKey", "UserId", "PhoneNumber", "Landline", "Email", "RacfID",
                                      "Location", "FMKID", "Status", "IsRobot", "Positions", "Person", "Timestamp"}));
  const json echo = parsed(response);
  EXPECT_EQ(echo["Status"], 0);
  EXPECT_EQ(echo["IsRobot"], false);
  EXPECT_EQ(echo["Positions"][0]["OrgUnitUuid"], A);
  EXPECT_EQ(service.rows().at(0)->priority, 7);
}

TEST(Os2syncConformance, Case02_EchoesWithoutNormalisingAndReadsLikeNewtonsoft) {
  Service service;
  const Response response = service.send("POST", "/api/user?priority=abc&BYPASSCACHE=TRUE",
                                         R"({ // a comment
      "Uuid": ")" + upper(U) + R"(", "UserId": 42, "Email": true, "UserId": 43, "IsRobot": "True", "Status": "active",
      "Person": {"Name": "Anna",}, "Positions": [{"Name": "Clerk", "OrgUnitUuid": "x"},],})");
  ASSERT_EQ(response.status, 200) << response.body;
  const json echo = parsed(response);
  EXPECT_EQ(echo["Uuid"], upper(U));
  EXPECT_EQ(echo["UserId"], "43");
  EXPECT_EQ(echo["Email"], "true");
  EXPECT_EQ(echo["IsRobot"], true);
  EXPECT_EQ(service.rows().at(0)->priority, 10);
  EXPECT_TRUE(service.rows().at(0)->bypass_cache);
}

TEST(Os2syncConformance, Case03_ValidatesUsersInItsOwnOrder) {
  Service service;
  json body = json::object();
  expect_text_400(service.post_user(body), "Person.Name is null or empty");
  body["Person"] = {{"Name", "Anna Test"}};
  expect_text_400(service.post_user(body), "UserId is null or empty");
  body["UserId"] = "anna";
  expect_text_400(service.post_user(body), "Uuid is null empty");
  body["Uuid"] = U;
  expect_text_400(service.post_user(body), "Positions is null or empty");
  body["Positions"] = json::array();
  expect_text_400(service.post_user(body), "Positions is null or empty");
  body["Positions"] = json::array({{{"Name", "Clerk"}}});
  expect_text_400(service.post_user(body), "Position Name or OrgUnitUUID is null");
  body["Positions"] = json::array({{{"Name", ""}, {"OrgUnitUuid", A}}});
  expect_text_400(service.post_user(body), "Position Name or OrgUnitUUID is null");
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case03_ValidatesUnitsInItsOwnOrderAndTakesBlanksForValues) {
  Service service;
  expect_text_400(service.post_unit(json::object()), "name is null");
  expect_text_400(service.post_unit({{"Name", "x"}}), "uuid is null");
  expect_text_400(service.post_unit({{"Name", ""}, {"Uuid", R}}), "name is null");
  EXPECT_EQ(service.queued(), 0U);
  EXPECT_EQ(service.post_unit({{"Name", " "}, {"Uuid", "no uuid at all"}}).status, 200);
}

TEST(Os2syncConformance, Case04_QuotesErrorTextsForClientsThatAskForJson) {
  Service service;
  Headers with = headers();
  with.emplace_back("Accept", "application/json");
  const Response response = service.send("POST", "/api/user", "{}", with);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(response.body, "\"Person.Name is null or empty\"");
  EXPECT_EQ(response.body.size(), 30U);
}

TEST(Os2syncConformance, Case04_AnswersPlainTextToEveryOtherAccept) {
  for (const char* accept :
       {"*/*", "application/json, */*", "text/plain", "image/png", "text/plain, application/json"}) {
    Service service;
    Headers with = headers();
    with.emplace_back("accept", accept);
    EXPECT_EQ(service.send("POST", "/api/user", "{}", with).content_type, kPlain) << accept;
  }
}

TEST(Os2syncConformance, Case05_AnswersAnUnreadableUserWithAnEmpty400) {
  Service service;
  json good = user(U);
  std::vector<std::string> bodies{"{\"Uuid\":", "", "null", "[]", "{\"Person\":null}", "{\"IsRobot\":null}"};
  for (const auto& [name, value] : {std::pair<const char*, json>{"IsRobot", nullptr},
                                    {"Status", nullptr},
                                    {"Status", "ASLEEP"},
                                    {"Timestamp", nullptr},
                                    {"Timestamp", "yesterday"},
                                    {"IsRobot", "perhaps"},
                                    {"Email", json::array()},
                                    {"Person", nullptr},
                                    {"Positions", json::array({nullptr})}}) {
    json bad = good;
    bad[name] = value;
    bodies.push_back(bad.dump());
  }
  for (const std::string& body : bodies) {
    SCOPED_TRACE(body);
    expect_empty_400(service.send("POST", "/api/user", body));
  }
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case05_AnswersAnUnreadableUnitWithAnEmpty400) {
  Service service;
  for (const json& type : {json("X"), json(nullptr), json(true)}) {
    json bad = unit(R, "Root");
    bad["Type"] = type;
    expect_empty_400(service.post_unit(bad));
  }
  EXPECT_EQ(service.queued(), 0U);
  json odd = unit(R, "Root");
  odd["Type"] = 7;  // read, queued, and refused by FK-ORG later
  EXPECT_EQ(parsed(service.post_unit(odd))["Type"], 7);
  service.tick();
  EXPECT_EQ(service.failure().size(), 1U);
}

TEST(Os2syncConformance, Case05_NamesTheNullWhenCleanupCannotReadItsBody) {
  Service service;
  expect_text_400(service.send("POST", "/api/user/cleanup", "{"),
                  "Object reference not set to an instance of an object.");
}

TEST(Os2syncConformance, Case06_RefusesBodiesOfOtherMediaTypes) {
  Service service;
  for (const char* type : {"text/plain", "application/xml", "application/json; charset=latin1"}) {
    const Headers with{{"ApiKey", "k-test"}, {"Cvr", kCvr}, {"Content-Type", type}};
    EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), with), (Response{415, {}, {}, {}})) << type;
  }
  EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), {{"ApiKey", "k-test"}, {"Cvr", kCvr}}).status, 415);
  EXPECT_EQ(service.send("POST", "/api/user", "{}", {}).status, 415) << "the media type is judged before the key";
  for (const char* type : {"text/json", "application/merge-patch+json", "Application/JSON; charset=UTF-8"}) {
    const Headers with{{"ApiKey", "k-test"}, {"Cvr", kCvr}, {"Content-Type", type}};
    EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), with).status, 200) << type;
  }
}

TEST(Os2syncConformance, Case06_PassiverNeedsNeitherContentTypeNorBody) {
  Service service;
  EXPECT_EQ(service.send("POST", "/api/user/passiver/" + U, "", {{"ApiKey", "k-test"}, {"Cvr", kCvr}}), Response{});
}

TEST(Os2syncConformance, Case10_RefusesTextsLongerThanTheirColumns) {
  Service service;
  json bad = user(U);
  bad["Person"]["Cpr"] = "000000-0000";
  expect_text_400(service.post_user(bad), "Data too long for column 'cpr' at row 1");
  bad = user(U);
  bad["Person"]["Name"] = std::string(256, 'x');
  expect_text_400(service.post_user(bad), "Data too long for column 'name' at row 1");
  bad = user(U);
  bad["Positions"][0]["StartDate"] = "2025-07-25T00:00";
  expect_text_400(service.post_user(bad), "Data too long for column 'start_date' at row 1");
  EXPECT_EQ(service.queued(), 0U);
  json good = user(U);
  good["UserId"] = std::string(255, 'x');
  EXPECT_EQ(service.post_user(good).status, 200);
}

TEST(Os2syncConformance, Case10_CountsCharactersNotBytes) {
  Service service;
  json good = user(U);
  std::string name;
  for (int i = 0; i < 255; ++i) name += "ø";
  good["Person"]["Name"] = name;
  EXPECT_EQ(service.post_user(good).status, 200);
}

TEST(Os2syncConformance, Case10_HasNarrowerColumnsInProfile3) {
  Service service{Version::v3};
  json body = user(U);
  body["Person"]["Name"] = std::string(101, 'x');
  expect_text_400(service.post_user(body), "Data too long for column 'name' at row 1");
  body = user(U);
  body["UserId"] = std::string(201, 'x');
  expect_text_400(service.post_user(body), "Data too long for column 'user_id' at row 1");
  EXPECT_EQ(service.queued(), 0U);
  body["UserId"] = std::string(200, 'x');
  EXPECT_EQ(service.post_user(body).status, 200);
}

TEST(Os2syncConformance, Case10_SpeaksSqlServerWhenToldTo) {
  Options options = options_of(Version::v4_9_1);
  options.database = os2sync_model::Database::mssql;
  Service service{options};
  json bad = user(U);
  bad["Person"]["Cpr"] = "000000-0000";
  EXPECT_NE(service.post_user(bad).body.find("would be truncated"), std::string::npos);
}

TEST(Os2syncConformance, Case10_RefusesNullsInsideLists) {
  Service service;
  json bad = unit(R, "Root");
  bad["Tasks"] = json::array({nullptr});
  EXPECT_NE(service.post_unit(bad).body.find("cannot be null"), std::string::npos);
  EXPECT_EQ(service.queued(), 0U);
}

}  // namespace
}  // namespace os2sync_lab_test
