// SPDX-License-Identifier: MPL-2.0
// What a read for a report adds, and that a read for a run stays as it was.
#include "adapters/os2mo/unplaced_reading.hpp"

#include <gmock/gmock.h>

#include "support/http_os2mo_town.hpp"

namespace os2sync::os2mo {
namespace {

using test::HttpFakeQuestion;
using test::HttpTown;
using test::id;
using test::Json;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

/// P100 to P102 work in U1. P800 and P801 have accounts and no engagement, P802 works in another tree, P803 has no
/// account that counts.
struct Town : HttpTown {
  Town() {
    add_employees(3);
    add_it_user("AU1", {}, id("U1"));
    for (const char* number : {"800", "801", "802", "803"}) {
      add_person(std::string{"P"} + number);
      add_it_user(std::string{"A"} + number, id(std::string{"P"} + number), {},
                  std::string{number} == "803" ? "I-SAP" : "I-AD");
      add_address(std::string{"M"} + number, id(std::string{"P"} + number), {});
    }
    add_engagement("E802", "P802", "X0");
    request.with_cpr = true;
  }
  Snapshot read_all() {
    request.with_unplaced_persons = true;
    return read();
  }
  Snapshot read() {
    SilentObserver observer;
    os2mo.asked.clear();
    return HttpTown::read(observer);
  }
  /// The questions about a collection, "" = those without a choice of owners or objects.
  std::vector<std::string> asked_by(std::string_view collection, std::string_view by) const {
    std::vector<std::string> queries;
    for (const HttpFakeQuestion& one : os2mo.asked)
      if (one.collection == collection && one.by == by) queries.push_back(one.query);
    return queries;
  }
};

template <typename Rows>
std::vector<Uuid> uuids(const Rows& rows) {
  std::vector<Uuid> all;
  for (const auto& row : rows) all.push_back(row.uuid);
  return all;
}

TEST(UnplacedReading, IsNoPartOfTheReadForARun) {
  Town town;
  const Snapshot rows = town.read();
  EXPECT_THAT(uuids(rows.persons), UnorderedElementsAre(id("P100"), id("P101"), id("P102")));
  EXPECT_THAT(town.asked_by("itusers", ""), testing::IsEmpty());
  EXPECT_EQ(town.asked_by("engagements", "").size(), 1U);
  EXPECT_EQ(town.asked_by("engagements", "employee").size(), 0U);
  const std::size_t asked = town.os2mo.asked.size();
  town.read_all();
  EXPECT_EQ(town.os2mo.asked.size(), asked + 3);
}

TEST(UnplacedReading, AddsPersonsWithAnAccountThatCountsWhoWorkInNoCandidateUnit) {
  Town town;
  const Snapshot rows = town.read_all();
  EXPECT_THAT(uuids(rows.persons),
              UnorderedElementsAre(id("P100"), id("P101"), id("P102"), id("P800"), id("P801"), id("P802")));
  EXPECT_THAT(uuids(rows.it_users),
              UnorderedElementsAre(id("A100"), id("A101"), id("A102"), id("AU1"), id("A800"), id("A801"), id("A802")));
  EXPECT_THAT(uuids(rows.engagements), UnorderedElementsAre(id("E100"), id("E101"), id("E102"), id("E802")));
  EXPECT_EQ(rows.addresses.size(), 3U);
}

TEST(UnplacedReading, AsksForNoCprNumber) {
  Town town;
  const Snapshot rows = town.read_all();
  for (const SourcePerson& person : rows.persons)
    EXPECT_EQ(person.cpr.has_value(), person.uuid < id("P800")) << person.given_name;
  const std::vector<std::string> queries = town.asked_by("employees", "uuids");
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_THAT(queries[0], HasSubstr("cpr_number"));
  EXPECT_THAT(queries[1], Not(HasSubstr("cpr_number")));
}

TEST(UnplacedReading, ReadsPageAfterPage) {
  Town town;
  const Snapshot whole = town.read_all();
  town.options.page_size = 1;
  const Snapshot paged = town.read_all();
  EXPECT_EQ(town.asked_by("itusers", "").size(), 7U);
  EXPECT_THAT(uuids(paged.persons), testing::UnorderedElementsAreArray(uuids(whole.persons)));
  EXPECT_THAT(uuids(paged.it_users), testing::UnorderedElementsAreArray(uuids(whole.it_users)));
  EXPECT_THAT(uuids(paged.engagements), testing::UnorderedElementsAreArray(uuids(whole.engagements)));
}

TEST(UnplacedReading, KnowsAnEngagementToComeAndForgetsOneThatHasEnded) {
  Town town;
  const auto period = [&](const char* engagement, const char* person, Json from, Json to) {
    town.add_engagement(engagement, person, "U1");
    town.os2mo.validities["engagements"][id(engagement).to_string()] =
        Json::array({{{"person_response", test::reference(id(person))},
                      {"org_unit_response", test::reference(id("U1"))},
                      {"job_function_response", nullptr},
                      {"extension_1", nullptr},
                      {"extension_3", nullptr},
                      {"is_primary", true},
                      {"validity", {{"from", std::move(from)}, {"to", std::move(to)}}}}});
  };
  period("E800", "P800", "2999-01-01T00:00:00+01:00", nullptr);
  period("E801", "P801", "1951-01-01T00:00:00+01:00", "1952-01-01T00:00:00+01:00");
  // The chain of all engagements says what holds today; asked by person it knows the rest.
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.collection != "engagements") return;
    auto& objects = page["objects"];
    for (std::size_t i = objects.size(); i-- > 0;) {
      if (objects[i]["uuid"] != id("E800").to_string() && objects[i]["uuid"] != id("E801").to_string()) continue;
      if (question.by.empty())
        objects.erase(i);
      else
        objects[i]["current"] = nullptr;
    }
  };
  const Snapshot rows = town.read_all();
  EXPECT_THAT(uuids(rows.engagements),
              UnorderedElementsAre(id("E100"), id("E101"), id("E102"), id("E802"), id("E800")));
  for (const SourceEngagement& engagement : rows.engagements)
    EXPECT_EQ(engagement.is_future, engagement.uuid == id("E800")) << engagement.uuid.to_string();
}

TEST(UnplacedReading, AsksForNoAccountAtAllWhenNoItSystemCounts) {
  for (const bool decides : {true, false}) {
    Town town;
    town.request.person_it_systems = nullptr;
    if (decides) town.request.person_it_systems = [](const auto&) { return std::vector<Uuid>{}; };
    EXPECT_EQ(town.read_all().persons.size(), 3U);
    EXPECT_THAT(town.asked_by("itusers", ""), testing::IsEmpty());
  }
}

TEST(UnplacedReading, AddsNothingTwiceWhereAccountHoldersAreReadAnyway) {
  Town town;
  town.request.with_account_holders = true;
  const Snapshot rows = town.read_all();
  EXPECT_EQ(rows.persons.size(), 6U);
  EXPECT_EQ(rows.it_users.size(), 7U);
  EXPECT_EQ(rows.engagements.size(), 4U);
}

}  // namespace
}  // namespace os2sync::os2mo
