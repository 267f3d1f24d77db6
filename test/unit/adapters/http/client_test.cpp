// SPDX-License-Identifier: MPL-2.0
#include "adapters/http/http.hpp"

#include <gmock/gmock.h>

#include "support/http_server.hpp"

namespace os2sync::http {
namespace {

using test::answer;
using test::HttpReply;
using test::HttpRequest;
using test::HttpServer;
using testing::HasSubstr;
using testing::Not;

Request post(const std::string& url, std::string body = "{}") {
  return {"POST", url, {"Content-Type: application/json", "ApiKey: k"}, std::move(body), std::chrono::seconds{60}};
}

const Response& response_of(const Result& result) {
  if (const auto* failure = std::get_if<Failure>(&result)) throw std::runtime_error{failure->detail};
  return std::get<Response>(result);
}

const Failure& failure_of(const Result& result) {
  if (std::holds_alternative<Response>(result)) throw std::runtime_error{"an answer where a failure was expected"};
  return std::get<Failure>(result);
}

TEST(ClientSend, DeliversMethodHeadersAndBodyAndReturnsTheAnswer) {
  HttpRequest seen;
  HttpServer server{[&](const HttpRequest& request) {
    seen = request;
    return answer(418, "text/plain; charset=utf-8", "short and stout", "aLLOW:  GET, PUT \r\n");
  }};
  Client client{{}};

  const Result result = client.send(post(server.url("/api/user?x=1"), "{\"a\":\"æ\"}"));

  EXPECT_EQ(seen.line, "POST /api/user?x=1 HTTP/1.1");
  EXPECT_THAT(seen.head, HasSubstr("ApiKey: k\r\n"));
  EXPECT_EQ(seen.body, "{\"a\":\"æ\"}");
  EXPECT_EQ(response_of(result).status, 418);
  EXPECT_EQ(response_of(result).content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(response_of(result).allow, "GET, PUT");
  EXPECT_EQ(response_of(result).body, "short and stout");
}

TEST(ClientSend, KnowsGetDeleteAndOptionsAndCarriesNothingOverToTheNextRequest) {
  std::vector<HttpRequest> seen;
  HttpServer server{[&](const HttpRequest& request) {
    seen.push_back(request);
    return answer(200, "text/plain", request.number == 1 ? "x" : "", request.number == 1 ? "Allow: POST\r\n" : "");
  }};
  Client client{{}};

  for (const char* method : {"POST", "GET", "DELETE", "OPTIONS"}) {
    const Result result = client.send(
        {method, server.url("/a"), {}, method == std::string{"POST"} ? "body" : "", std::chrono::seconds{60}});
    EXPECT_EQ(response_of(result).status, 200);
    EXPECT_EQ(response_of(result).allow, method == std::string{"POST"} ? "POST" : "");
  }

  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(seen[1].line, "GET /a HTTP/1.1");
  EXPECT_EQ(seen[2].line, "DELETE /a HTTP/1.1");
  EXPECT_EQ(seen[3].line, "OPTIONS /a HTTP/1.1");
  for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_EQ(seen[i].body, "");
}

TEST(ClientSend, KeepsItsConnection) {
  HttpServer server{[](const HttpRequest&) { return answer(200, "text/plain", "ok"); }};
  Client client{{}};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(response_of(client.send(post(server.url()))).status, 200);
  EXPECT_EQ(server.connections(), 1);
}

TEST(ClientSend, ReopensAKeptConnectionThatTheServerHasClosed) {
  // The second request of the first connection is swallowed: the server had closed before it read it.
  HttpServer server{[](const HttpRequest& request) {
    if (request.connection == 1 && request.number == 2) return HttpReply{"", HttpReply::Then::close};
    return answer(200, "text/plain", "ok");
  }};
  Client client{{}};
  EXPECT_EQ(response_of(client.send(post(server.url()))).status, 200);
  EXPECT_EQ(response_of(client.send(post(server.url()))).status, 200);
  EXPECT_EQ(server.connections(), 2);
}

TEST(ClientSend, DoesNotRepeatARequestOnAFreshConnection) {
  HttpServer server{[](const HttpRequest&) { return HttpReply{"", HttpReply::Then::close}; }};
  Client client{{}};
  const Result result = client.send(post(server.url()));
  EXPECT_EQ(failure_of(result).kind, FailureKind::broken);
  EXPECT_FALSE(failure_of(result).answer_begun);
  EXPECT_EQ(server.requests(), 1);
}

TEST(ClientSend, DoesNotFollowRedirects) {
  HttpServer server{[](const HttpRequest&) { return answer(302, "text/html", "", "Location: /elsewhere\r\n"); }};
  Client client{{}};
  EXPECT_EQ(response_of(client.send(post(server.url()))).status, 302);
  EXPECT_EQ(server.requests(), 1);
}

TEST(ClientSend, CallsARefusedConnectionConnect) {
  std::string url;
  {
    const HttpServer gone{[](const HttpRequest&) { return HttpReply{}; }};
    url = gone.url();
  }
  Client client{{}};
  const Result result = client.send(post(url));
  EXPECT_EQ(failure_of(result).kind, FailureKind::connect);
  EXPECT_THAT(failure_of(result).detail, Not(testing::IsEmpty()));
}

TEST(ClientSend, CallsAnUnknownHostConnect) {
  Client client{{}};
  EXPECT_EQ(failure_of(client.send(post("http://no-such-host.invalid/"))).kind, FailureKind::connect);
}

TEST(ClientSend, CallsSilenceTimedOut) {
  HttpServer server{[](const HttpRequest&) { return HttpReply{"", HttpReply::Then::say_nothing_more}; }};
  Client client{{}};
  Request request = post(server.url());
  request.timeout = std::chrono::seconds{2};  // or a busy machine has no connection yet
  const Result result = client.send(request);
  EXPECT_EQ(failure_of(result).kind, FailureKind::timed_out);
  EXPECT_FALSE(failure_of(result).answer_begun);
}

TEST(ClientSend, CallsACutBodyBrokenAndSaysThatAnAnswerHadBegun) {
  for (const auto then : {HttpReply::Then::close, HttpReply::Then::reset}) {
    HttpServer server{[&](const HttpRequest&) {
      return HttpReply{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"half", then};
    }};
    Client client{{}};
    const Result result = client.send(post(server.url()));
    EXPECT_EQ(failure_of(result).kind, FailureKind::broken);
  }
}

TEST(ClientSend, SaysThatAnAnswerHadBegunWhenOnlyItsHeadArrived) {
  HttpServer server{[&](const HttpRequest&) {
    return HttpReply{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", HttpReply::Then::close};
  }};
  Client client{{}};
  EXPECT_TRUE(failure_of(client.send(post(server.url()))).answer_begun);
}

TEST(ClientSend, CallsAFailedHandshakeTls) {
  HttpServer server{[](const HttpRequest&) { return HttpReply{}; }, "HTTP/1.1 400 Bad Request\r\n\r\n"};
  Client client{{}};
  EXPECT_EQ(failure_of(client.send(post(fmt::format("https://127.0.0.1:{}/", server.port())))).kind, FailureKind::tls);
}

TEST(ClientSend, CallsAMissingCaFileTls) {
  TlsOptions tls;
  tls.ca_file = "/nonexistent/ca.pem";
  HttpServer server{[](const HttpRequest&) { return HttpReply{}; }};
  Client client{tls};
  const Result result = client.send(post(fmt::format("https://127.0.0.1:{}/", server.port())));
  EXPECT_EQ(failure_of(result).kind, FailureKind::tls);
  EXPECT_THAT(failure_of(result).detail, HasSubstr("/nonexistent/ca.pem"));
}

TEST(ClientSend, PutsNeitherHeadersNorBodyIntoAFailure) {
  HttpServer server{[](const HttpRequest&) { return HttpReply{"no http at all\r\n\r\n", HttpReply::Then::close}; }};
  Client client{{}};
  Request request = post(server.url(), "canary-body");
  request.headers.push_back("Authorization: Bearer canary-token");
  const Result result = client.send(request);
  EXPECT_THAT(failure_of(result).detail, Not(HasSubstr("canary")));
}

}  // namespace
}  // namespace os2sync::http
