// SPDX-License-Identifier: MPL-2.0
// Conformance cases 11 to 14 and 24: order, skipping, collapsing and the pace of the queue.
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

TEST(Os2syncConformance, Case11_SendsUnitsBeforeUsersWhateverTheOrderOfPosts) {
  Service service;
  service.settle();
  EXPECT_EQ(uuids_of(service.calls()), (std::vector<std::string>{R, A, U}));
  EXPECT_EQ(service.queued(), 0U);
  EXPECT_EQ(service.success().size(), 3U);
}

TEST(Os2syncConformance, Case11_AReadShowsWhatFkOrgMadeOfTheUser) {
  Service service;
  service.settle();
  const Response response = service.get("/api/user/" + U);
  ASSERT_EQ(response.status, 200);
  const json read = parsed(response);
  EXPECT_EQ(read["Uuid"], U);
  EXPECT_EQ(read["Positions"][0]["StartDate"], "2025-07-25");
  EXPECT_TRUE(read["Positions"][0]["StopDate"].is_null());
  EXPECT_EQ(read["Status"], 1);
  EXPECT_EQ(read["Timestamp"], "2025-07-25T12:01:00+02:00");
  EXPECT_EQ(read["ShortKey"].get<std::string>().size(), 8U);
  EXPECT_EQ(service.get("/api/user/" + upper(U)).status, 404) << "uuids are compared as given";
}

TEST(Os2syncConformance, Case12_SkipsAnUnchangedUser) {
  Service service;
  service.settle();
  service.post_user(user(U));
  EXPECT_EQ(service.tick().skipped, 1U);
  EXPECT_EQ(service.calls().size(), 3U);
  EXPECT_TRUE(service.success().back().skipped);
}

TEST(Os2syncConformance, Case12_BypassCacheMakesFkOrgCompare) {
  Service service;
  service.settle();
  service.post_user(user(U), "?bypassCache=true");
  const TickReport report = service.tick();
  EXPECT_EQ(report.evaluated, 1U);
  EXPECT_EQ(report.written, 0U);
  EXPECT_FALSE(service.calls().back().wrote);
}

TEST(Os2syncConformance, Case12_IgnoresShortKeyStatusAndTimestampInTheComparison) {
  Service service;
  service.settle();
  json again = user(U);
  again["ShortKey"] = "new";
  again["Status"] = 2;
  again["Timestamp"] = "2020-01-01T00:00:00";
  service.post_user(again);
  EXPECT_EQ(service.tick().skipped, 1U);
}

TEST(Os2syncConformance, Case12_ReadsBypassCacheOneAsFalse) {
  Service service;
  service.settle();
  service.post_user(user(U), "?bypassCache=1");
  EXPECT_EQ(service.tick().skipped, 1U);
}

TEST(Os2syncConformance, Case12_EveryOtherFieldMakesADifference) {
  for (const auto& [field, value] : {std::pair<const char*, json>{"UserId", "bente"},
                                     {"PhoneNumber", "1"},
                                     {"Landline", "1"},
                                     {"Email", ""},
                                     {"RacfID", "1"},
                                     {"Location", "1"},
                                     {"FMKID", "1"},
                                     {"IsRobot", true},
                                     {"Person", {{"Name", "Anna Test"}, {"Cpr", "0101010101"}}}}) {
    Service service;
    service.settle();
    json changed = user(U);
    changed[field] = value;
    service.post_user(changed);
    EXPECT_EQ(service.tick().skipped, 0U) << field;
  }
}

TEST(Os2syncConformance, Case13_AlwaysComparesUnitsWithFkOrg) {
  Service service;
  service.post_unit(unit(A, "Unit A"));
  EXPECT_EQ(service.tick().written, 1U);
  for (int i = 0; i < 2; ++i) {
    service.post_unit(unit(A, "Unit A"));
    const TickReport report = service.tick();
    EXPECT_EQ(report.evaluated, 1U);
    EXPECT_EQ(report.written, 0U);
  }
}

