// SPDX-License-Identifier: MPL-2.0
// Conformance cases 15 to 18: delete, passiver, all and cleanup.
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

TEST(Os2syncConformance, Case15_ADeletedUserStaysReadableButIsListedNoMore) {
  Service service;
  service.settle();
  EXPECT_EQ(service.remove("/api/user/" + U), Response{});
  service.tick();
  const json read = parsed(service.get("/api/user/" + U));
  EXPECT_EQ(read["Status"], 2);
  EXPECT_EQ(read["Positions"], json::array());
  EXPECT_TRUE(read["Person"]["Name"].is_null());
  EXPECT_EQ(parsed(service.get("/api/user/all")), json::array());
}

TEST(Os2syncConformance, Case15_TheSamePostRevivesADeletedUser) {
  Service service;
  service.settle();
  service.remove("/api/user/" + U);
  service.tick();
  service.post_user(user(U));
  EXPECT_EQ(service.tick().written, 1U);
  EXPECT_EQ(parsed(service.get("/api/user/" + U))["Status"], 1);
  EXPECT_EQ(service.title_of(U), "Clerk");
}

TEST(Os2syncConformance, Case15_Profile3SkipsThePostThatShouldRevive) {
  Service service{Version::v3};
  service.settle();
  service.remove("/api/user/" + U);
  service.tick();
  service.post_user(user(U));
  EXPECT_EQ(service.tick().skipped, 1U);
  EXPECT_EQ(service.life_of_user(U), Life::inactive);
  expect_text_400(service.get("/api/user/" + U), "Object reference not set to an instance of an object.");
  json changed = user(U);
  changed["ShortKey"] = "again";
  service.post_user(changed);
  EXPECT_EQ(service.tick().written, 1U);
  EXPECT_EQ(service.life_of_user(U), Life::active);
}

TEST(Os2syncConformance, Case15_DeletingWhatIsNotThereSucceedsWithoutAWrite) {
  Service service;
  EXPECT_EQ(service.remove("/api/user/" + W), Response{});
  service.tick();
  ASSERT_EQ(service.success().size(), 1U);
  EXPECT_EQ(service.success()[0].row.operation, Operation::remove);
  EXPECT_FALSE(service.calls().back().wrote);
  EXPECT_TRUE(service.failure().empty());
}

TEST(Os2syncConformance, Case15_ADeletedUnitShowsNoSignOfIt) {
  Service service;
  service.settle();
  service.remove("/api/orgUnit/" + A);
  service.tick();
  const Response read = service.get("/api/orgUnit/" + A);
  EXPECT_EQ(read.status, 200);
  EXPECT_TRUE(parsed(read)["ParentOrgUnitUuid"].is_null());
  EXPECT_EQ(parsed(service.get("/api/orgUnit/all")), json::array({R}));
}

TEST(Os2syncConformance, Case15_DeleteDoesNotLowerTheUuid) {
  Service service;
  service.settle();
  service.remove("/api/user/" + upper(U));
  service.tick();
  EXPECT_EQ(service.life_of_user(U), Life::active);
}

TEST(Os2syncConformance, Case16_APassiveUserIsGoneAndCanBeImportedAgain) {
  Service service;
  service.settle();
  EXPECT_EQ(service.send("POST", "/api/user/passiver/" + U, "", {{"ApiKey", "k-test"}, {"Cvr", kCvr}}), Response{});
  service.tick();
  EXPECT_EQ(service.get("/api/user/" + U), (Response{404, {}, {}, {}}));
  service.post_user(user(U));
  service.tick();
  EXPECT_EQ(parsed(service.get("/api/user/" + U))["Status"], 1);
}

TEST(Os2syncConformance, Case16_PassiverOfTheUnknownFailsLater) {
  Service service;
  EXPECT_EQ(service.send("POST", "/api/user/passiver/" + W, "", headers()), Response{});
  service.tick();
  EXPECT_EQ(service.failure().size(), 1U);
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case17_AllListsTheActiveInTheOrderTheyCame) {
  Service service;
  service.seed_users({U, V});
  EXPECT_EQ(parsed(service.get("/api/user/all")), json::array({U, V}));
  EXPECT_EQ(parsed(service.get("/api/orgUnit/all")), json::array());
}

