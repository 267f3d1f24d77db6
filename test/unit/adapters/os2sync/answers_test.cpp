// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/plan_fake_lanes.hpp"

namespace os2sync::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kUrl = "https://os2sync.example/api";

enum class Verdict { accepted, rejected, busy, unauthorised, settings };

struct Judged {
  Verdict verdict{};
  std::string text;
};

Judged judge(const http::Result& result, WriteKind kind = WriteKind::post) {
  try {
    const PushResult push = judge_answer(result, kind, kUrl);
    if (const auto* rejected = std::get_if<Rejected>(&push)) return {Verdict::rejected, rejected->why.english};
    if (const auto* busy = std::get_if<Busy>(&push)) return {Verdict::busy, busy->why.english};
    return {Verdict::accepted, ""};
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr(kUrl));
    return {error.kind() == ErrorKind::unauthorised ? Verdict::unauthorised : Verdict::settings, error.what()};
  }
}

struct Case {
  const char* name;
  http::Result result;
  Verdict on_post;
  Verdict on_delete;
};

std::vector<Case> cases() {
  const auto same = [](const char* name, http::Result result, Verdict verdict) {
    return Case{name, std::move(result), verdict, verdict};
  };
  const std::string text_plain = "text/plain; charset=utf-8";
  return {
      same("200 with the echo", response(200, R"({"Uuid":"x"})"), Verdict::accepted),
      same("200 empty", response(200), Verdict::accepted),
      same("200 of a login page", response(200, "<html>", "text/html"), Verdict::busy),
      same("200 of a page without a type", response(200, "<!DOCTYPE html>", ""), Verdict::busy),
      same("204", response(204), Verdict::busy),
      same("302", response(302), Verdict::busy),
      same("400 empty, conformance 5 and 8", response(400), Verdict::settings),
      same("400 empty text, quoted", response(400, "\"\""), Verdict::settings),
      same("400 person name", response(400, "Person.Name is null or empty", text_plain), Verdict::rejected),
      same("400 person name quoted, conformance 4", response(400, "\"Person.Name is null or empty\""),
           Verdict::rejected),
      same("400 user id, conformance 3", response(400, "\"UserId is null or empty\""), Verdict::rejected),
      same("400 uuid, conformance 3", response(400, "\"Uuid is null empty\""), Verdict::rejected),
      same("400 positions, conformance 3", response(400, "\"Positions is null or empty\""), Verdict::rejected),
      same("400 position, conformance 3", response(400, "\"Position Name or OrgUnitUUID is null\""), Verdict::rejected),
      same("400 unit name, conformance 3", response(400, "\"name is null\""), Verdict::rejected),
      same("400 unit uuid, conformance 3", response(400, "\"uuid is null\""), Verdict::rejected),
      same("400 too long, conformance 10", response(400, R"("Data too long for column \u0027cpr\u0027 at row 1")"),
           Verdict::rejected),
      same("400 too long CVR, conformance 8", response(400, "Data too long for column 'cvr' at row 1"),
           Verdict::settings),
      same("400 truncated", response(400, "String or binary data would be truncated in table 't'."), Verdict::rejected),
      same("400 null column", response(400, "Column 'uuid' cannot be null"), Verdict::rejected),
      same("400 not supplied", response(400, "Parameter was not supplied"), Verdict::rejected),
      same("400 database, conformance 23", response(400, "\"Unable to connect to any of the specified MySQL hosts.\""),
           Verdict::busy),
      same("400 of a proxy", response(400, "<html>bad request</html>", "text/html"), Verdict::busy),
      same("401, conformance 7", response(401), Verdict::unauthorised),
      same("401 of a proxy", response(401, "<html>", "text/html"), Verdict::busy),
      same("403", response(403), Verdict::busy),
      {"404", response(404), Verdict::busy, Verdict::accepted},
      same("404 of a proxy", response(404, "<html>", "text/html"), Verdict::busy),
      same("405, conformance 9", response(405), Verdict::settings),
      same("415, conformance 6", response(415), Verdict::settings),
      same("429", response(429), Verdict::busy),
      same("500 page", response(500, "<h1>Av, der gik noget galt</h1>", "text/html"), Verdict::busy),
      same("502", response(502), Verdict::busy),
      same("503", response(503, "down", "text/plain"), Verdict::busy),
      same("refused", http::Failure{http::FailureKind::connect, false, "refused"}, Verdict::busy),
      same("timed out", http::Failure{http::FailureKind::timed_out, false, ""}, Verdict::busy),
      same("broken", http::Failure{http::FailureKind::broken, true, "reset"}, Verdict::busy),
      same("tls", http::Failure{http::FailureKind::tls, false, "self-signed"}, Verdict::busy),
  };
}

