// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/login.hpp"

#include <gmock/gmock.h>

namespace os2sync::os2mo {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr Login::TimePoint kStart{1000s};

Options options() {
  Options out;
  out.auth_server = "http://auth/auth/";
  out.auth_realm = "mo";
  out.client_id = "dip ex";
  out.client_secret = Secret{"canary&secret=1"};
  out.token_renewal = 30s;
  return out;
}
http::Response grant(const std::string& body) { return {200, "application/json", "", body}; }

TEST(Login, AsksForATokenByClientCredentialsWithTheFormEncoded) {
  const http::Request request = Login{options()}.write_request();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "http://auth/auth/realms/mo/protocol/openid-connect/token");
  EXPECT_EQ(request.body, "grant_type=client_credentials&client_id=dip%20ex&client_secret=canary%26secret%3D1");
  EXPECT_THAT(request.headers, testing::Contains("Content-Type: application/x-www-form-urlencoded"));
}

TEST(Login, IsGoodUntilShortlyBeforeTheTokenExpires) {
  Login login{options()};
  EXPECT_FALSE(login.is_good(kStart));
  ASSERT_EQ(login.take_answer(grant(R"({"access_token":"abc","expires_in":300})"), kStart).remedy, Remedy::use);
  EXPECT_EQ(login.header(), "Authorization: Bearer abc");
  EXPECT_TRUE(login.is_good(kStart + 269s));
  EXPECT_FALSE(login.is_good(kStart + 270s));
}

TEST(Login, DoesNotLogInForEveryRequestWhenTheRenewalTimeExceedsTheTokensLife) {
  Login login{options()};
  ASSERT_EQ(login.take_answer(grant(R"({"access_token":"abc","expires_in":20})"), kStart).remedy, Remedy::use);
  EXPECT_TRUE(login.is_good(kStart + 9s));
  EXPECT_FALSE(login.is_good(kStart + 10s));
}

TEST(Login, BelievesNoLifeThatTheClockCannotCount) {
  Login login{options()};
  const std::string forever = R"({"access_token":"abc","expires_in":9223372036854775807})";
  ASSERT_EQ(login.take_answer(grant(forever), kStart).remedy, Remedy::use);
  EXPECT_TRUE(login.is_good(kStart + 23h));
  EXPECT_FALSE(login.is_good(kStart + 24h));
}

TEST(Login, ForgetsTheTokenThatWasRefusedButNotItsSuccessor) {
  Login login{options()};
  ASSERT_EQ(login.take_answer(grant(R"({"access_token":"a","expires_in":300})"), kStart).remedy, Remedy::use);
  const auto first = login.number();
  ASSERT_EQ(login.take_answer(grant(R"({"access_token":"b","expires_in":300})"), kStart).remedy, Remedy::use);
  login.forget(first);
  EXPECT_TRUE(login.is_good(kStart));
  login.forget(login.number());
  EXPECT_FALSE(login.is_good(kStart));
}

TEST(Login, TakesNoAnswerWithoutAUsableToken) {
  for (const char* body : {"", "{", "[]", "{}", R"({"access_token":null})", R"({"access_token":""})",
                           R"({"access_token":7})", R"({"access_token":"a\r\nX: y"})"}) {
    Login login{options()};
    EXPECT_EQ(login.take_answer(grant(body), kStart).remedy, Remedy::repeat_soon) << body;
    EXPECT_FALSE(login.is_good(kStart)) << body;
  }
}

TEST(Login, NamesTheClientIdAndTheSettingsButNeverTheSecret) {
  Login login{options()};
  const Verdict verdict =
      login.take_answer(http::Response{401, "application/json", "", R"({"error":"canary&secret=1"})"}, kStart);
  EXPECT_THAT(verdict.why.english, HasSubstr("'dip ex'"));
  EXPECT_THAT(verdict.why.english, HasSubstr("CLIENT_SECRET"));
  EXPECT_THAT(verdict.why.english, Not(HasSubstr("canary")));
}

}  // namespace
}  // namespace os2sync::os2mo