TEST(Os2syncConformance, Case13_Profile3SkipsUnchangedUnits) {
  Service service{Version::v3};
  service.post_unit(unit(A, "Unit A"));
  service.tick();
  service.post_unit(unit(A, "Unit A"));
  const TickReport report = service.tick();
  EXPECT_EQ(report.evaluated, 0U);
  EXPECT_EQ(report.skipped, 1U);
}

TEST(Os2syncConformance, Case14_CollapsesTwoPostsOfOneUserInTheFirstBatch) {
  Service service;
  service.post_user(user(U, "T1"));
  service.post_user(user(U, "T2"));
  const TickReport report = service.tick();
  EXPECT_EQ(report.evaluated, 1U);
  EXPECT_EQ(report.collapsed, 1U);
  EXPECT_EQ(service.title_of(U), "T2");
  EXPECT_EQ(service.success().size(), 1U);
}

TEST(Os2syncConformance, Case14_DoesNotCollapseBeyondTheFirstBatch) {
  Service service;
  for (int i = 0; i < 4; ++i) service.post_user(user(numbered(i)));
  service.post_user(user(U, "T1"));
  service.post_user(user(U, "T2"));
  const TickReport report = service.tick();
  EXPECT_EQ(report.evaluated, 6U);
  EXPECT_EQ(report.collapsed, 0U);
  EXPECT_EQ(service.title_of(U), "T2");
}

TEST(Os2syncConformance, Case14_ShuffledBatchesEndWithEitherOfTwoRivals) {
  std::set<std::string> endings;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Options options = options_of(Version::v4_9_1);
    options.shuffle = true;
    options.seed = seed;
    Service service{options};
    for (int i = 0; i < 4; ++i) service.post_user(user(numbered(i)));
    service.post_user(user(U, "T1"));
    service.post_user(user(U, "T2"));
    service.tick();
    endings.insert(service.title_of(U));
  }
  EXPECT_EQ(endings, (std::set<std::string>{"T1", "T2"}));
}

TEST(Os2syncConformance, Case14_MiddleFoursDoNotCollapseAtAll) {
  for (const Version version : {Version::v4_0, Version::v4_1, Version::v4_3}) {
    Service service{version};
    service.post_user(user(U, "T1"));
    service.post_user(user(U, "T2"));
    EXPECT_EQ(service.tick().evaluated, 2U);
  }
}

TEST(Os2syncConformance, Case24_HandlesAHundredUsersAMinute) {
  Service service;
  for (int i = 0; i < 250; ++i) service.post_user(user(numbered(i)));
  EXPECT_EQ(service.tick().evaluated, 100U);
  EXPECT_EQ(service.tick().evaluated, 100U);
  EXPECT_EQ(service.tick().evaluated, 50U);
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case24_SkippedUsersCountAsWell) {
  Service service;
  for (int i = 0; i < 250; ++i) service.post_user(user(numbered(i)));
  service.model().drain();
  for (int i = 0; i < 250; ++i) service.post_user(user(numbered(i)));
  EXPECT_EQ(service.tick().skipped, 100U);
  EXPECT_EQ(service.tick().skipped, 100U);
  EXPECT_EQ(service.tick().skipped, 50U);
  EXPECT_EQ(service.queued(), 0U);
}

TEST(Os2syncConformance, Case24_UnitsAndProfile3HaveNoLimit) {
  Service service;
  for (int i = 0; i < 250; ++i) service.post_unit(unit(numbered(i), "Unit"));
  EXPECT_EQ(service.tick().evaluated, 250U);
  Service third{Version::v3};
  for (int i = 0; i < 250; ++i) third.post_user(user(numbered(i)));
  EXPECT_EQ(third.tick().evaluated, 250U);
}

}  // namespace
}  // namespace os2sync_lab_test
