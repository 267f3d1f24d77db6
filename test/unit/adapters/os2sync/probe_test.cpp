// SPDX-License-Identifier: MPL-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/os2sync/os2sync_sink.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_fake_lanes.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Answers the probe as a healthy service of one profile does.
auto profile(std::string allow, std::string text = "\"name is null\"") {
  return [=](const http::Request& request) -> http::Result {
    if (request.method == "OPTIONS") return response(405, "", "", allow);
    return response(400, text);
  };
}

TEST(Probe, RecognisesVersion4Conformance9) {
  SinkRig rig{profile("DELETE, GET, POST")};
  const SinkFacts facts = rig.sink.probe();
  EXPECT_TRUE(facts.version_4);
  EXPECT_FALSE(facts.stub);
}

TEST(Probe, RecognisesVersion3Conformance9) {
  SinkRig rig{profile("DELETE, GET"), options_of(3)};
  EXPECT_FALSE(rig.sink.probe().version_4);
}

TEST(Probe, SendsNothingThatCouldHaveAnEffectConformance3) {
  SinkRig rig{profile("DELETE, GET, POST")};
  rig.sink.probe();
  ASSERT_EQ(rig.service.requests.size(), 2U);
  EXPECT_EQ(rig.service.requests[0].method, "POST");
  EXPECT_EQ(rig.service.requests[0].url, "https://os2sync.example/api/orgUnit");
  EXPECT_EQ(rig.service.requests[0].body, "{}");
  EXPECT_TRUE(has_header(rig.service.requests[0], "ApiKey: k-test"));
  EXPECT_EQ(rig.service.requests[1].method, "OPTIONS");
  EXPECT_EQ(rig.service.requests[1].url, "https://os2sync.example/api/user/cleanup");
}

TEST(Probe, TakesTheBareTextToo) {
  SinkRig rig{profile("DELETE, GET, POST", "name is null")};
  EXPECT_TRUE(rig.sink.probe().version_4);
}

TEST(Probe, BelievesTheSettingWhenAProxyAnswersOptions) {
  const auto proxy = [](const http::Request& request) -> http::Result {
    return request.method == "OPTIONS" ? response(204, "", "", "GET, HEAD, POST") : response(400, "\"name is null\"");
  };
  SinkRig four{proxy, options_of(4)};
  EXPECT_TRUE(four.sink.probe().version_4);
  SinkRig three{proxy, options_of(3)};
  EXPECT_FALSE(three.sink.probe().version_4);
}

TEST(Probe, RefusesAnotherVersionThanTheConfiguredOne) {
  SinkRig older{profile("DELETE, GET"), options_of(4)};
  const Error too_new = error_of([&] { older.sink.probe(); });
  EXPECT_EQ(too_new.kind(), ErrorKind::settings);
  EXPECT_THAT(too_new.what(), HasSubstr("set os2sync.server_version to 3"));
  SinkRig newer{profile("DELETE, GET, POST"), options_of(3)};
  EXPECT_THAT(error_of([&] { newer.sink.probe(); }).what(), HasSubstr("set os2sync.server_version to 4"));
}

struct ProbeCase {
  const char* name;
  http::Result answer;
  ErrorKind kind;
  const char* text;
};

TEST(Probe, SaysWhatIsWrong) {
  const std::vector<ProbeCase> cases{
      {"conformance 7", response(401), ErrorKind::unauthorised, "os2sync.api_key and municipality.cvr"},
      {"conformance 8 on 3.x", response(400), ErrorKind::settings, "municipality.cvr"},
      {"a proxy's page", response(400, "<html>", "text/html"), ErrorKind::unavailable, "web page"},
      {"a proxy's 401", response(401, "<html>", "text/html"), ErrorKind::unavailable, "web page"},
      {"another service", response(400, "\"bad\""), ErrorKind::unavailable, "not OS2sync"},
      {"another service that likes it", response(200, "{}"), ErrorKind::unavailable, "not OS2sync"},
      {"a wrong path", response(404), ErrorKind::unavailable, "os2sync.api_url"},
      {"the user interface", response(405), ErrorKind::settings, "/api"},
      {"another API", response(415), ErrorKind::settings, "415"},
      {"a server in trouble", response(503), ErrorKind::unavailable, "503"},
      {"nobody", http::Failure{http::FailureKind::connect, false, "refused"}, ErrorKind::unavailable, "is running"},
      {"silence", http::Failure{http::FailureKind::timed_out, false, ""}, ErrorKind::unavailable, "no answer in time"},
      {"a stranger", http::Failure{http::FailureKind::tls, false, "bad"}, ErrorKind::unavailable,
       "os2sync.ca_verify_os2sync"},
  };
  for (const ProbeCase& one : cases) {
    SinkRig rig{always_answer(one.answer)};
    const Error error = error_of([&] { rig.sink.probe(); });
    EXPECT_EQ(error.kind(), one.kind) << one.name;
    EXPECT_THAT(error.what(), AllOf(HasSubstr("https://os2sync.example/api"), HasSubstr(one.text))) << one.name;
  }
}

TEST(Probe, KeepsAPasswordInTheUrlToItself) {
  Os2syncOptions with_password = options_of();
  with_password.api_url = "https://user:hush@os2sync.example/api";
  SinkRig rig{always_answer(response(404)), with_password};
  EXPECT_THAT(error_of([&] { rig.sink.probe(); }).what(),
              AllOf(HasSubstr("https://os2sync.example/api"), Not(HasSubstr("hush"))));
}

}  // namespace
}  // namespace os2sync::test
