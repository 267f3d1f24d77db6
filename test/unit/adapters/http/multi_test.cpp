// SPDX-License-Identifier: MPL-2.0
#include "adapters/http/multi.hpp"

#include <condition_variable>
#include <mutex>
#include <set>

#include <gmock/gmock.h>

#include "support/http_server.hpp"

namespace os2sync::http {
namespace {

using test::answer;
using test::HttpReply;
using test::HttpRequest;
using test::HttpServer;

constexpr auto kPatience = std::chrono::milliseconds{60'000};

Request post(const std::string& url, std::string body = "{}") {
  return {"POST", url, {"Content-Type: application/json"}, std::move(body), std::chrono::seconds{60}};
}

void finish_all(Multi& multi) {
  while (multi.in_flight() > 0) multi.drive(kPatience);
}

TEST(Multi, ReportsEveryAnswerToTheRequestItBelongsTo) {
  HttpServer server{[](const HttpRequest& request) { return answer(200, "text/plain", request.body + "!"); }};
  Multi multi{{}, 3};
  std::vector<std::string> answers(20);
  for (std::size_t i = 0; i < answers.size(); ++i)
    multi.start(post(server.url(), std::to_string(i)),
                [&answers, i](Result& result) { answers[i] = std::get<Response>(result).body; });
  finish_all(multi);
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i], std::to_string(i) + "!");
}

TEST(Multi, UsesAtMostTheGivenConnectionsAndAllOfThemAtOnce) {
  std::mutex mutex;
  std::condition_variable all_here;
  std::set<int> waiting;
  HttpServer server{[&](const HttpRequest& request) {
    std::unique_lock lock{mutex};
    waiting.insert(request.connection);
    all_here.notify_all();
    // Nobody is answered before four connections hold a request: with fewer in parallel this never ends.
    if (!all_here.wait_for(lock, std::chrono::seconds{60}, [&] { return waiting.size() >= 4; }))
      return answer(500, "a/b", "");
    return answer(200, "text/plain", "ok");
  }};
  Multi multi{{}, 4};
  int good = 0;
  for (int i = 0; i < 40; ++i)
    multi.start(post(server.url()), [&](Result& result) { good += std::get<Response>(result).status == 200 ? 1 : 0; });
  finish_all(multi);
  EXPECT_EQ(good, 40);
  EXPECT_EQ(server.connections(), 4);
}

TEST(Multi, LetsAnAnswerStartTheNextRequestOnTheSameConnection) {
  HttpServer server{[](const HttpRequest&) { return answer(200, "text/plain", "ok"); }};
  Multi multi{{}, 1};
  int left = 10;
  std::function<void(Result&)> next = [&](Result&) {
    if (--left > 0) multi.start(post(server.url()), next);
  };
  multi.start(post(server.url()), next);
  finish_all(multi);
  EXPECT_EQ(left, 0);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Multi, PutsAFollowUpOnTheWireBeforeTheFirstAnswerIsDealtWith) {
  std::mutex mutex;
  std::condition_variable arrived;
  bool second_arrived = false;
  HttpServer server{[&](const HttpRequest& request) {
    if (request.body == "second") {
      const std::lock_guard lock{mutex};
      second_arrived = true;
      arrived.notify_all();
    }
    return answer(200, "text/plain", "ok");
  }};
  Multi multi{{}, 1};
  bool in_time = false;
  multi.start(post(server.url(), "first"), [&](Result&) {
    multi.start(post(server.url(), "second"), [](Result&) {});
    std::unique_lock lock{mutex};
    in_time = arrived.wait_for(lock, std::chrono::seconds{60}, [&] { return second_arrived; });
  });
  finish_all(multi);
  EXPECT_TRUE(in_time);
}

TEST(Multi, ForgetsACancelledRequestWhetherItIsOnTheWireOrWaiting) {
  HttpServer server{[](const HttpRequest& request) {
    if (request.body == "stuck") return HttpReply{"", HttpReply::Then::say_nothing_more};
    return answer(200, "text/plain", "ok");
  }};
  Multi multi{{}, 1};
  bool stuck_reported = false;
  bool queued_reported = false;
  bool last_reported = false;
  const auto stuck = multi.start(post(server.url(), "stuck"), [&](Result&) { stuck_reported = true; });
  const auto queued = multi.start(post(server.url(), "queued"), [&](Result&) { queued_reported = true; });
  multi.start(post(server.url(), "last"), [&](Result&) { last_reported = true; });
  multi.cancel(queued);
  multi.cancel(stuck);
  multi.cancel(stuck);
  finish_all(multi);
  EXPECT_FALSE(stuck_reported);
  EXPECT_FALSE(queued_reported);
  EXPECT_TRUE(last_reported);
}

TEST(Multi, ReportsFailuresWithTheirKindAndGoesOnWithTheOthers) {
  HttpServer server{[](const HttpRequest& request) {
    if (request.body == "cut")
      return HttpReply{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", HttpReply::Then::close};
    if (request.body == "silent") return HttpReply{"", HttpReply::Then::say_nothing_more};
    return answer(503, "text/plain", "busy");
  }};
  Multi multi{{}, 2};
  FailureKind cut{};
  FailureKind silent{};
  int status = 0;
  multi.start(post(server.url(), "cut"), [&](Result& result) { cut = std::get<Failure>(result).kind; });
  Request impatient = post(server.url(), "silent");
  impatient.timeout = std::chrono::seconds{2};  // or a busy machine has no connection yet
  multi.start(std::move(impatient), [&](Result& result) { silent = std::get<Failure>(result).kind; });
  multi.start(post(server.url(), "busy"), [&](Result& result) { status = std::get<Response>(result).status; });
  finish_all(multi);
  EXPECT_EQ(cut, FailureKind::broken);
  EXPECT_EQ(silent, FailureKind::timed_out);
  EXPECT_EQ(status, 503);
}

TEST(Multi, ReturnsFromDriveWhenNothingHappens) {
  HttpServer server{[](const HttpRequest&) { return HttpReply{"", HttpReply::Then::say_nothing_more}; }};
  Multi multi{{}, 1};
  multi.start(post(server.url()), [](Result&) { FAIL() << "nothing was answered"; });
  for (int i = 0; i < 5; ++i) multi.drive(std::chrono::milliseconds{5});
  EXPECT_EQ(multi.in_flight(), 1U);
}

TEST(Multi, LetsAnExceptionOfACallbackOutAndCanBeDestroyedThen) {
  HttpServer server{[](const HttpRequest&) { return answer(200, "text/plain", "ok"); }};
  Multi multi{{}, 2};
  for (int i = 0; i < 4; ++i) multi.start(post(server.url()), [](Result&) { throw std::runtime_error{"enough"}; });
  EXPECT_THROW(finish_all(multi), std::runtime_error);
}

TEST(Multi, LendsTheSameBufferAgain) {
  HttpServer server{[](const HttpRequest&) { return answer(200, "text/plain", std::string(100'000, 'x')); }};
  Multi multi{{}, 1};
  std::set<const char*> buffers;
  for (int i = 0; i < 6; ++i) {
    multi.start(post(server.url()), [&](Result& result) { buffers.insert(std::get<Response>(result).body.data()); });
    finish_all(multi);
  }
  EXPECT_LE(buffers.size(), 2U);
}

}  // namespace
}  // namespace os2sync::http
