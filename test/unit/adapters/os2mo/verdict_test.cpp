// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/verdict.hpp"

#include <gmock/gmock.h>

namespace os2sync::os2mo {
namespace {

using http::Failure;
using http::FailureKind;
using http::Response;
using testing::AllOf;
using testing::HasSubstr;

Verdict judge_page(const http::Result& result) { return judge_page_answer(result, "http://mo/graphql/v25", 25); }
Verdict judge_login(const http::Result& result) {
  return judge_login_answer(result, "http://auth/token", say("client id 'dipex'"));
}
Response answered(int status, std::string type = "application/json", std::string body = "{}") {
  return {status, std::move(type), "", std::move(body)};
}

TEST(JudgePageAnswer, UsesAPlainAnswer) { EXPECT_EQ(judge_page(answered(200)).remedy, Remedy::use); }

TEST(JudgePageAnswer, RepeatsWhatTheNetworkOrAServerInBetweenSpoiled) {
  for (const auto kind : {FailureKind::connect, FailureKind::timed_out, FailureKind::broken}) {
    const Verdict verdict = judge_page(Failure{kind, false, "curl's words"});
    EXPECT_EQ(verdict.remedy, Remedy::repeat_soon);
    EXPECT_EQ(verdict.kind, ErrorKind::unavailable);
    EXPECT_THAT(verdict.why.english, AllOf(HasSubstr("http://mo/graphql/v25"), HasSubstr("curl's words")));
  }
  for (const int status : {408, 429, 502, 503, 504})
    EXPECT_EQ(judge_page(answered(status)).remedy, Remedy::repeat_soon) << status;
  EXPECT_EQ(judge_page(answered(502, "text/html", "<html>")).remedy, Remedy::repeat_soon);
}

TEST(JudgePageAnswer, DoesNotRepeatAFailedHandshakeAndNamesTheSetting) {
  const Verdict verdict = judge_page(Failure{FailureKind::tls, false, "self-signed certificate"});
  EXPECT_EQ(verdict.remedy, Remedy::give_up);
  EXPECT_EQ(verdict.kind, ErrorKind::unavailable);
  EXPECT_THAT(verdict.why.english, AllOf(HasSubstr("self-signed certificate"), HasSubstr("os2sync.ca_verify_os2mo")));
}

TEST(JudgePageAnswer, KnowsAnHtmlPageByItsTypeOrItsFirstCharacter) {
  for (const auto& response :
       {answered(200, "text/html; charset=utf-8", "Log in"), answered(404, "text/html", "<html>"),
        answered(403, "text/html", "<html>"), answered(200, "text/plain", " \n<!DOCTYPE html>")}) {
    const Verdict verdict = judge_page(response);
    EXPECT_EQ(verdict.remedy, Remedy::repeat_soon);
    EXPECT_EQ(verdict.kind, ErrorKind::unavailable);
    EXPECT_THAT(verdict.why.english, HasSubstr("is a proxy or login page in between?"));
  }
  EXPECT_THAT(judge_page(answered(200, "text/html; charset=utf-8", "<html>")).why.english,
              HasSubstr("HTML page (status 200, text/html)"));
}

TEST(JudgePageAnswer, BlamesTheVersionSettingForA404) {
  const Verdict verdict = judge_page(answered(404, "application/json", R"({"detail":"Not Found"})"));
  EXPECT_EQ(verdict.remedy, Remedy::give_up);
  EXPECT_EQ(verdict.kind, ErrorKind::settings);
  EXPECT_THAT(verdict.why.english, HasSubstr("v25"));
}

TEST(JudgePageAnswer, RepeatsFaultsOfOs2moItselfOnlyFarApart) {
  EXPECT_EQ(judge_page(answered(500)).remedy, Remedy::repeat_late);
  EXPECT_EQ(judge_page(answered(400, "text/plain", "Unable to parse request body as JSON")).remedy,
            Remedy::repeat_late);
}

TEST(JudgePageAnswer, TellsRefusalsApart) {
  EXPECT_EQ(judge_page(answered(401)).remedy, Remedy::log_in_again);
  EXPECT_EQ(judge_page(answered(403)).kind, ErrorKind::unauthorised);
  EXPECT_EQ(judge_page(answered(302)).kind, ErrorKind::settings);
  EXPECT_EQ(judge_page(answered(413)).kind, ErrorKind::settings);
  for (const int status : {302, 403, 413, 418})
    EXPECT_EQ(judge_page(answered(status)).remedy, Remedy::give_up) << status;
}

TEST(JudgeLoginAnswer, BlamesTheClientForARefusal) {
  for (const int status : {400, 401, 403}) {
    const Verdict verdict = judge_login(answered(status, "application/json", R"({"error":"unauthorized_client"})"));
    EXPECT_EQ(verdict.remedy, Remedy::give_up) << status;
    EXPECT_EQ(verdict.kind, ErrorKind::unauthorised);
    EXPECT_THAT(verdict.why.english, HasSubstr("client id 'dipex'"));
  }
}

TEST(JudgeLoginAnswer, BlamesTheAddressForA404AndARedirect) {
  EXPECT_EQ(judge_login(answered(404)).kind, ErrorKind::settings);
  EXPECT_THAT(judge_login(answered(404)).why.english, AllOf(HasSubstr("AUTH_SERVER"), HasSubstr("AUTH_REALM")));
  EXPECT_EQ(judge_login(answered(301)).kind, ErrorKind::settings);
}

TEST(JudgeLoginAnswer, RepeatsWhatMayPass) {
  for (const int status : {500, 502, 503, 504})
    EXPECT_EQ(judge_login(answered(status)).remedy, Remedy::repeat_soon) << status;
  EXPECT_EQ(judge_login(answered(200, "text/html", "<html>")).remedy, Remedy::repeat_soon);
  EXPECT_EQ(judge_login(Failure{FailureKind::connect, false, ""}).remedy, Remedy::repeat_soon);
  EXPECT_EQ(judge_login(Failure{FailureKind::tls, false, ""}).remedy, Remedy::give_up);
}

}  // namespace
}  // namespace os2sync::os2mo
