// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/pager.hpp"

#include <gmock/gmock.h>

#include "support/http_os2mo_town.hpp"

namespace os2sync::os2mo {
namespace {

using namespace std::chrono_literals;
using http::Failure;
using http::FailureKind;
using http::Response;
using test::graphql_error;
using test::HttpFakeQuestion;
using test::HttpTown;
using test::id;
using test::Json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct Warnings final : Observer {
  void progress(Stage, std::size_t, std::size_t) override {}
  void warn(const Said& message) override { all.push_back(message.english); }
  void debug(std::string_view) override {}
  std::vector<std::string> all;
};

Error error_of(HttpTown& town) {
  Warnings observer;
  try {
    town.read(observer);
  } catch (const Error& error) {
    for (const std::string& text : observer.all) EXPECT_THAT(text, Not(HasSubstr("canary")));
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("reading OS2MO: "), Not(HasSubstr("canary")), Not(HasSubstr("0101901234"))));
    return error;
  }
  ADD_FAILURE() << "the read did not fail";
  return Error{ErrorKind::unexpected, say("none")};
}

/// Answers the first `times` questions about employees with `result`.
void spoil_employees(HttpTown& town, http::Result result, std::size_t times) {
  town.os2mo.interfere = [result = std::move(result),
                          times](const HttpFakeQuestion& question) -> std::optional<http::Result> {
    if (question.collection == "employees" && question.nth <= times) return result;
    return std::nullopt;
  };
}

struct Town : HttpTown {
  Town() {
    options.page_size = 4;
    add_employees(10);
  }
  std::size_t read_persons() {
    const Snapshot rows = HttpTown::read(warnings);
    EXPECT_EQ(rows.it_users.size(), rows.persons.size());
    return rows.persons.size();
  }
  Warnings warnings;
};

// --- requests that fail ---------------------------------------------------------------------------------------------

TEST(Pager, RepeatsWhatTheNetworkSpoiled) {
  for (const http::Result& bad : std::vector<http::Result>{
           Failure{FailureKind::connect, false, "refused"}, Failure{FailureKind::timed_out, true, "slow"},
           Failure{FailureKind::broken, true, "cut"}, Response{502, "text/html", "", "<html>"},
           Response{503, "text/plain", "", ""}, Response{504, "", "", ""},
           Response{200, "application/json", "", "{\"data\":{"}, Response{200, "application/json", "", ""},
           Response{200, "text/html", "", "<p>"}}) {
    Town town;
    spoil_employees(town, bad, 2);
    EXPECT_EQ(town.read_persons(), 10U);
    EXPECT_EQ(town.warnings.all.size(), 2U);
  }
}

TEST(Pager, GivesUpAfterTheAllowedAttempts) {
  Town town;
  town.options.attempts = 3;
  town.options.connections = 1;
  spoil_employees(town, Response{503, "text/plain", "", ""}, 1000);
  const Error error = error_of(town);
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("503"), HasSubstr("gave up after 3 attempts")));
  EXPECT_EQ(town.os2mo.count("employees"), 3U);
  EXPECT_THAT(town.clock.sleeps, ElementsAre(1'000ms, 3'000ms));
}

TEST(Pager, CountsTheAttemptsOfEachPageAnew) {
  Town town;
  town.options.attempts = 2;
  town.os2mo.interfere = [](const HttpFakeQuestion& question) -> std::optional<http::Result> {
    if (question.collection == "engagements" && question.nth % 2 == 1) return Response{503, "text/plain", "", ""};
    return std::nullopt;
  };
  EXPECT_EQ(town.read_persons(), 10U);
  EXPECT_EQ(town.warnings.all.size(), 3U);  // one for each page of engagements
}

TEST(Pager, SaysThatAProxyAnswersInsteadOfOs2mo) {
  Town town;
  spoil_employees(town, Response{200, "text/html", "", "<html>canary"}, 1000);
  const Error error = error_of(town);
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), HasSubstr("is a proxy or login page in between?"));
}

