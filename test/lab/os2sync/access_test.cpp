// SPDX-License-Identifier: MPL-2.0
// Conformance cases 7 to 9: keys, municipalities, methods.
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

const Response kUnauthorised{401, {}, {}, {}};

Headers without_key() { return {{"Cvr", kCvr}, {"Content-Type", "application/json"}}; }
Headers with_key(const std::string& key) {
  return {{"apikey", key}, {"Cvr", kCvr}, {"Content-Type", "application/json"}};
}
Headers with_cvr(const std::string& cvr) {
  return {{"ApiKey", "k-test"}, {"Cvr", cvr}, {"Content-Type", "application/json"}};
}
Headers without_cvr() { return {{"ApiKey", "k-test"}, {"Content-Type", "application/json"}}; }

/// Every endpoint that is guarded by the key, with a body that would be fine.
std::vector<std::pair<std::string, std::string>> guarded_endpoints() {
  std::vector<std::pair<std::string, std::string>> all{{"GET", "/api/hierarchy"}, {"GET", "/api/DtrId"}};
  for (const std::string kind : {"orgUnit", "user"}) {
    const std::string base = "/api/" + kind;
    all.insert(all.end(), {{"POST", base},
                           {"DELETE", base + "/" + U},
                           {"POST", base + "/passiver/" + U},
                           {"POST", base + "/cleanup?dryrun=true"},
                           {"GET", base + "/all"},
                           {"GET", base + "/" + U}});
  }
  return all;
}

TEST(Os2syncConformance, Case07_TurnsWrongKeysAwayAtEveryGuardedEndpoint) {
  Service service;
  for (const auto& [method, path] : guarded_endpoints()) {
    SCOPED_TRACE(method + " " + path);
    EXPECT_EQ(service.send(method, path, "[]", without_key()), kUnauthorised);
    EXPECT_EQ(service.send(method, path, "[]", with_key("wrong")), kUnauthorised);
    EXPECT_EQ(service.send(method, path, "[]", with_key("K-TEST")), kUnauthorised);
  }
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case07_LeavesTicketsAndHealthOpen) {
  Service service;
  EXPECT_EQ(service.send("GET", "/api/hierarchy/x", "", {}).status, 404);
  EXPECT_EQ(service.send("GET", "/manage/health", "", {}), Response{});
  EXPECT_EQ(service.send("PUT", "/Manage/Health/", "", {}), Response{});
}

TEST(Os2syncConformance, Case07_Profile3GuardsTickets) {
  Service service{Version::v3};
  EXPECT_EQ(service.send("GET", "/api/hierarchy/x", "", {}).status, 401);
  EXPECT_EQ(service.send("GET", "/api/hierarchy/x", "", headers()).status, 404);
}

TEST(Os2syncConformance, Case07_AnyKeyWillDoWhenNoneIsConfigured) {
  Options options;
  Service service{options};
  EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), with_key("anything")).status, 200);
  EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), without_key()).status, 200);
}

TEST(Os2syncConformance, Case07_OlderFoursLeaveDoorsOpen) {
  Service all_open{Version::v4_0};
  EXPECT_EQ(all_open.send("POST", "/api/user", user(U).dump(), without_key()).status, 200);
  Service reads_open{Version::v4_1};
  EXPECT_EQ(reads_open.send("POST", "/api/user", user(U).dump(), without_key()).status, 401);
  EXPECT_EQ(reads_open.send("GET", "/api/DtrId", "", without_key()).status, 200);
  EXPECT_EQ(reads_open.send("GET", "/api/hierarchy", "", without_key()).status, 200);
  Service closed{Version::v4_3};
  EXPECT_EQ(closed.send("GET", "/api/DtrId", "", without_key()).status, 401);
}

TEST(Os2syncConformance, Case07_JudgesTheKeyBeforeTheBody) {
  Service service;
  EXPECT_EQ(service.send("POST", "/api/user", "{", without_key()), kUnauthorised);
}

TEST(Os2syncConformance, Case08_TurnsRequestsWithoutMunicipalityAway) {
  Service service;
  EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), without_cvr()), kUnauthorised);
  EXPECT_EQ(service.send("GET", "/api/user/" + U, "", without_cvr()), kUnauthorised);
}

