// SPDX-License-Identifier: MPL-2.0
// What FK-ORG makes of updates: fields kept, positions compared, references refused.
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

/// A unit as another system left it in FK-ORG.
void seed_unit(Service& service) {
  os2sync_model::Unit held;
  held.uuid = A;
  held.name = "Unit A";
  held.short_key = "kept";
  held.sor = "123";
  held.los_short_name = "LOS";
  held.payout_unit_uuid = R;
  held.contact_places = os2sync_model::List{{V}};
  service.model().fk().seed(kCvr, held, Life::active, service.now());
}

json read_unit(Service& service) { return parsed(service.get("/api/orgUnit/" + A)); }

TEST(FkOrg, AnUpdateRemovesWhatItDoesNotNameButForTheSwitchedOffFields) {
  Service service;
  seed_unit(service);
  service.post_unit(unit(A, "Unit A"));
  EXPECT_EQ(service.tick().written, 1U);
  const json read = read_unit(service);
  EXPECT_TRUE(read["LOSShortName"].is_null());
  EXPECT_EQ(read["ShortKey"], "kept");
  EXPECT_EQ(read["SOR"], "123");
  EXPECT_EQ(read["PayoutUnitUuid"], R);
  EXPECT_EQ(read["ContactPlaces"], json::array({V}));
}

TEST(FkOrg, Profile3HasNoSwitchesAndRemovesThemAll) {
  Service service{Version::v3};
  seed_unit(service);
  service.post_unit(unit(A, "Unit A"));
  service.tick();
  const json read = read_unit(service);
  EXPECT_TRUE(read["SOR"].is_null());
  EXPECT_TRUE(read["PayoutUnitUuid"].is_null());
  EXPECT_EQ(read["ContactPlaces"], json::array());
}

TEST(FkOrg, WritesSorOnCreationOnly) {
  Service service;
  json body = unit(A, "Unit A");
  body["SOR"] = "first";
  service.post_unit(body);
  service.tick();
  body["SOR"] = "second";
  service.post_unit(body);
  EXPECT_EQ(service.tick().written, 0U);
  EXPECT_EQ(read_unit(service)["SOR"], "first");
}

TEST(FkOrg, ComparesListsAsSets) {
  Service service;
  json body = unit(A, "Unit A");
  body["Tasks"] = json::array({U, V});
  service.post_unit(body);
  service.tick();
  body["Tasks"] = json::array({V, U, V});
  service.post_unit(body);
  EXPECT_EQ(service.tick().written, 0U);
  body["Tasks"] = nullptr;
  service.post_unit(body);
  EXPECT_EQ(service.tick().written, 1U);
  EXPECT_EQ(read_unit(service)["Tasks"], json::array());
}

TEST(FkOrg, RewritesAManagerInCapitalsEveryTime) {
  Service service;
  json body = unit(A, "Unit A");
  body["ManagerUuid"] = upper(U);
  for (int i = 0; i < 3; ++i) {
    service.post_unit(body);
    EXPECT_EQ(service.tick().written, 1U);
  }
  EXPECT_EQ(read_unit(service)["ManagerUuid"], U);
}

TEST(FkOrg, LowersTheUuidOfAnUpdate) {
  Service service;
  service.post_unit(unit(upper(A), "Unit A"));
  service.tick();
  EXPECT_EQ(read_unit(service)["Uuid"], A);
}

TEST(FkOrg, TakesReferencesAsGivenUnlessToldOtherwise) {
  Service lenient;
  lenient.post_unit(unit(A, "Unit A", R));
  EXPECT_EQ(lenient.tick().written, 1U);
  Options options = options_of(Version::v4_9_1);
  options.refuse_unknown_parents = true;
  options.refuse_unknown_managers = true;
  Service strict{options};
  strict.post_unit(unit(A, "Unit A", R));
  EXPECT_EQ(strict.tick().failed, 1U);
  json managed = unit(R, "Root");
  managed["ManagerUuid"] = U;
  strict.post_unit(managed);
  EXPECT_EQ(strict.tick().failed, 1U);
}

TEST(FkOrg, EmptyTextsAreForgottenOnCreationAndRefusedOnUpdate) {
  Service service;
  json body = user(U);
  body["Email"] = "";
  service.post_user(body);
  EXPECT_EQ(service.tick().written, 1U);
  EXPECT_TRUE(parsed(service.get("/api/user/" + U))["Email"].is_null());
  body["PhoneNumber"] = "1";
  service.post_user(body);
  EXPECT_EQ(service.tick().failed, 1U);
}