TEST(Pager, LetsTheOtherConnectionsGoOnWhileOneWaits) {
  Town town;
  town.options.connections = 2;
  spoil_employees(town, Response{503, "text/plain", "", ""}, 1);
  std::size_t asked_at_first_sleep = 0;
  town.clock.on_sleep = [&] {
    if (asked_at_first_sleep == 0) asked_at_first_sleep = town.os2mo.asked.size();
  };
  EXPECT_EQ(town.read_persons(), 10U);
  // Everything but the page that waits, and what had to follow it, was read before anybody slept.
  EXPECT_EQ(asked_at_first_sleep, town.os2mo.asked.size() - 1);
}

TEST(Pager, AsksAServerInTroubleNoMoreQuestionsThanThereAreConnections) {
  Town town;
  town.options.connections = 3;
  town.options.attempts = 2;
  town.os2mo.interfere = [](const HttpFakeQuestion&) { return Response{503, "text/plain", "", ""}; };
  error_of(town);
  EXPECT_LE(town.os2mo.asked.size(), 4U);
}

TEST(Pager, DoesNotRepeatAFailedHandshake) {
  Town town;
  spoil_employees(town, Failure{FailureKind::tls, false, "certificate"}, 1);
  EXPECT_EQ(error_of(town).kind(), ErrorKind::unavailable);
  EXPECT_EQ(town.os2mo.count("employees"), 1U);
}

TEST(Pager, BlamesTheVersionSettingWhenOs2moDoesNotServeIt) {
  Town town;
  town.options.graphql_version = 99;
  town.os2mo.interfere = [](const HttpFakeQuestion&) {
    return Response{404, "application/json", "", R"({"detail":"Not Found"})"};
  };
  const Error error = error_of(town);
  EXPECT_EQ(error.kind(), ErrorKind::settings);
  EXPECT_THAT(error.what(), HasSubstr("v99"));
}

TEST(Pager, RepeatsAGraphqlErrorTwiceAndFarApart) {
  Town town;
  town.options.connections = 1;
  spoil_employees(town, graphql_error("statement timeout for 0101901234"), 2);
  EXPECT_EQ(town.read_persons(), 10U);
  EXPECT_THAT(town.clock.sleeps, ElementsAre(15'000ms, 60'000ms));
}

TEST(Pager, GivesUpOnAGraphqlErrorThatStaysAndQuotesItWithoutCprNumbers) {
  Town town;
  town.options.attempts = 100;
  spoil_employees(town, graphql_error("statement timeout for 0101901234"), 1000);
  const Error error = error_of(town);
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), HasSubstr("statement timeout for (digits)"));
  EXPECT_LE(town.os2mo.count("employees"), 3U * town.options.connections);
}

// --- the token -------------------------------------------------------------------------------------------------------

TEST(Pager, RenewsTheTokenBeforeItExpires) {
  Town town;
  town.options.token_renewal = 30s;
  town.os2mo.token_life = 300;
  town.os2mo.interfere = [&town](const HttpFakeQuestion&) -> std::optional<http::Result> {
    town.clock.advance(20s);
    return std::nullopt;
  };
  EXPECT_EQ(town.read_persons(), 10U);
  EXPECT_GE(town.os2mo.logins, 2U);
  EXPECT_THAT(town.warnings.all, testing::IsEmpty());
  EXPECT_EQ(town.requests_made, town.os2mo.asked.size() + town.os2mo.logins);
}

TEST(Pager, LogsInAgainOnceWhenOs2moRefusesTheToken) {
  Town town;
  town.os2mo.interfere = [&town](const HttpFakeQuestion& question) -> std::optional<http::Result> {
    if (question.collection == "employees" && question.nth == 1) town.os2mo.good_tokens.clear();
    return std::nullopt;
  };
  EXPECT_EQ(town.read_persons(), 10U);
  EXPECT_EQ(town.os2mo.logins, 2U);
}

