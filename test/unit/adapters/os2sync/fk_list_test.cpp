// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/fk_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_fake_lanes.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kU = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
constexpr const char* kV = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
constexpr const char* kTicket = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";

Uuid uuid(const char* text) { return *Uuid::parse(text); }

std::string why(const FkListing& listing) {
  const auto* unavailable = std::get_if<FkUnavailable>(&listing);
  return unavailable ? unavailable->why.english : "";
}

/// Hands out a ticket and says "not yet" so many times.
auto hierarchy(std::string tree, int not_yet = 0) {
  return [=, left = not_yet](const http::Request& request) mutable -> http::Result {
    if (request.url.ends_with("/hierarchy")) return response(200, std::string{"\""} + kTicket + "\"");
    return left-- > 0 ? response(404) : response(200, tree);
  };
}

const std::string kTree = R"({"Created":"2026-01-01T00:00:00+01:00","Result":{"OUs":[{"Uuid":")" + std::string{kV} +
                          R"(","Name":"Root","ParentOU":null}],"Users":[{"Uuid":")" + kV +
                          R"(","Status":1},{"Uuid":")" + kU + R"(","Status":2},{"Uuid":")" + kTicket +
                          R"("}]},"Status":0})";

// `all`

TEST(ListAll, IsCompleteSortedAndBlindToLetterCaseConformance17) {
  SinkRig rig{always_answer(
      response(200, R"(["BBBBBBBB-BBBB-4BBB-8BBB-BBBBBBBBBBBB",")" + std::string{kU} + "\",\"" + kV + "\",\"odd\"]"))};
  const FkListing listing = rig.sink.list(ObjectKind::user);
  ASSERT_TRUE(std::holds_alternative<FkList>(listing));
  EXPECT_TRUE(std::get<FkList>(listing).complete);
  EXPECT_THAT(std::get<FkList>(listing).uuids, ElementsAre(uuid(kU), uuid(kV)));
  EXPECT_EQ(rig.service.last().method, "GET");
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/user/all");
  EXPECT_EQ(rig.service.last().timeout, minutes{30});
  rig.sink.list(ObjectKind::unit);
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/orgUnit/all");
}

TEST(ListAll, TakesAnEmptyFkOrgForEmptyConformance17) {
  const FkListing listing = SinkRig{always_answer(response(200, "[]"))}.sink.list(ObjectKind::user);
  ASSERT_TRUE(std::holds_alternative<FkList>(listing));
  EXPECT_TRUE(std::get<FkList>(listing).uuids.empty());
}

TEST(ListAll, IsUnavailableRatherThanEmptyOrPartConformance18) {
  const std::vector<http::Result> failures{
      response(404),  // an OS2sync before 4.1 looks for the object "all"
      response(400, "\"Service 'virksomhed' returned (50) 0101011234\""),
      response(500, "<html>", "text/html"),
      response(200, "<html>", "text/html"),
      response(200, "{}"),
      response(200, ""),
      response(200, "[\"" + std::string{kU} + "\","),
      response(200, "[\"" + std::string{kU} + "\",1]"),
      response(200, "[null]"),
      response(503),
      http::Failure{http::FailureKind::timed_out, false, ""},
      http::Failure{http::FailureKind::broken, true, ""},
  };
  for (const http::Result& failure : failures) {
    const FkListing listing = SinkRig{always_answer(failure)}.sink.list(ObjectKind::user);
    ASSERT_TRUE(std::holds_alternative<FkUnavailable>(listing));
    EXPECT_THAT(why(listing), Not(testing::IsEmpty()));
    EXPECT_THAT(why(listing), Not(HasSubstr("0101011234")));
  }
}

TEST(ListAll, StopsTheRunWhenTheKeyIsRefusedConformance7) {
  SinkRig four{always_answer(response(401))};
  EXPECT_EQ(error_of([&] { four.sink.list(ObjectKind::user); }).kind(), ErrorKind::unauthorised);
  SinkRig three{always_answer(response(401)), options_of(3)};
  EXPECT_EQ(error_of([&] { three.sink.list(ObjectKind::user); }).kind(), ErrorKind::unauthorised);
}

// the hierarchy

TEST(ListByHierarchy, AsksForUnitsAloneAndIsNeverCompleteConformance19) {
  SinkRig rig{hierarchy(kTree), options_of(3)};
  const FkListing listing = rig.sink.list(ObjectKind::unit);
  ASSERT_TRUE(std::holds_alternative<FkList>(listing));
  EXPECT_FALSE(std::get<FkList>(listing).complete);
  EXPECT_THAT(std::get<FkList>(listing).uuids, ElementsAre(uuid(kV)));
  ASSERT_EQ(rig.service.requests.size(), 2U);
  EXPECT_EQ(rig.service.requests[0].url, "https://os2sync.example/api/hierarchy");
  EXPECT_TRUE(has_header(rig.service.requests[0], "onlyOUs: true"));
  EXPECT_TRUE(has_header(rig.service.requests[0], "Accept: application/json"));
  EXPECT_EQ(rig.service.requests[1].url, "https://os2sync.example/api/hierarchy/" + std::string{kTicket});
  EXPECT_TRUE(has_header(rig.service.requests[1], "ApiKey: k-test"));
}

