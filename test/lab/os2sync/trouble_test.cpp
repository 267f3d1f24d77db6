// SPDX-License-Identifier: MPL-2.0
// Conformance cases 20 to 23: what is retried, what is lost, what sticks.
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

using std::chrono::seconds;

seconds wait_of(Service& service) {
  return std::chrono::duration_cast<seconds>(service.model().scheduler().next_run() - service.now());
}

TEST(Os2syncConformance, Case20_TemporaryTroubleKeepsRowsAndSinksUsers) {
  Service service;
  service.fault(FaultTarget::fk);
  service.post_unit(unit(A, "Unit A"));
  service.post_user(user(U));
  EXPECT_EQ(service.tick().busy, 2U);
  ASSERT_EQ(service.queued(), 2U);
  EXPECT_EQ(service.rows()[0]->uuid, A);
  EXPECT_EQ(service.rows()[0]->priority, 10);
  EXPECT_EQ(service.rows()[1]->uuid, U);
  EXPECT_EQ(service.rows()[1]->priority, 20);
  EXPECT_TRUE(service.failure().empty());
}

TEST(Os2syncConformance, Case20_WaitsLongerFromFailureToFailure) {
  Service service;
  service.fault(FaultTarget::fk);
  service.post_unit(unit(A, "Unit A"));
  for (const int wait : {30, 60, 120, 120}) {
    service.advance(seconds{300});
    EXPECT_TRUE(service.model().tick().ran);
    EXPECT_EQ(wait_of(service), seconds{wait});
    service.advance(seconds{wait - 1});
    EXPECT_FALSE(service.model().tick().ran);
  }
}

TEST(Os2syncConformance, Case20_OlderVersionsWaitMinutes) {
  Service service{Version::v3};
  service.fault(FaultTarget::fk);
  service.post_unit(unit(A, "Unit A"));
  for (const int minutes : {1, 3, 5}) {
    service.advance(seconds{600});
    service.model().tick();
    EXPECT_EQ(wait_of(service), std::chrono::minutes{minutes});
  }
}

TEST(Os2syncConformance, Case20_ANewerRowReplacesTheSunkenOneInTheFirstBatch) {
  Service service;
  service.fault(FaultTarget::fk);
  service.post_user(user(U, "old"));
  service.tick();
  service.post_user(user(U, "new"));
  service.model().faults().clear();
  const TickReport report = service.tick();
  EXPECT_EQ(report.evaluated, 1U);
  EXPECT_EQ(report.collapsed, 1U);
  EXPECT_EQ(service.title_of(U), "new");
  EXPECT_EQ(service.queued(), 0U);
}

/// FK-ORG ends with the old title although the new one was posted and sent.
void end_stale(Service& service) {
  service.fault(FaultTarget::fk);
  service.post_user(user(U, "old"));
  service.tick();
  service.post_user(user(U, "new"));
  for (int i = 0; i < 3; ++i) service.post_user(user(numbered(i)));
  service.model().faults().clear();
  service.tick();
}

TEST(Os2syncConformance, Case20_ASunkenRowOutsideTheFirstBatchOverwritesTheNewerOne) {
  Service service;
  end_stale(service);
  EXPECT_EQ(service.queued(), 0U);
  EXPECT_EQ(service.title_of(U), "old");
}

TEST(Os2syncConformance, Case20_OnlyBypassCacheRepairsAStaleUser) {
  Service service;
  end_stale(service);
  service.post_user(user(U, "new"));
  EXPECT_EQ(service.tick().skipped, 1U);
  EXPECT_EQ(service.title_of(U), "old");
  service.post_user(user(U, "new"), "?bypassCache=true");
  EXPECT_EQ(service.tick().written, 1U);
  EXPECT_EQ(service.title_of(U), "new");
}

TEST(Os2syncConformance, Case20_Before44AUnitInTroubleHoldsUpTheUsers) {
  for (const auto& [version, evaluated] : {std::pair{Version::v4_3, 0U}, {Version::v4_4, 1U}, {Version::v3, 0U}}) {
    Service service{version};
    service.model().faults().set({FaultTarget::fk, FaultMode::temporary, "", {}, A});
    service.post_unit(unit(A, "Unit A"));
    service.post_user(user(U));
    EXPECT_EQ(service.tick().evaluated, evaluated) << name_of(version);
  }
}

TEST(Os2syncConformance, Case20_Version41OnMysqlNeverTakesParkedUsers) {
  Service service{Version::v4_1};
  service.model().faults().set({FaultTarget::fk, FaultMode::temporary, "FK said rollback", 1, {}});
  service.post_user(user(U));
  service.tick();
  EXPECT_EQ(service.rows().at(0)->priority, 15);
  service.advance(seconds{600});
  EXPECT_EQ(service.tick().evaluated, 0U);
  EXPECT_EQ(service.queued(), 1U);
}