TEST(Os2syncConformance, Case08_Profile3CrashesWithoutMunicipality) {
  for (const Version version : {Version::v2_7, Version::v3, Version::v4_0}) {
    Service service{version};
    expect_empty_400(service.send("POST", "/api/user", user(U).dump(), without_cvr()));
    expect_empty_400(service.send("DELETE", "/api/user/" + U, "", without_cvr()));
    const Response read = service.send("GET", "/api/user/" + U, "", without_cvr());
    EXPECT_EQ(read.status, 500);
    EXPECT_EQ(read.content_type.rfind("text/html", 0), 0U);
    EXPECT_NE(read.body.find("Av, der gik noget galt"), std::string::npos);
  }
}

TEST(Os2syncConformance, Case08_TheConfiguredMunicipalityBeatsTheHeader) {
  Options options = options_of(Version::v4_9_1);
  options.cvr = kCvr;
  Service service{options};
  EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), with_cvr("87654321")).status, 200);
  EXPECT_EQ(service.rows().at(0)->cvr, kCvr);
}

TEST(Os2syncConformance, Case08_TooLongAMunicipalityFailsInTheDatabase) {
  Service service;
  expect_text_400(service.send("POST", "/api/user", user(U).dump(), with_cvr("123456789")),
                  "Data too long for column 'cvr' at row 1");
  expect_text_400(service.send("DELETE", "/api/user/" + U, "", with_cvr("123456789")),
                  "Data too long for column 'cvr' at row 1");
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case08_AnUnknownMunicipalityFailsOnlyLater) {
  Service service;
  EXPECT_EQ(service.send("POST", "/api/user", user(U).dump(), with_cvr("99999999")).status, 200);
  service.tick();
  EXPECT_EQ(service.queued(), 0U);
  ASSERT_EQ(service.failure().size(), 1U);
  EXPECT_EQ(service.failure()[0].error, "The given key '99999999' was not present in the dictionary.");
  expect_text_400(service.send("GET", "/api/user/" + U, "", with_cvr("99999999")), service.failure()[0].error);
}

struct MethodCase {
  const char* method;
  const char* path;
  const char* allow;
};

TEST(Os2syncConformance, Case09_ListsTheMethodsOfAPath) {
  Service service;
  for (const MethodCase& c : {MethodCase{"POST", "/api/user/x", "DELETE, GET"},
                              {"PUT", "/api/user", "POST"},
                              {"PUT", "/api/orgunit/", "POST"},
                              {"OPTIONS", "/api/user/cleanup", "DELETE, GET, POST"},
                              {"OPTIONS", "/api/user/passiver/x", "POST"},
                              {"POST", "/api/user/all", "DELETE, GET"},
                              {"POST", "/api/hierarchy", "GET"},
                              {"DELETE", "/api/hierarchy/x", "GET"},
                              {"POST", "/api/dtrid", "GET"}}) {
    EXPECT_EQ(service.send(c.method, c.path, "", {}), (Response{405, {}, {}, c.allow})) << c.method << ' ' << c.path;
  }
}

TEST(Os2syncConformance, Case09_Profile3KnowsNeitherCleanupNorPassiver) {
  Service service{Version::v3};
  EXPECT_EQ(service.send("OPTIONS", "/api/user/cleanup", "", {}), (Response{405, {}, {}, "DELETE, GET"}));
  EXPECT_EQ(service.send("OPTIONS", "/api/user/passiver/x", "", {}), (Response{404, {}, {}, {}}));
  EXPECT_EQ(service.get("/api/user/all").status, 404);
}

TEST(Os2syncConformance, Case09_UnknownPathsAreEmpty404s) {
  Service service;
  for (const char* path : {"/api/v1_1/orgunit", "/api", "/api/user/a/b", "/api//user", "/api/user/passiver/a/b", "/"}) {
    EXPECT_EQ(service.get(path), (Response{404, {}, {}, {}})) << path;
  }
}

TEST(Os2syncConformance, Case09_LiteralWordsWinOnlyForTheirOwnMethod) {
  Service service;
  EXPECT_EQ(service.get("/api/user/cleanup").status, 404);  // a user of that name
  EXPECT_EQ(service.remove("/api/user/all").status, 200);
  EXPECT_EQ(service.rows().at(0)->uuid, "all");
}

}  // namespace
}  // namespace os2sync_lab_test
