// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/os2mo_source.hpp"

#include <random>

#include <gmock/gmock.h>

#include "support/http_os2mo_town.hpp"
#include "support/http_server.hpp"

namespace os2sync::os2mo {
namespace {

using test::HttpFakeQuestion;
using test::HttpTown;
using test::id;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

template <typename Row>
std::vector<Uuid> uuids_of(const std::vector<Row>& rows) {
  std::vector<Uuid> out;
  for (const Row& row : rows) out.push_back(row.uuid);
  return out;
}

Snapshot read(HttpTown& town) {
  SilentObserver observer;
  return town.read(observer);
}

std::vector<HttpFakeQuestion> questions(const HttpTown& town, std::string_view collection, std::string_view by) {
  std::vector<HttpFakeQuestion> out;
  for (const auto& one : town.os2mo.asked)
    if (one.collection == collection && one.by == by) out.push_back(one);
  return out;
}

TEST(Os2moSourceRead, ReadsEveryKindOfRowThatMatters) {
  HttpTown town;
  town.add_person("P1");
  town.add_engagement("E1", "P1", "U1");
  town.add_it_user("A1", id("P1"), {});
  town.add_it_user("A2", {}, id("U1"), "I-SAP");
  town.add_address("M1", id("P1"), {});
  town.add_address("M2", {}, id("U0"), "T-EAN");
  town.add_manager("G1", "U1", id("P1"));
  town.add_kle("K1", "U1");
  const Snapshot rows = read(town);
  EXPECT_EQ(rows.classes.size(), 6U);
  EXPECT_EQ(rows.it_systems.size(), 2U);
  EXPECT_THAT(uuids_of(rows.units), UnorderedElementsAre(id("U0"), id("U1"), id("X0")));
  EXPECT_THAT(uuids_of(rows.persons), ElementsAre(id("P1")));
  EXPECT_THAT(uuids_of(rows.engagements), ElementsAre(id("E1")));
  EXPECT_THAT(uuids_of(rows.it_users), UnorderedElementsAre(id("A1"), id("A2")));
  EXPECT_THAT(uuids_of(rows.addresses), UnorderedElementsAre(id("M1"), id("M2")));
  EXPECT_THAT(uuids_of(rows.managers), ElementsAre(id("G1")));
  EXPECT_THAT(uuids_of(rows.kles), ElementsAre(id("K1")));
}

TEST(Os2moSourceRead, LeavesOutWhatNoRuleCanUse) {
  HttpTown town;
  town.add_person("P1");
  town.add_person("P2");
  town.add_engagement("E1", "P1", "U1");
  town.add_engagement("E2", "P1", "X0");  // of a wanted person: kept
  town.add_engagement("E3", "P2", "X0");
  town.add_it_user("A1", id("P1"), {}, "I-SAP");
  town.add_it_user("A2", {}, id("X0"));
  town.add_address("M1", id("P1"), {}, "T-EAN");
  town.add_address("M2", id("P2"), {});
  town.add_manager("G1", "X0", id("P1"));
  town.add_kle("K1", "X0");
  const Snapshot rows = read(town);
  EXPECT_THAT(uuids_of(rows.persons), ElementsAre(id("P1")));
  EXPECT_THAT(uuids_of(rows.engagements), UnorderedElementsAre(id("E1"), id("E2")));
  EXPECT_THAT(rows.it_users, IsEmpty());
  EXPECT_THAT(rows.addresses, IsEmpty());
  EXPECT_THAT(rows.managers, IsEmpty());
  EXPECT_THAT(rows.kles, IsEmpty());
}

TEST(Os2moSourceRead, AsksNothingThatTheRequestDoesNotWant) {
  HttpTown town;
  town.add_employees(3);
  town.request.with_managers = false;
  town.request.with_kle = false;
  town.request.unit_address_types = [](const auto&) { return std::vector<Uuid>{}; };
  town.request.person_address_types = nullptr;
  town.request.person_it_systems = [](const auto&) { return std::vector<Uuid>{}; };
  const Snapshot rows = read(town);
  EXPECT_EQ(rows.persons.size(), 3U);
  for (const char* collection : {"managers", "kles", "addresses"})
    EXPECT_EQ(town.os2mo.count(collection), 0U) << collection;
  EXPECT_EQ(questions(town, "itusers", "org_unit").size(), 1U);
  EXPECT_EQ(questions(town, "itusers", "employee").size(), 0U);
}

TEST(Os2moSourceRead, AsksTheRulesOnlyOnceTheirInputIsComplete) {
  HttpTown town;
  town.options.page_size = 2;
  std::size_t classes = 0;
  std::size_t systems = 0;
  std::size_t units = 0;
  town.request.unit_address_types = [&](const auto& rows) {
    classes = rows.size();
    return std::vector<Uuid>{};
  };
  town.request.person_it_systems = [&](const auto& rows) {
    systems = rows.size();
    return std::vector<Uuid>{};
  };
  town.request.candidate_units = [&](const auto& rows) {
    units = rows.size();
    return std::vector<Uuid>{};
  };
  read(town);
  EXPECT_EQ(classes, 6U);
  EXPECT_EQ(systems, 2U);
  EXPECT_EQ(units, 3U);
}

TEST(Os2moSourceRead, ReadsCprNumbersOnlyWhenTheyAreToBeSent) {
  HttpTown town;
  town.add_employees(1);
  EXPECT_EQ(read(town).persons.at(0).cpr, std::nullopt);
  for (const auto& question : town.os2mo.asked) EXPECT_EQ(question.query.find("cpr"), std::string::npos);
  town.request.with_cpr = true;
  EXPECT_EQ(read(town).persons.at(0).cpr, Cpr::parse("0101901234"));
}

TEST(Os2moSourceRead, NeedsOneRequestPerPageAndOneLogin) {
  HttpTown town;
  town.add_employees(300);
  town.options.page_size = 200;
  const Snapshot rows = read(town);
  EXPECT_EQ(rows.persons.size(), 300U);
  EXPECT_EQ(rows.it_users.size(), 300U);
  EXPECT_EQ(rows.addresses.size(), 300U);
  // login; classes, it-systems, units, managers, KLE; 2 pages of engagements; accounts and addresses of units;
  // persons, accounts and addresses of two batches.
  EXPECT_EQ(town.requests_made, 1U + 5U + 2U + 2U + 6U);
  EXPECT_EQ(town.net.started, town.requests_made);
}

TEST(Os2moSourceRead, CutsTheSameBatchesHoweverTheAnswersArrive) {
  std::optional<std::vector<std::vector<std::string>>> expected;
  for (unsigned seed = 0; seed < 20; ++seed) {
    HttpTown town;
    town.add_employees(23);
    // A second engagement of somebody known already, so that a page of engagements names fewer new persons than it is
    // long.
    for (const char* engagement : {"E101b", "E104b", "E109b", "E110b"}) town.add_engagement(engagement, "P100", "U0");
    town.options.page_size = 5;
    std::mt19937 random{seed};
    town.net.choose = [&](std::size_t count) { return random() % count; };
    read(town);
    std::vector<std::vector<std::string>> batches;
    for (const auto& question : questions(town, "employees", "uuids")) {
      EXPECT_TRUE(std::is_sorted(question.ids.begin(), question.ids.end()));
      batches.push_back(question.ids);
    }
    std::sort(batches.begin(), batches.end());
    if (!expected) expected = batches;
    EXPECT_EQ(batches, *expected) << "seed " << seed;
  }
  EXPECT_EQ(expected->size(), 5U);
}

TEST(Os2moSourceRead, ReturnsTheSameRowsHoweverTheAnswersArrive) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    HttpTown town;
    town.add_employees(30);
    town.options.page_size = 4;
    std::mt19937 random{seed};
    town.net.choose = [&](std::size_t count) { return random() % count; };
    const Snapshot rows = read(town);
    EXPECT_EQ(rows.persons.size(), 30U) << "seed " << seed;
    EXPECT_EQ(rows.engagements.size(), 30U);
    EXPECT_EQ(rows.it_users.size(), 30U);
    EXPECT_EQ(rows.addresses.size(), 30U);
  }
}

