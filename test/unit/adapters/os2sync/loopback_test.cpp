// SPDX-License-Identifier: MPL-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/os2sync/os2sync_sink.hpp"
#include "core/error.hpp"
#include "support/http_fake_clock.hpp"
#include "support/http_server.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::HasSubstr;

Os2syncOptions options_for(const HttpServer& server) {
  Os2syncOptions options;
  options.api_url = server.url("/api");
  options.cvr = "12345678";
  options.api_key = Secret{"k-test"};
  options.connections = 1;
  return options;
}

class Os2syncSinkOverHttp : public testing::Test {
 protected:
  HttpFakeClock clock;
};

TEST_F(Os2syncSinkOverHttp, ProbesPostsReadsAndDeletesOnOneConnection) {
  std::mutex mutex;
  std::vector<HttpRequest> seen;
  HttpServer server{[&](const HttpRequest& request) {
    const std::lock_guard lock{mutex};
    seen.push_back(request);
    if (request.line.starts_with("OPTIONS")) return answer(405, "", "", "Allow: DELETE, GET, POST\r\n");
    if (request.body == "{}") return answer(400, "application/json; charset=utf-8", "\"name is null\"");
    if (request.line.starts_with("GET"))
      return answer(200, "application/json; charset=utf-8", R"({"Uuid":"x","Name":"Root"})");
    return answer(200, "application/json; charset=utf-8", "");
  }};
  const auto sink = open_sink(options_for(server), clock);
  const WantedUser person = user("P");
  EXPECT_TRUE(sink->probe().version_4);
  EXPECT_TRUE(std::holds_alternative<Accepted>(sink->push(PostUser{&person, nullptr, true})));
  EXPECT_TRUE(std::holds_alternative<FkObject>(sink->read(ObjectKind::unit, id("TOP"))));
  EXPECT_TRUE(std::holds_alternative<Accepted>(sink->push(DeleteObject{ObjectKind::user, id("P")})));

  ASSERT_EQ(seen.size(), 5U);
  EXPECT_THAT(seen[2].line, HasSubstr("POST /api/user?bypassCache=true"));
  EXPECT_THAT(seen[2].head, HasSubstr("ApiKey: k-test"));
  EXPECT_THAT(seen[2].head, HasSubstr("Content-Type: application/json"));
  EXPECT_THAT(seen[2].body, HasSubstr("\"UserId\":\"login-P\""));
  EXPECT_THAT(seen[4].line, HasSubstr("DELETE /api/user/" + id("P").to_string()));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(Os2syncSinkOverHttp, IsBusyWhenTheAnswerIsLostConformance23) {
  HttpServer server{[](const HttpRequest&) {
    return HttpReply{"HTTP/1.1 200 OK\r\nContent-Le", HttpReply::Then::reset};
  }};
  const WantedUser person = user("P");
  EXPECT_TRUE(std::holds_alternative<Busy>(open_sink(options_for(server), clock)->push(PostUser{&person, nullptr})));
}

TEST_F(Os2syncSinkOverHttp, IsBusyWhenNoAnswerComes) {
  HttpServer server{[](const HttpRequest&) { return HttpReply{"", HttpReply::Then::say_nothing_more}; }};
  Os2syncOptions hasty = options_for(server);
  hasty.timeout = std::chrono::seconds{2};  // or a busy machine has no connection yet
  const PushResult result = open_sink(hasty, clock)->push(DeleteObject{ObjectKind::user, id("P")});
  ASSERT_TRUE(std::holds_alternative<Busy>(result));
  EXPECT_THAT(std::get<Busy>(result).why.english, HasSubstr("in time"));
}

TEST_F(Os2syncSinkOverHttp, SaysThatNobodyIsThere) {
  Os2syncOptions options;
  {
    const HttpServer gone{[](const HttpRequest&) { return HttpReply{}; }};
    options = options_for(gone);
  }
  try {
    open_sink(options, clock)->probe();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.what(), HasSubstr(options.api_url));
  }
}

}  // namespace
}  // namespace os2sync::test