TEST(Pager, GivesUpWhenANewTokenIsRefusedToo) {
  Town town;
  town.os2mo.interfere = [](const HttpFakeQuestion&) { return graphql_error("User is not authenticated"); };
  const Error error = error_of(town);
  EXPECT_EQ(error.kind(), ErrorKind::unauthorised);
  EXPECT_THAT(error.what(), HasSubstr("'dipex'"));
  EXPECT_EQ(town.os2mo.logins, 2U);
}

TEST(Pager, SaysWhoIsNotLetInWhenTheSecretIsWrong) {
  Town town;
  town.os2mo.interfere_with_login = [](const http::Request&) {
    return Response{401, "application/json", "", R"({"error":"canary-secret"})"};
  };
  const Error error = error_of(town);
  EXPECT_EQ(error.kind(), ErrorKind::unauthorised);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("'dipex'"), HasSubstr("CLIENT_SECRET")));
  EXPECT_EQ(town.os2mo.logins, 1U);
}

TEST(Pager, RepeatsALoginThatFailsForAWhile) {
  Town town;
  town.os2mo.interfere_with_login = [&town](const http::Request&) -> std::optional<http::Result> {
    if (town.os2mo.logins <= 2) return Response{503, "text/plain", "", ""};
    return std::nullopt;
  };
  EXPECT_EQ(town.read_persons(), 10U);
  EXPECT_EQ(town.os2mo.logins, 3U);
}

TEST(Pager, GivesUpOnALoginServerThatStaysAway) {
  Town town;
  town.options.attempts = 4;
  town.os2mo.interfere_with_login = [](const http::Request&) {
    return Failure{FailureKind::connect, false, "refused"};
  };
  EXPECT_EQ(error_of(town).kind(), ErrorKind::unavailable);
  EXPECT_EQ(town.os2mo.logins, 4U);
}

// --- pages -----------------------------------------------------------------------------------------------------------

void shorten(const HttpFakeQuestion& question, Json& page) {
  if (page["objects"].size() < 2) return;
  page["objects"].erase(page["objects"].size() - 1);
  page["page_info"]["next_cursor"] = page["objects"].back()["uuid"];
  static_cast<void>(question);
}

TEST(Pager, FollowsShortPagesToTheirEnd) {
  Town town;
  town.os2mo.spoil = shorten;
  EXPECT_EQ(town.read_persons(), 10U);
}

TEST(Pager, FollowsEmptyPagesWithACursor) {
  Town town;
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.nth % 2 == 0 || page["objects"].empty()) return;
    page["page_info"]["next_cursor"] = question.cursor.empty() ? "0" : question.cursor + "0";
    page["objects"].clear();
  };
  EXPECT_EQ(town.read_persons(), 10U);
}

void expect_incomplete(Town& town, const std::string& words) {
  const Error error = error_of(town);
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_EQ(exit_code_of(error.kind()), 75);
  EXPECT_THAT(error.what(), HasSubstr(words));
}

TEST(Pager, RefusesACursorThatDoesNotMoveOn) {
  Town town;
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.collection != "engagements" || question.cursor.empty()) return;
    page["page_info"]["next_cursor"] = question.cursor;
    page["objects"].clear();
  };
  expect_incomplete(town, "lead back to an earlier page");
}

TEST(Pager, RefusesACircleOfCursors) {
  Town town;
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.collection != "engagements") return;
    page["page_info"]["next_cursor"] = question.cursor == "a" ? "b" : question.cursor == "b" ? "c" : "a";
    page["objects"].clear();
  };
  expect_incomplete(town, "lead back to an earlier page");
}

TEST(Pager, RefusesAnObjectThatComesTwiceInOnePage) {
  Town town;
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.collection == "engagements" && page["objects"].size() > 1)
      page["objects"].push_back(page["objects"].back());
  };
  expect_incomplete(town, "comes twice");
}

TEST(Pager, RefusesAPageThatBeginsBeforeTheOneBeforeItEnded) {
  Town town;
  Json first;
  town.os2mo.spoil = [&first](const HttpFakeQuestion& question, Json& page) {
    if (question.collection != "engagements") return;
    if (question.nth == 1) first = page["objects"].back();
    if (question.nth == 2) page["objects"].insert(page["objects"].begin(), first);
  };
  expect_incomplete(town, "comes twice");
}