TEST(Os2moSourceRead, KeepsAllConnectionsBusyButNoMore) {
  HttpTown town;
  town.add_employees(40);
  town.options.page_size = 3;
  town.options.connections = 4;
  read(town);
  EXPECT_EQ(town.net.most_in_flight, 4U);
  HttpTown narrow;
  narrow.add_employees(10);
  narrow.options.connections = 1;
  read(narrow);
  EXPECT_EQ(narrow.net.most_in_flight, 1U);
}

TEST(Os2moSourceRead, BeginsWithPersonsWhileEngagementsAreStillBeingRead) {
  HttpTown town;
  town.add_employees(60);
  town.options.page_size = 10;
  read(town);
  std::size_t first_person = 0;
  std::size_t last_engagement = 0;
  for (std::size_t i = 0; i < town.os2mo.asked.size(); ++i) {
    if (town.os2mo.asked[i].collection == "employees" && first_person == 0) first_person = i;
    if (town.os2mo.asked[i].collection == "engagements") last_engagement = i;
  }
  EXPECT_LT(first_person, last_engagement);
}

TEST(Os2moSourceRead, AsksTheConfiguredVersion) {
  HttpTown town;
  town.options.graphql_version = 30;
  town.options.base_url = "http://mo/";
  read(town);
  for (const auto& question : town.os2mo.asked) EXPECT_EQ(question.url, "http://mo/graphql/v30");
}