TEST(FkOrg, IgnoresAStopDateWithoutStart) {
  Service service;
  json body = user(U);
  body["Positions"][0]["StopDate"] = "2030-01-01";
  service.post_user(body);
  service.tick();
  EXPECT_TRUE(parsed(service.get("/api/user/" + U))["Positions"][0]["StopDate"].is_null());
}

TEST(FkOrg, AChangedTitleStartsANewPosition) {
  Service service;
  service.settle();
  service.advance(std::chrono::hours{48});
  service.post_user(user(U, "Chief"));
  service.tick();
  const json positions = parsed(service.get("/api/user/" + U))["Positions"];
  ASSERT_EQ(positions.size(), 1U);
  EXPECT_EQ(positions[0]["Name"], "Chief");
  EXPECT_EQ(positions[0]["StartDate"], "2025-07-27");
}

TEST(FkOrg, DuplicatePositionsHideATermination) {
  Service service;
  json two = user(U);
  two["Positions"].push_back({{"Name", "Chief"}, {"OrgUnitUuid", A}});
  service.post_user(two);
  service.tick();
  json doubled = user(U);
  doubled["Positions"].push_back(doubled["Positions"][0]);
  service.post_user(doubled);
  EXPECT_EQ(service.tick().written, 0U);
  EXPECT_EQ(parsed(service.get("/api/user/" + U))["Positions"].size(), 2U);
}

TEST(FkOrg, KeepsThePersonUuidItOnceGave) {
  Service service;
  service.settle();
  const json before = parsed(service.get("/api/user/" + U))["Person"]["Uuid"];
  service.post_user(user(U, "Chief"));
  service.tick();
  EXPECT_EQ(parsed(service.get("/api/user/" + U))["Person"]["Uuid"], before);
}

TEST(FkOrg, NeverShowsRobotsButForgetsThemWithoutTheFlag) {
  Service service;
  json robot = user(U);
  robot["IsRobot"] = true;
  service.post_user(robot);
  service.tick();
  EXPECT_EQ(parsed(service.get("/api/user/" + U))["IsRobot"], false);
  service.post_user(user(U));
  EXPECT_EQ(service.tick().written, 1U);
}

TEST(FkOrg, TroubleMakesReads400AndMayLookLikeAbsence) {
  Service service;
  service.settle();
  service.fault(FaultTarget::fk);
  expect_text_400(service.get("/api/user/" + U),
                  "Failed to establish connection to the Laes operation on the Bruger service");
  service.model().faults().clear();
  service.fault(FaultTarget::fk, FaultMode::looks_absent);
  EXPECT_EQ(service.get("/api/user/" + U).status, 404);
}

TEST(FkOrg, Status49CountsAsSuccessWithoutAWrite) {
  Service service;
  service.fault(FaultTarget::fk, FaultMode::status49);
  service.post_user(user(U));
  EXPECT_EQ(service.tick().written, 0U);
  EXPECT_EQ(service.success().size(), 1U);
  EXPECT_EQ(service.model().fk().user(kCvr, U), nullptr);
}

TEST(FkOrg, DtrIdListsUsersOfUnitsThatHaveOne) {
  Service service;
  json with_id = unit(A, "Unit A");
  with_id["DtrId"] = "DTR1";
  with_id["ManagerUuid"] = U;
  service.post_unit(with_id);
  service.post_user(user(U));
  service.tick();
  const json list = parsed(service.get("/api/DtrId"));
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["dtrId"], "DTR1");
  EXPECT_EQ(list[0]["manager"], true);
  service.fault(FaultTarget::fk);
  expect_text_400(service.get("/api/DtrId"), "Error - se logs for details");
}

TEST(FkOrg, TheSameSeedGivesTheSameAnswers) {
  const auto life = [] {
    Options options = options_of(Version::v4_9_1);
    options.shuffle = true;
    Service service{options};
    for (int i = 0; i < 20; ++i) service.post_user(user(numbered(i % 7), "T" + std::to_string(i)));
    service.model().drain();
    return service.get("/api/hierarchy").body + service.get("/api/user/" + numbered(3)).body;
  };
  EXPECT_EQ(life(), life());
}

}  // namespace
}  // namespace os2sync_lab_test