TEST(JudgeAnswer, SortsEveryAnswer) {
  for (const Case& one : cases()) {
    EXPECT_EQ(judge(one.result, WriteKind::post).verdict, one.on_post) << one.name;
    EXPECT_EQ(judge(one.result, WriteKind::remove).verdict, one.on_delete) << one.name;
  }
}

TEST(JudgeAnswer, GivesItsReasonsInBothLanguagesAndOs2syncsOwnWordForWord) {
  const auto reason = [](const http::Result& result) {
    const PushResult push = judge_answer(result, WriteKind::post, kUrl);
    if (const auto* rejected = std::get_if<Rejected>(&push)) return rejected->why;
    return std::get<Busy>(push).why;
  };
  for (const Case& one : cases()) {
    if (one.on_post != Verdict::rejected && one.on_post != Verdict::busy) continue;
    const Said why = reason(one.result);
    const auto* answer = std::get_if<http::Response>(&one.result);
    const bool is_os2syncs_own = answer && unquote_text(answer->body) == why.english;
    EXPECT_EQ(why.danish == why.english, is_os2syncs_own) << one.name;
    EXPECT_FALSE(why.danish.empty()) << one.name;
  }
  EXPECT_EQ(reason(response(503)).danish, "OS2sync svarede 503");
  EXPECT_EQ(reason(http::Failure{http::FailureKind::connect, false, "refused"}).danish, "ingen forbindelse (refused)");
}

TEST(JudgeAnswer, RepeatsOs2syncsOwnTextsAndColumnNamesOnly) {
  EXPECT_EQ(judge(response(400, "\"Uuid is null empty\"")).text, "Uuid is null empty");
  EXPECT_THAT(judge(response(400, "Data too long for column 'cpr' at row 1")).text, HasSubstr("column cpr"));
  EXPECT_THAT(judge(response(400, "Data too long for column 'Hanne 0101011234' at row 1")).text,
              Not(HasSubstr("0101011234")));
  EXPECT_THAT(judge(response(400, "Data too long: 0101011234")).text, Not(HasSubstr("0101011234")));
  EXPECT_THAT(judge(response(400, "data would be truncated. Truncated value: '0101011234'")).text,
              Not(HasSubstr("0101011234")));
  EXPECT_THAT(judge(response(400, "0101011234 cannot be null")).text, Not(HasSubstr("0101011234")));
  EXPECT_THAT(judge(response(400, "trouble with 0101011234")).text, Not(HasSubstr("0101011234")));
  EXPECT_THAT(judge(response(503, "trouble with 0101011234")).text, Not(HasSubstr("0101011234")));
}

TEST(JudgeAnswer, NamesTheSettingsToLookAt) {
  EXPECT_THAT(judge(response(401)).text, testing::AllOf(HasSubstr("os2sync.api_key"), HasSubstr("municipality.cvr")));
  EXPECT_THAT(judge(response(400)).text, HasSubstr("municipality.cvr"));
  EXPECT_THAT(judge(response(415)).text, testing::AllOf(HasSubstr("415"), HasSubstr("os2sync.api_url")));
}

TEST(UnquoteText, TakesBothFormsOfATextConformance4) {
  EXPECT_EQ(unquote_text("name is null"), "name is null");
  EXPECT_EQ(unquote_text("\"name is null\""), "name is null");
  EXPECT_EQ(unquote_text(R"("a \u0027b\u0027")"), "a 'b'");
  EXPECT_EQ(unquote_text("\"half"), "\"half");
  EXPECT_EQ(unquote_text(""), "");
}

TEST(JudgeAnswer, GivesEveryRefusalAReasonOfTheClosedList) {
  const auto refusal = [](const char* text) {
    return std::get<Rejected>(judge_answer(response(400, text, "text/plain"), WriteKind::post, kUrl));
  };
  EXPECT_EQ(refusal("UserId is null or empty").code, RejectionCode::refused_by_os2sync);
  EXPECT_EQ(refusal("Data too long for column 'cpr' at row 1").code, RejectionCode::no_room_in_os2sync);
  EXPECT_EQ(refusal("Data too long for column 'cpr' at row 1").field, "cpr");
  EXPECT_EQ(refusal("String or binary data would be truncated.").code, RejectionCode::no_room_in_os2sync);
  EXPECT_EQ(refusal("Column 'uuid' cannot be null").code, RejectionCode::row_incomplete);
}

}  // namespace
}  // namespace os2sync::test