TEST(Pager, RefusesUnsortedPages) {
  Town town;
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.collection == "engagements" && page["objects"].size() > 1)
      std::swap(page["objects"][0], page["objects"][1]);
  };
  expect_incomplete(town, "out of order");
}

TEST(Pager, RefusesNullDataWithoutAnError) {
  Town town;
  spoil_employees(town, Response{200, "application/json", "", R"({"data":null})"}, 1);
  expect_incomplete(town, "employees");
}

TEST(Pager, ReadsAPageAgainThatBreaksWhileTheNextIsOnItsWay) {
  // Balanced and long enough to open, so the next page is asked for before the flaw in an object is met.
  for (const unsigned seed : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U}) {
    Town town;
    unsigned chosen = seed;
    town.net.choose = [&chosen](std::size_t count) { return chosen++ % count; };
    bool broken = false;
    town.net.answer = [&](const http::Request& request) {
      http::Result result = town.os2mo.answer(request);
      auto* const response = std::get_if<Response>(&result);
      if (!broken && !town.os2mo.asked.empty() && town.os2mo.asked.back().collection == "engagements" &&
          request.url == "http://mo/graphql/v25") {
        const auto at = response->body.rfind("true");
        if (at != std::string::npos) response->body.replace(at, 4, "tru!");
        broken = at != std::string::npos;
      }
      return result;
    };
    EXPECT_EQ(town.read_persons(), 10U);
    EXPECT_TRUE(broken);
    EXPECT_EQ(town.net.cancelled, 1U);
    EXPECT_EQ(town.warnings.all.size(), 1U);
  }
}

TEST(Pager, RefusesAnAccountThatMovedFromOneBatchToAnother) {
  Town town;
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.collection != "itusers" || question.by != "employee" || !question.cursor.empty()) return;
    Json moved = page["objects"].back();
    moved["uuid"] = id("Z").to_string();
    page["objects"].push_back(moved);
  };
  expect_incomplete(town, "twice");
}

TEST(Pager, KeepsOneOfTwoEqualRowsWhenAnAccountBelongsToAUnitAndAPerson) {
  Town town;
  town.add_it_user("A100", id("P100"), id("U1"));
  EXPECT_EQ(town.read_persons(), 10U);
}

// --- stopping --------------------------------------------------------------------------------------------------------

TEST(Pager, StopsWhenAskedToAndLeavesNothingOnItsWay) {
  Town town;
  town.os2mo.interfere = [&town](const HttpFakeQuestion&) -> std::optional<http::Result> {
    town.clock.stopped = town.os2mo.asked.size() == 5;
    return std::nullopt;
  };
  EXPECT_EQ(error_of(town).kind(), ErrorKind::interrupted);
  EXPECT_EQ(town.os2mo.asked.size(), 5U);
  EXPECT_EQ(town.net.started, town.os2mo.asked.size() + town.os2mo.logins + town.net.cancelled);
}

TEST(Pager, StopsWhileItWaitsToRepeatSomething) {
  Town town;
  spoil_employees(town, Response{503, "text/plain", "", ""}, 1000);
  town.clock.on_sleep = [&town] { town.clock.stopped = true; };
  EXPECT_EQ(error_of(town).kind(), ErrorKind::interrupted);
}

TEST(Pager, CancelsWhatIsOnItsWayWhenTheReadFails) {
  Town town;
  town.add_employees(40);
  auto source = town.make_source();
  Warnings observer;
  town.os2mo.interfere = [](const HttpFakeQuestion& question) -> std::optional<http::Result> {
    if (question.collection == "employees") return Response{403, "application/json", "", "{}"};
    return std::nullopt;
  };
  EXPECT_THROW(source.read(town.request, observer), Error);
  town.os2mo.interfere = nullptr;
  EXPECT_EQ(source.read(town.request, observer).persons.size(), 40U);
}

}  // namespace
}  // namespace os2sync::os2mo
