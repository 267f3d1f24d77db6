// SPDX-License-Identifier: MPL-2.0
// The lab program over HTTP: its answers, its faults, its counters and its end.
#include <csignal>
#include <thread>

#include "program.hpp"
#include "service.hpp"

namespace os2sync_lab_test {
namespace {

json state_of(Program& program, const std::string& query = {}) {
  return json::parse(program.steer("GET", "/state" + query).body);
}
json counters_of(Program& program, const std::string& query = {}) {
  return json::parse(program.steer("GET", "/counters" + query).body);
}
void fault(Program& program, const json& fault) {
  const Answer answer = program.steer("POST", "/fault", fault.dump());
  ASSERT_EQ(answer.status, 200) << answer.body;
}

TEST(Os2syncLab, TellsItsAddressesInOneLine) {
  Program program;
  const json greeting = json::parse(program.greeting());
  EXPECT_EQ(greeting.size(), 2U);
  EXPECT_TRUE(greeting["url"].get<std::string>().ends_with("/api"));
}

TEST(Os2syncConformance, Case01_OverHttp) {
  Program program;
  Connection client = program.connect();
  const Answer answer = client.send("POST", "/api/orgUnit", unit(R, "Root").dump());
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json; charset=utf-8");
  const json state = state_of(program);
  EXPECT_EQ(state["queue"].size(), 1U);
  EXPECT_EQ(state["queue"][0]["payload"]["Name"], "Root");
  EXPECT_EQ(state["calls"].size(), 0U);
}

TEST(Os2syncConformance, Case05_EmptyAnswersOverHttpHaveLengthZeroAndKeepTheConnection) {
  Program program;
  Connection client = program.connect();
  const Answer answer = client.send("POST", "/api/user", "{\"Uuid\":");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(answer.content_type, "");
  EXPECT_EQ(client.send("DELETE", "/api/user/" + U).status, 200);
  EXPECT_EQ(client.send("GET", "/api/user/" + U).status, 404);
  EXPECT_EQ(counters_of(program)["connections"], 1);
}

TEST(Os2syncConformance, Case11_OverHttp) {
  Program program{{"--now", "2025-07-25T12:00:00+02:00"}};
  Connection client = program.connect();
  client.send("POST", "/api/user", user(U).dump());
  client.send("POST", "/api/orgUnit", unit(R, "Root").dump());
  client.send("POST", "/api/orgUnit", unit(A, "Unit A", R).dump());
  const json report = json::parse(program.steer("POST", "/tick").body);
  EXPECT_EQ(report["written"], 3);
  EXPECT_EQ(report["queued"], 0);
  EXPECT_EQ(report["now"], "2025-07-25T12:01:00+02:00");
  const json read = json::parse(client.send("GET", "/api/user/" + U).body);
  EXPECT_EQ(read["Positions"][0]["StartDate"], "2025-07-25");
}

TEST(Os2syncConformance, Case23_AResetAfterTheCommitLeavesTheRow) {
  Program program;
  Connection client = program.connect();
  fault(program, {{"kind", "reset_after"}, {"method", "POST"}});
  EXPECT_TRUE(client.send("POST", "/api/user", user(U).dump()).broken);
  EXPECT_EQ(state_of(program)["queue"].size(), 1U);
  EXPECT_EQ(client.send("POST", "/api/user", user(U).dump()).status, 200);
  const json queue = state_of(program)["queue"];
  ASSERT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue[0]["uuid"], queue[1]["uuid"]);
  EXPECT_EQ(json::parse(program.steer("POST", "/tick").body)["written"], 1);
}

TEST(Os2syncConformance, Case23_AResetBeforeTheCommitLeavesNothing) {
  Program program;
  Connection client = program.connect();
  for (const bool close : {false, true}) {
    fault(program, {{"kind", "reset_before"}, {"close", close}});
    EXPECT_TRUE(client.send("POST", "/api/user", user(U).dump()).broken);
    program.steer("DELETE", "/fault");
  }
  EXPECT_EQ(state_of(program)["queue"].size(), 0U);
  EXPECT_EQ(json::parse(program.steer("GET", "/journal").body)[0]["status"], 0);
}

TEST(Os2syncConformance, Case23_ADeadDatabaseOverHttp) {
  Program program;
  Connection client = program.connect();
  fault(program, {{"target", "db"}, {"count", 1}});
  EXPECT_EQ(client.send("POST", "/api/user", user(U).dump()).status, 400);
  EXPECT_EQ(client.send("POST", "/api/user", user(U).dump()).status, 200);
}

TEST(Os2syncLab, CutsBodiesShort) {
  Program program;
  Connection client = program.connect();
  fault(program, {{"kind", "truncate"}, {"bytes", 10}});
  EXPECT_TRUE(client.send("POST", "/api/user", user(U).dump()).broken);
  program.steer("DELETE", "/fault");
  fault(program, {{"kind", "truncate"}, {"method", "DELETE"}});
  EXPECT_TRUE(client.send("DELETE", "/api/user/" + U).broken) << "without a body the head is torn";
  EXPECT_EQ(state_of(program)["queue"].size(), 2U);
}

TEST(Os2syncLab, AnswersInPlaceOfTheServiceLikeAProxy) {
  Program program;
  Connection client = program.connect();
  fault(program, {{"kind", "status"}, {"path", "/API/user"}, {"nth", 2}, {"times", 2}});
  EXPECT_EQ(client.send("POST", "/api/orgUnit", unit(R, "Root").dump()).status, 200);
  EXPECT_EQ(client.send("POST", "/api/user", user(U).dump()).status, 200);
  for (int i = 0; i < 2; ++i) {
    const Answer proxy = client.send("POST", "/api/user", user(U).dump());
    EXPECT_EQ(proxy.status, 503);
    EXPECT_EQ(proxy.content_type, "text/html");
  }
  EXPECT_EQ(client.send("POST", "/api/user", user(U).dump()).status, 200);
  EXPECT_EQ(state_of(program)["queue"].size(), 3U);
}

TEST(Os2syncLab, SpoilsTypesAndSlowsBodies) {
  Program program;
  Connection client = program.connect();
  fault(program, {{"kind", "content_type"}, {"uuid", U}, {"content_type", "text/html"}});
  fault(program, {{"kind", "slow_body"}, {"uuid", U}, {"bytes", 100}, {"pause_ms", 0}});
  const Answer answer = client.send("POST", "/api/user", user(U).dump());
  EXPECT_EQ(answer.content_type, "text/html");
  EXPECT_EQ(json::parse(answer.body)["Uuid"], U);
  EXPECT_EQ(client.send("POST", "/api/user", user(V).dump()).content_type, "application/json; charset=utf-8");
}

TEST(Os2syncLab, RefusesFaultsItDoesNotUnderstand) {
  Program program;
  EXPECT_EQ(program.steer("POST", "/fault", R"({"kind":"nonsense"})").status, 400);
  EXPECT_EQ(program.steer("POST", "/fault", R"({"kind":"delay","pauses":1})").status, 400);
  EXPECT_EQ(program.steer("POST", "/fault", "no json").status, 400);
}

TEST(Os2syncLab, CountsRequestsUnderWayByUuidAndInAll) {
  Program program;
  fault(program, {{"kind", "hold"}, {"times", 3}});
  std::vector<std::jthread> clients;
  for (const std::string& uuid : {U, U, V}) {
    clients.emplace_back([&program, uuid] { program.connect().send("POST", "/api/user", user(uuid).dump()); });
  }
  EXPECT_EQ(counters_of(program, "?held=3")["held"], 3);
  program.steer("POST", "/release");
  for (std::jthread& client : clients) client.join();
  const json counters = counters_of(program);
  EXPECT_EQ(counters["max_concurrent"], 3);
  EXPECT_EQ(counters["max_concurrent_per_uuid"], 2);
  EXPECT_EQ(counters["max_connections"], 3);
  EXPECT_EQ(counters["requests"]["post.user"], 3);
}

TEST(Os2syncLab, SeesWellBehavedClientsAsSuch) {
  Program program;
  std::vector<std::jthread> clients;
  for (int lane = 0; lane < 2; ++lane) {
    clients.emplace_back([&program, lane] {
      Connection client = program.connect();
      for (int i = 0; i < 200; ++i) client.send("POST", "/api/user", user(numbered(i % 5 + lane * 5)).dump());
    });
  }
  for (std::jthread& client : clients) client.join();
  const json counters = counters_of(program);
  EXPECT_EQ(counters["requests"]["post.user"], 400);
  EXPECT_EQ(counters["statuses"]["200"], 400);
  EXPECT_EQ(counters["max_concurrent_per_uuid"], 1);
  EXPECT_LE(counters["max_concurrent"], 2);
  EXPECT_EQ(counters["connections"], 2);
  EXPECT_EQ(json::parse(program.steer("POST", "/drain").body)["queued"], 0);
}

TEST(Os2syncLab, AConnectionThatItsClientHasLeftCountsNoMore) {
  Program program;
  for (int i = 0; i < 20; ++i) program.connect().send("GET", "/manage/health");
  EXPECT_EQ(counters_of(program)["connections"], 20);
  EXPECT_EQ(counters_of(program)["max_connections"], 1);
}

TEST(Os2syncLab, JournalsRequestsInOrderAndBodiesOnlyWhenAsked) {
  Program program;
  Connection client = program.connect();
  client.send("POST", "/api/user?priority=3", user(U).dump());
  client.send("DELETE", "/api/user/" + V);
  const json journal = json::parse(program.steer("GET", "/journal").body);
  ASSERT_EQ(journal.size(), 2U);
  EXPECT_EQ(journal[0]["uuid"], U);
  EXPECT_EQ(journal[0]["query"], "priority=3");
  EXPECT_EQ(journal[1]["uuid"], V);
  EXPECT_EQ(journal[1]["status"], 200);
  EXPECT_FALSE(journal[0].contains("body"));
  const json bodies = json::parse(program.steer("GET", "/journal?bodies=1").body);
  EXPECT_EQ(json::parse(bodies[0]["body"].get<std::string>())["Uuid"], U);
}

TEST(Os2syncLab, SeedsFkOrgWithObjectsOfOtherSystems) {
  Program program;
  const json seeds = json::array({{{"kind", "orgUnit"}, {"payload", {{"Uuid", A}, {"Name", "A"}, {"SOR", "1"}}}},
                                  {{"kind", "user"}, {"state", "inactive"}, {"payload", user(U)}}});
  EXPECT_EQ(program.steer("POST", "/fk", seeds.dump()).body, "{\"seeded\":2}");
  Connection client = program.connect();
  EXPECT_EQ(json::parse(client.send("GET", "/api/orgUnit/" + A).body)["SOR"], "1");
  EXPECT_EQ(json::parse(client.send("GET", "/api/user/" + U).body)["Status"], 2);
  EXPECT_EQ(state_of(program, "?parts=fk&payload=0")["fk"]["12345678"].size(), 2U);
  EXPECT_EQ(program.steer("POST", "/fk", R"({"kind":"orgUnit","payload":{}})").status, 400);
}

TEST(Os2syncLab, ResetsToAnEmptyServiceWithOtherOptions) {
  Program program;
  Connection client = program.connect();
  client.send("POST", "/api/user", user(U).dump());
  EXPECT_EQ(program.steer("POST", "/reset", R"({"profile":"3.x"})").status, 200);
  EXPECT_EQ(client.send("OPTIONS", "/api/user/passiver/x").status, 404);
  EXPECT_EQ(state_of(program)["queue"].size(), 0U);
  EXPECT_EQ(state_of(program)["profile"], "3.x");
}

TEST(Os2syncLab, EndsCleanlyOnSignalsQuitAndTheEndOfStdin) {
  for (const int number : {SIGTERM, SIGINT}) {
    Program program;
    Connection idle = program.connect();
    idle.send("GET", "/manage/health");
    program.signal(number);
    EXPECT_EQ(program.wait(), 0);
  }
  Program told;
  told.steer("POST", "/quit");
  EXPECT_EQ(told.wait(), 0);
  Program orphan;
  orphan.close_stdin();
  EXPECT_EQ(orphan.wait(), 0);
}

TEST(Os2syncLab, EndsWithRequestsOnHold) {
  Program program;
  fault(program, {{"kind", "hold"}});
  std::jthread client{[&] { program.connect().send("POST", "/api/user", user(U).dump()); }};
  counters_of(program, "?held=1");
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  client.join();
}

TEST(Os2syncLab, RefusesArgumentsItDoesNotKnow) {
  Program program{{"--profile", "5.0"}};
  EXPECT_EQ(program.greeting(), "");
  EXPECT_EQ(program.wait(), 64);
}

}  // namespace
}  // namespace os2sync_lab_test