TEST(Os2syncConformance, Case17_ADryCleanupOnlyTellsWhatIsMissing) {
  Service service;
  service.seed_users({U, V});
  const Response response = service.post("/api/user/cleanup?dryrun=true", json::array({U, W}));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(parsed(response), json::array({W}));
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case17_ARealCleanupQueuesDeletesItDoesNotName) {
  Service service;
  service.seed_users({U, V});
  EXPECT_EQ(parsed(service.post("/api/user/cleanup", json::array({U, W}))), json::array({W}));
  ASSERT_EQ(service.queued(), 1U);
  const auto& row = *service.rows()[0];
  EXPECT_EQ(row.operation, Operation::remove);
  EXPECT_EQ(row.uuid, V);
  EXPECT_EQ(row.priority, 12);
}

TEST(Os2syncConformance, Case18_CleanupComparesLetterCaseAndSoDeletesTheListed) {
  Service service;
  service.seed_users({U, V});
  const json kept = json::array({upper(U), V});
  EXPECT_EQ(parsed(service.post("/api/user/cleanup", kept)), json::array({upper(U)}));
  ASSERT_EQ(service.queued(), 1U);
  EXPECT_EQ(service.rows()[0]->uuid, U);
}

TEST(Os2syncConformance, Case18_AnEmptyListDeletesEverything) {
  Service service;
  service.seed_users({U, V});
  EXPECT_EQ(parsed(service.post("/api/user/cleanup", json::array())), json::array());
  EXPECT_EQ(service.queued(), 2U);
}

TEST(Os2syncConformance, Case18_DryrunOneIsNotDryButTrueInAnyCaseIs) {
  Service service;
  service.seed_users({U, V});
  for (const char* query : {"?DryRun=TRUE", "?dryrun=true&dryrun=false", "?a=1&DRYRUN=True"}) {
    service.post(std::string{"/api/user/cleanup"} + query, json::array());
    EXPECT_EQ(service.queued(), 0U) << query;
  }
  service.post("/api/user/cleanup?dryrun=1", json::array());
  EXPECT_EQ(service.queued(), 2U);
}

TEST(Os2syncConformance, Case18_TroubleInFkOrgStopsCleanupBeforeAnyDelete) {
  Service service;
  service.seed_users({U, V});
  service.fault(FaultTarget::fk);
  const Response response = service.post("/api/user/cleanup", json::array());
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, kPlain);
  EXPECT_FALSE(response.body.empty());
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case18_APostForAVictimIsUndoneByTheDeleteBehindIt) {
  Service service;
  service.seed_users({V});
  service.post("/api/user/cleanup", json::array());
  for (int i = 0; i < 3; ++i) service.post_user(user(numbered(i)));
  service.post_user(user(V));
  service.tick();
  EXPECT_EQ(service.life_of_user(V), Life::inactive);
}

TEST(Os2syncConformance, Case18_APostForAVictimSavesItWhenBothMeetInTheFirstBatch) {
  Service service;
  service.seed_users({V});
  service.post("/api/user/cleanup", json::array());
  service.post_user(user(V));
  EXPECT_EQ(service.tick().collapsed, 1U);
  EXPECT_EQ(service.life_of_user(V), Life::active);
}

TEST(Os2syncConformance, Case18_CleanupStopsHalfWayWhenTheDatabaseDies) {
  Service service;
  service.seed_users({U, V});
  service.model().faults().set({FaultTarget::db, FaultMode::temporary, "", {}, V});
  EXPECT_EQ(service.post("/api/user/cleanup", json::array()).status, 400);
  ASSERT_EQ(service.queued(), 1U);
  EXPECT_EQ(service.rows()[0]->uuid, U);
}

}  // namespace
}  // namespace os2sync_lab_test