TEST(ListByHierarchy, LeavesOutInactiveUsersConformance19) {
  SinkRig rig{hierarchy(kTree), options_of(3)};
  const FkListing listing = rig.sink.list(ObjectKind::user);
  ASSERT_TRUE(std::holds_alternative<FkList>(listing));
  EXPECT_FALSE(std::get<FkList>(listing).complete);
  EXPECT_THAT(std::get<FkList>(listing).uuids, ElementsAre(uuid(kV), uuid(kTicket)));
  EXPECT_FALSE(has_header(rig.service.requests[0], "onlyOUs: true"));
}

TEST(ListByHierarchy, TakesATicketWithoutQuotesToo) {
  SinkRig rig{[](const http::Request& request) -> http::Result {
                return request.url.ends_with("/hierarchy") ? response(200, kTicket, "text/plain; charset=utf-8")
                                                           : response(200, kTree);
              },
              options_of(3)};
  EXPECT_TRUE(std::holds_alternative<FkList>(rig.sink.list(ObjectKind::unit)));
}

TEST(ListByHierarchy, PollsEveryFiveToTenSecondsConformance19) {
  SinkRig rig{hierarchy(kTree, 4), options_of(3)};
  EXPECT_TRUE(std::holds_alternative<FkList>(rig.sink.list(ObjectKind::unit)));
  EXPECT_THAT(rig.clock.sleeps, ElementsAre(seconds{5}, seconds{10}, seconds{10}, seconds{10}));
}

TEST(ListByHierarchy, GivesUpAtItsDeadlineBecause404NeverTellsConformance19) {
  SinkRig rig{hierarchy(kTree, 1'000'000), options_of(3)};
  const auto start = rig.clock.steady_now();
  EXPECT_THAT(why(rig.sink.list(ObjectKind::unit)), HasSubstr("30 minutes"));
  EXPECT_LE(rig.clock.steady_now() - start, minutes{30});
  EXPECT_GT(rig.clock.steady_now() - start, minutes{29});
  EXPECT_THAT(why(rig.sink.list(ObjectKind::user)), HasSubstr("45 minutes"));
}

TEST(ListByHierarchy, StopsWaitingWhenAskedTo) {
  SinkRig rig{hierarchy(kTree, 1'000'000), options_of(3)};
  rig.clock.stopped = true;
  EXPECT_THAT(why(rig.sink.list(ObjectKind::unit)), HasSubstr("asked to stop"));
  EXPECT_EQ(rig.clock.sleeps.size(), 1U);
}

TEST(ListByHierarchy, WaitsThroughRefusedConnectionsButNotThroughALostAnswer) {
  int refused = 2;
  SinkRig patient{[&](const http::Request& request) -> http::Result {
                    if (!request.url.ends_with("/hierarchy") && refused-- > 0) {
                      return http::Failure{http::FailureKind::connect, false, "refused"};
                    }
                    return hierarchy(kTree)(request);
                  },
                  options_of(3)};
  EXPECT_TRUE(std::holds_alternative<FkList>(patient.sink.list(ObjectKind::unit)));
  SinkRig cut{[](const http::Request& request) -> http::Result {
                if (request.url.ends_with("/hierarchy")) return hierarchy(kTree)(request);
                return http::Failure{http::FailureKind::broken, true, "reset"};
              },
              options_of(3)};
  EXPECT_THAT(why(cut.sink.list(ObjectKind::unit)), HasSubstr("broke"));
  EXPECT_TRUE(cut.clock.sleeps.empty());
}

TEST(ListByHierarchy, IsUnavailableRatherThanEmptyConformance19) {
  const std::vector<std::string> trees{
      R"({"Created":"x","Result":null,"Status":1})",
      R"({"Created":"x","Result":{"OUs":[]},"Status":1})",
      R"({"Created":"x","Result":null,"Status":0})",
      R"({"Result":{"Users":[]},"Status":0})",
      R"({"Result":{"OUs":[]}})",
      R"({"Result":{"OUs":[{"Name":"Root"}]},"Status":0})",
      R"({"Result":{"OUs":[{"Uuid":null}]},"Status":0})",
      R"({"Result":{"OUs":[)",
      "[]",
      "\"text\"",
  };
  for (const std::string& tree : trees) {
    SinkRig rig{hierarchy(tree), options_of(3)};
    EXPECT_TRUE(std::holds_alternative<FkUnavailable>(rig.sink.list(ObjectKind::unit))) << tree;
  }
  const std::vector<http::Result> starts{response(404),
                                         response(400, "\"text\""),
                                         response(200, "\"no ticket\""),
                                         response(200, "<p>"),
                                         response(503),
                                         http::Failure{http::FailureKind::timed_out, false, ""}};
  for (const http::Result& start : starts) {
    SinkRig rig{always_answer(start), options_of(3)};
    EXPECT_TRUE(std::holds_alternative<FkUnavailable>(rig.sink.list(ObjectKind::unit)));
    EXPECT_EQ(rig.service.requests.size(), 1U);
  }
  for (const http::Result& poll : {http::Result{response(500)}, http::Result{response(404, "<html>", "text/html")}}) {
    SinkRig rig{[poll](const http::Request& request) -> http::Result {
                  return request.url.ends_with("/hierarchy") ? response(200, std::string{"\""} + kTicket + "\"") : poll;
                },
                options_of(3)};
    EXPECT_TRUE(std::holds_alternative<FkUnavailable>(rig.sink.list(ObjectKind::unit)));
  }
}

}  // namespace
}  // namespace os2sync::test