TEST(Os2syncConformance, Case21_PermanentTroubleLosesTheRowInSilence) {
  Service service;
  service.fault(FaultTarget::fk, FaultMode::permanent, "refused for a reason");
  EXPECT_EQ(service.post_user(user(U)).status, 200);
  EXPECT_EQ(service.tick().failed, 1U);
  EXPECT_EQ(service.queued(), 0U);
  EXPECT_EQ(service.failure().at(0).error, "refused for a reason");
  const TickReport next = service.tick();
  EXPECT_TRUE(next.ran);
  EXPECT_EQ(next.evaluated, 0U);
}

TEST(Os2syncConformance, Case21_TroubleWithTheTokenServiceIsPermanentToo) {
  Service service;
  service.fault(FaultTarget::sts);
  service.post_user(user(U));
  service.tick();
  EXPECT_EQ(service.queued(), 0U);
  EXPECT_EQ(service.failure().size(), 1U);
  EXPECT_TRUE(service.calls().empty());
}

TEST(Os2syncConformance, Case21_Profile3HasNoTokenService) {
  Service service{Version::v3};
  service.fault(FaultTarget::sts);
  service.post_user(user(U));
  EXPECT_EQ(service.tick().written, 1U);
}

TEST(Os2syncConformance, Case21_FkOrgRefusesBadReferencesAndDates) {
  for (const auto& [path, value] : {std::pair<const char*, json>{"/Uuid", "no-uuid"},
                                    {"/Positions/0/OrgUnitUuid", "no-uuid"},
                                    {"/Positions/0/StartDate", "01-02-2025"},
                                    {"/Person/Uuid", "no-uuid"}}) {
    Service service;
    json bad = user(U);
    bad[json::json_pointer{path}] = value;
    EXPECT_EQ(service.post_user(bad).status, 200) << path;
    EXPECT_EQ(service.tick().failed, 1U) << path;
  }
}

TEST(Os2syncConformance, Case22_APositionNameOf201PoisonsTheUserQueue) {
  Service service;
  EXPECT_EQ(service.post_user(user(U, std::string(201, 'x'))).status, 200);
  for (int i = 0; i < 6; ++i) service.post_user(user(numbered(i)));
  EXPECT_EQ(service.tick().poisoned, 1U);
  EXPECT_EQ(service.title_of(U), std::string(201, 'x')) << "FK-ORG has it";
  EXPECT_EQ(service.queued(), 4U) << "the others of the batch passed, the rest did not";
  std::size_t parents = 0;
  for (const auto& done : service.success()) parents += done.parent_only ? 1U : 0U;
  EXPECT_EQ(parents, 1U);
  EXPECT_EQ(wait_of(service), seconds{30});
}

TEST(Os2syncConformance, Case22_ThePoisonIsSentAgainForEver) {
  Service service;
  service.post_user(user(U, std::string(201, 'x')));
  service.tick();
  for (int i = 0; i < 3; ++i) {
    service.advance(seconds{120});
    const TickReport report = service.tick();
    EXPECT_EQ(report.evaluated, 1U);
    EXPECT_EQ(report.written, 0U);
    EXPECT_EQ(report.poisoned, 1U);
    EXPECT_EQ(service.queued(), 1U);
  }
  EXPECT_EQ(service.success().size(), 1U) << "the second copy of the parent is a duplicate";
  EXPECT_EQ(service.model().drain().poisoned, 1U) << "draining ends, too";
}

TEST(Os2syncConformance, Case22_A200IsFineAndA256IsRefusedAtOnce) {
  Service service;
  service.post_user(user(U, std::string(200, 'x')));
  service.tick();
  EXPECT_EQ(service.queued(), 0U);
  expect_text_400(service.post_user(user(V, std::string(256, 'x'))), "Data too long for column 'name' at row 1");
  Service third{Version::v3};
  EXPECT_EQ(third.post_user(user(V, std::string(201, 'x'))).status, 400);
}

TEST(Os2syncConformance, Case22_LongErrorTextsPoisonProfile3) {
  Service service{Version::v3};
  service.fault(FaultTarget::fk, FaultMode::permanent, std::string(201, 'e'));
  service.post_user(user(U));
  EXPECT_EQ(service.tick().poisoned, 1U);
  EXPECT_EQ(service.queued(), 1U);
}

TEST(Os2syncConformance, Case23_ADeadDatabaseIsA400InTheDriversWords) {
  Service service;
  service.fault(FaultTarget::db);
  expect_text_400(service.post_user(user(U)), "Unable to connect to any of the specified MySQL hosts.");
  expect_text_400(service.remove("/api/user/" + U), "Unable to connect to any of the specified MySQL hosts.");
  EXPECT_EQ(service.queued(), 0U);
  service.model().faults().clear();
  EXPECT_EQ(service.post_user(user(U)).status, 200);
}

TEST(Os2syncConformance, Case23_ASecondEqualRowIsOneUpdateInTheEnd) {
  Service service;
  service.post_user(user(U));
  service.post_user(user(U));
  ASSERT_EQ(service.queued(), 2U);
  EXPECT_EQ(service.rows()[0]->payload, service.rows()[1]->payload);
  EXPECT_EQ(service.tick().written, 1U);
  EXPECT_EQ(service.queued(), 0U);
}

}  // namespace
}  // namespace os2sync_lab_test
