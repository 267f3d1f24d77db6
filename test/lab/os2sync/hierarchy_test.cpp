// SPDX-License-Identifier: MPL-2.0
// Conformance cases 19 and 25: the crawl with its tickets, and the casing of 2.x.
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

std::string ticket_of(Service& service, const std::string& only_units = {}) {
  Headers with = headers();
  if (!only_units.empty()) with.emplace_back("onlyOUs", only_units);
  return service.send("GET", "/api/hierarchy", "", with).body;
}

TEST(Os2syncConformance, Case19_TheTicketIsALowerCaseUuidAndQuotedOnRequest) {
  Service service;
  const Response plain = service.get("/api/hierarchy");
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.content_type, kPlain);
  EXPECT_TRUE(os2sync_model::looks_like_uuid(plain.body));
  EXPECT_EQ(plain.body, os2sync_model::lower(plain.body));
  Headers with = headers();
  with.emplace_back("Accept", "application/json");
  EXPECT_EQ(service.send("GET", "/api/hierarchy", "", with).body.size(), 38U);
}

TEST(Os2syncConformance, Case19_AResultIsHandedOutOnceWhenItIsReady) {
  Options options = options_of(Version::v4_9_1);
  options.crawl_time = std::chrono::seconds{20};
  Service service{options};
  service.settle();
  const std::string ticket = ticket_of(service);
  EXPECT_EQ(service.get("/api/hierarchy/" + ticket), (Response{404, {}, {}, {}}));
  service.advance(std::chrono::seconds{20});
  EXPECT_EQ(service.get("/api/hierarchy/" + upper(ticket)).status, 404);
  const json wrapper = parsed(service.get("/api/hierarchy/" + ticket));
  EXPECT_EQ(wrapper["Status"], 0);
  EXPECT_EQ(wrapper["Result"]["OUs"].size(), 2U);
  EXPECT_TRUE(wrapper["Result"]["OUs"][0]["ParentOU"].is_null());
  EXPECT_EQ(wrapper["Result"]["OUs"][1], (json{{"Uuid", A}, {"Name", "Unit A"}, {"ParentOU", R}}));
  EXPECT_EQ(wrapper["Result"]["Users"][0]["Positions"][0], (json{{"Uuid", A}, {"Name", "Clerk"}}));
  EXPECT_EQ(wrapper["Result"]["Users"][0]["Status"], 1);
  EXPECT_EQ(service.get("/api/hierarchy/" + ticket).status, 404);
}

TEST(Os2syncConformance, Case19_OnlyOUsMustBeSpelledExactly) {
  Service service;
  service.settle();
  const auto users = [&](const std::string& value) {
    return parsed(service.get("/api/hierarchy/" + ticket_of(service, value)))["Result"]["Users"].size();
  };
  EXPECT_EQ(users("true"), 0U);
  EXPECT_EQ(users("True"), 1U);
  EXPECT_EQ(users(""), 1U);
}

TEST(Os2syncConformance, Case19_AFailedCrawlStillAnswers200) {
  Service service;
  service.fault(FaultTarget::fk);
  const Response response = service.get("/api/hierarchy/" + ticket_of(service));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"Created":"2025-07-25T12:00:00+02:00","Result":null,"Status":1})");
}

TEST(Os2syncConformance, Case19_AResultIsForgottenAfterAnHour) {
  Service service;
  const std::string late = ticket_of(service);
  const std::string in_time = ticket_of(service);
  service.advance(std::chrono::minutes{59});
  EXPECT_EQ(service.get("/api/hierarchy/" + in_time).status, 200);
  service.advance(std::chrono::minutes{2});
  EXPECT_EQ(service.get("/api/hierarchy/" + late).status, 404);
}

TEST(Os2syncConformance, Case19_LeavesOutUsersWithoutPositions) {
  Service service;
  service.settle();
  service.remove("/api/user/" + U);
  service.tick();
  EXPECT_EQ(parsed(service.get("/api/hierarchy/" + ticket_of(service)))["Result"]["Users"], json::array());
}

TEST(Os2syncConformance, Case19_InProfile3TheHeaderBeatsTheConfiguredMunicipality) {
  Options options = options_of(Version::v3);
  options.cvr = "87654321";
  options.known_cvrs = {kCvr, "87654321"};
  Service service{options};
  service.post_unit(unit(R, "Root"));
  service.tick();
  const json other = parsed(service.get("/api/hierarchy/" + ticket_of(service)));
  EXPECT_EQ(other["Result"]["OUs"], json::array());
  const json own =
      parsed(service.get("/api/hierarchy/" + service.send("GET", "/api/hierarchy", "", {{"ApiKey", "k-test"}}).body));
  EXPECT_EQ(own["Result"]["OUs"].size(), 1U);
}

TEST(Os2syncConformance, Case25_Version2WritesCamelCaseAndNumbers) {
  Service service{Version::v2_7};
  json root = unit(R, "Root");
  root["LOSShortName"] = "los";
  ASSERT_EQ(service.post_unit(root).status, 200);
  service.tick();
  const json read = parsed(service.get("/api/orgUnit/" + R));
  EXPECT_EQ(read["uuid"], R);
  EXPECT_EQ(read["name"], "Root");
  EXPECT_TRUE(read.contains("parentOrgUnitUuid"));
  EXPECT_EQ(read["losShortName"], "los");
  EXPECT_EQ(read["type"], 0);
  for (const char* later : {"Uuid", "foa", "pnr", "sor", "itSystems", "contactPlaces", "postSecondary"}) {
    EXPECT_FALSE(read.contains(later)) << later;
  }
}

TEST(Os2syncConformance, Case25_Version2SpellsTheHierarchyInCamelCase) {
  Service service{Version::v2_7};
  service.settle();
  const json wrapper = parsed(service.get("/api/hierarchy/" + ticket_of(service, "true")));
  EXPECT_EQ(wrapper["result"]["oUs"].size(), 2U);
  EXPECT_EQ(wrapper["result"]["users"].size(), 1U) << "2.x has no onlyOUs";
  EXPECT_EQ(wrapper["status"], 0);
}

TEST(Os2syncConformance, Case25_Version3LacksWhatCameWith4) {
  Service service{Version::v3};
  service.settle();
  const json held = parsed(service.get("/api/user/" + U));
  EXPECT_TRUE(held.contains("FMKID"));
  EXPECT_FALSE(held.contains("Status"));
  EXPECT_FALSE(held.contains("IsRobot"));
  EXPECT_FALSE(held["Person"].contains("Uuid"));
  const json unit_read = parsed(service.get("/api/orgUnit/" + A));
  EXPECT_TRUE(unit_read.contains("SOR"));
  EXPECT_FALSE(unit_read.contains("PostSecondary"));
}

}  // namespace
}  // namespace os2sync_lab_test
