// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/os2mo_accounts.hpp"

#include <gmock/gmock.h>

#include "core/error.hpp"
#include "support/builders.hpp"
#include "support/http_fake_clock.hpp"
#include "support/http_fake_os2mo.hpp"
#include "support/http_fake_transport.hpp"

namespace os2sync::os2mo {
namespace {

using test::graphql_error;
using test::id;
using test::Json;
using test::json_response;
using testing::HasSubstr;
using testing::SizeIs;

/// An OS2MO that logs in everybody and does what it is told.
struct World {
  test::HttpFakeNet net;
  test::HttpFakeClock clock;
  Options options;
  std::vector<Json> asked;
  std::vector<std::string> tokens;
  std::size_t logins = 0;
  std::function<http::Result()> answer = [] {
    return json_response({{"data",
                           {{"ituser_create", {{"uuid", id("I1").to_string()}}},
                            {"ituser_terminate", {{"uuid", id("I1").to_string()}}}}}});
  };

  World() {
    options.base_url = "http://mo/";
    options.auth_server = "http://auth";
    net.answer = [this](const http::Request& request) -> http::Result {
      if (request.url.find("/token") != std::string::npos) {
        return json_response({{"access_token", "t" + std::to_string(++logins)}, {"expires_in", 300}});
      }
      EXPECT_EQ(request.url, "http://mo/graphql/v" + std::to_string(options.graphql_version));
      asked.push_back(Json::parse(request.body));
      tokens.push_back(request.headers.back());
      return answer();
    };
  }
  Os2moAccounts accounts() { return {options, clock, std::make_unique<test::HttpFakeTransport>(net)}; }
  WriteResult create() { return accounts().create(id("SYSTEM"), {id("P1"), id("G1"), id("FP1"), false, false}); }
  WriteResult end() { return accounts().end({id("P1"), id("I1"), id("FP1")}); }
};

std::string why(const WriteResult& result) {
  const auto* failure = std::get_if<NotWritten>(&result);
  return failure ? failure->why.english : "written";
}

TEST(Os2moAccounts, CreatesAnAccountFromTodayOn) {
  World world;
  EXPECT_EQ(why(world.create()), "written");
  ASSERT_THAT(world.asked, SizeIs(1));
  EXPECT_THAT(world.asked[0]["query"].get<std::string>(), HasSubstr("mutation($input:ITUserCreateInput!)"));
  EXPECT_EQ(world.asked[0]["variables"]["input"],
            (Json{{"person", id("P1").to_string()},
                  {"itsystem", id("SYSTEM").to_string()},
                  {"user_key", id("G1").to_string()},
                  {"external_id", id("FP1").to_string()},
                  {"validity", {{"from", danish_midnight(danish_day(world.clock.now()))}, {"to", nullptr}}}}));
}

TEST(Os2moAccounts, EndsAnAccountWithYesterdayAsEachVersionWritesIt) {
  World world;
  const Day today = danish_day(world.clock.now());
  EXPECT_EQ(why(world.end()), "written");
  world.options.graphql_version = 29;
  EXPECT_EQ(why(world.end()), "written");
  ASSERT_THAT(world.asked, SizeIs(2));
  EXPECT_THAT(world.asked[0]["query"].get<std::string>(), HasSubstr("ituser_terminate"));
  EXPECT_EQ(world.asked[0]["variables"]["input"],
            (Json{{"uuid", id("I1").to_string()}, {"to", danish_midnight(day_before(today))}}));
  EXPECT_EQ(world.asked[1]["variables"]["input"]["to"], danish_midnight(today));
}

TEST(Os2moAccounts, TakesAnErrorWithStatus200ForAFailureAndDoesNotRepeatIt) {
  World world;
  world.answer = [] { return graphql_error("ErrorCodes.E_NOT_FOUND"); };
  const WriteResult refused = world.create();
  EXPECT_EQ(why(refused), "OS2MO refused: ErrorCodes.E_NOT_FOUND");
  EXPECT_EQ(std::get<NotWritten>(refused).why.danish, "OS2MO afviste: ErrorCodes.E_NOT_FOUND");
  EXPECT_THAT(world.asked, SizeIs(1));
}

TEST(Os2moAccounts, DoesNotRepeatAWriteWhoseAnswerGotLost) {
  for (const http::Result& lost : {http::Result{http::Failure{http::FailureKind::timed_out, false, "slow"}},
                                   http::Result{http::Response{502, "text/html", "", "<html>"}},
                                   http::Result{http::Response{200, "application/json", "", "{\"data\":{\"itu"}},
                                   http::Result{json_response({{"data", {{"ituser_create", nullptr}}}})}}) {
    World world;
    world.answer = [&] { return lost; };
    EXPECT_NE(why(world.create()), "written");
    EXPECT_THAT(world.asked, SizeIs(1));
  }
}

TEST(Os2moAccounts, LogsInAgainOnceWhenTheTokenIsRefused) {
  World world;
  world.answer = [&]() -> http::Result {
    if (world.asked.size() == 1) return graphql_error("User is not authenticated");
    return json_response({{"data", {{"ituser_create", {{"uuid", id("I1").to_string()}}}}}});
  };
  EXPECT_EQ(why(world.create()), "written");
  EXPECT_THAT(world.tokens, testing::ElementsAre("Authorization: Bearer t1", "Authorization: Bearer t2"));
  world.answer = [] { return graphql_error("User is not authenticated"); };
  try {
    world.create();
    FAIL() << "was let in";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unauthorised);
  }
}

}  // namespace
}  // namespace os2sync::os2mo