TEST(Os2moSourceRead, TreatsTheOrganisationAsNoParentV25) {
  HttpTown town;
  town.add_unit("U0", id("ORGANISATION"));
  town.add_unit("X0", id("ORGANISATION"));
  std::vector<SourceUnit> seen_by_rules;
  town.request.candidate_units = [&](const auto& units) {
    seen_by_rules = units;
    return town.candidates;
  };
  const Snapshot rows = read(town);
  EXPECT_EQ(rows.units, seen_by_rules);
  for (const SourceUnit& unit : rows.units)
    EXPECT_EQ(unit.parent, unit.uuid == id("U1") ? std::optional{id("U0")} : std::nullopt);
  EXPECT_EQ(questions(town, "org_units", "uuids").size(), 0U);
}

TEST(Os2moSourceRead, TellsTheObserverHowManyObjectsAreRead) {
  struct Counter final : Observer {
    std::vector<std::size_t> done;
    void progress(Stage stage, std::size_t count, std::size_t) override {
      EXPECT_EQ(stage, Stage::reading);
      done.push_back(count);
    }
    void warn(const Said&) override {}
    void debug(std::string_view) override {}
  } counter;
  HttpTown town;
  town.add_employees(10);
  town.read(counter);
  EXPECT_TRUE(std::is_sorted(counter.done.begin(), counter.done.end()));
  EXPECT_EQ(counter.done.back(), 6U + 2U + 3U + 10U * 4U);
}

TEST(Os2moSourceRead, ReadsAnEmptyOs2mo) {
  HttpTown town;
  for (const char* unit : {"U0", "U1", "X0"}) town.os2mo.remove("org_units", id(unit));
  town.candidates.clear();
  const Snapshot rows = read(town);
  EXPECT_THAT(rows.units, IsEmpty());
  EXPECT_THAT(rows.persons, IsEmpty());
}

TEST(Os2moSourceRead, KeepsItsTokenFromReadToRead) {
  HttpTown town;
  auto source = town.make_source();
  SilentObserver observer;
  source.read(town.request, observer);
  source.read(town.request, observer);
  EXPECT_EQ(town.os2mo.logins, 1U);
}

TEST(Os2moSourceRead, WorksOverRealConnectionsAndKeepsThem) {
  HttpTown town;
  town.add_employees(50);
  town.options.page_size = 10;
  town.options.connections = 3;
  std::mutex mutex;
  test::HttpServer server{[&](const test::HttpRequest& request) {
    const std::lock_guard lock{mutex};
    http::Request asked{"POST", request.line, {}, request.body, {}};
    if (const auto at = request.head.find("Authorization: "); at != std::string::npos)
      asked.headers.push_back(request.head.substr(at, request.head.find('\r', at) - at));
    const auto response = std::get<http::Response>(town.os2mo.answer(asked));
    return test::answer(response.status, response.content_type, response.body);
  }};
  town.options.base_url = server.url("");
  town.options.auth_server = server.url("/auth");
  Os2moSource source{town.options, town.clock};
  SilentObserver observer;
  const Snapshot rows = source.read(town.request, observer);
  EXPECT_EQ(rows.persons.size(), 50U);
  EXPECT_EQ(rows.addresses.size(), 50U);
  EXPECT_LE(server.connections(), 4);
  EXPECT_EQ(static_cast<std::size_t>(server.requests()), source.requests_made());
}

TEST(Os2moSourceRead, ReadsWhatTemplatesAloneShowOnlyForThem) {
  HttpTown town;
  town.add_employees(1);
  const Snapshot plain = read(town);
  EXPECT_EQ(plain.persons.at(0).seniority, std::nullopt);
  EXPECT_THAT(plain.organisations, IsEmpty());
  EXPECT_EQ(town.os2mo.count("org"), 0U);
  town.request.with_template_facts = true;
  const Snapshot rows = read(town);
  EXPECT_EQ(rows.persons.at(0).seniority, Day::parse("2001-02-03"));
  ASSERT_EQ(rows.organisations.size(), 1U);
  EXPECT_EQ(rows.organisations[0].name, "Byen");
}

}  // namespace
}  // namespace os2sync::os2mo
