// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/os2mo_accounts.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "adapters/http/multi.hpp"
#include "adapters/os2mo/careful_quote.hpp"
#include "core/day.hpp"
#include "core/error.hpp"

namespace os2sync::os2mo {
namespace {

constexpr std::chrono::milliseconds kNap{200};
constexpr std::string_view kNotLoggedIn = "User is not authenticated";

std::string without_trailing_slashes(std::string text) {
  while (!text.empty() && text.back() == '/') text.pop_back();
  return text;
}

/// What an answer to a mutation says.
struct Answer {
  bool done = false;
  bool not_logged_in = false;
  Said why;
};

Answer read_answer(const std::string& body, std::string_view mutation) {
  Answer answer;
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  if (parser.parse(body).get(document) != simdjson::SUCCESS) {
    answer.why = say({"OS2MO's answer is cut or no JSON", "OS2MO's svar er afkortet eller ikke JSON"});
    return answer;
  }
  simdjson::dom::array errors;
  if (document["errors"].get(errors) == simdjson::SUCCESS && errors.size() > 0) {
    std::string_view message;
    const bool has_message = errors.at(0)["message"].get(message) == simdjson::SUCCESS;
    answer.not_logged_in = message == kNotLoggedIn;
    answer.why =
        say({"OS2MO refused: {}", "OS2MO afviste: {}"},
            has_message ? say(quote_carefully(message)) : say({"an error without a message", "en fejl uden besked"}));
    return answer;
  }
  std::string_view uuid;
  answer.done = document["data"][mutation]["uuid"].get(uuid) == simdjson::SUCCESS && Uuid::parse(uuid);
  if (!answer.done) answer.why = say({"OS2MO's answer names no account", "OS2MO's svar nævner ingen konto"});
  return answer;
}

constexpr std::string_view kCreate = "ituser_create";
constexpr std::string_view kTerminate = "ituser_terminate";

std::string write_body(std::string_view mutation, std::string_view input_type, std::string_view input) {
  return fmt::format(R"({{"query":"mutation($input:{}!){{{}(input:$input){{uuid}}}}","variables":{{"input":{}}}}})",
                     input_type, mutation, input);
}

}  // namespace

Os2moAccounts::Os2moAccounts(const Options& options, Clock& clock)
    : Os2moAccounts{options, clock, std::make_unique<http::Multi>(options.tls, 1)} {}

Os2moAccounts::Os2moAccounts(Options options, Clock& clock, std::unique_ptr<http::Transport> transport)
    : options_{std::move(options)},
      clock_{clock},
      transport_{std::move(transport)},
      login_{options_},
      url_{fmt::format("{}/graphql/v{}", without_trailing_slashes(options_.base_url), options_.graphql_version)} {}

WriteResult Os2moAccounts::create(const Uuid& it_system, const NewFkAccount& account) {
  const std::string input = fmt::format(
      R"({{"person":"{}","itsystem":"{}","user_key":"{}","external_id":"{}","validity":{{"from":"{}","to":null}}}})",
      account.person, it_system, account.guid, account.fk_uuid, danish_midnight(danish_day(clock_.now())));
  return write(kCreate, write_body(kCreate, "ITUserCreateInput", input));
}

WriteResult Os2moAccounts::end(const EndedFkAccount& account) {
  const Day today = danish_day(clock_.now());
  // From v29 on the end is the midnight after the last day, which is yesterday.
  const Day end = options_.graphql_version >= kFirstVersionWithExclusiveEnds ? today : day_before(today);
  const std::string input = fmt::format(R"({{"uuid":"{}","to":"{}"}})", account.account, danish_midnight(end));
  return write(kTerminate, write_body(kTerminate, "ITUserTerminateInput", input));
}

WriteResult Os2moAccounts::write(std::string_view mutation, const std::string& body) {
  bool refused = false;
  WriteResult result = write_logged_in(mutation, body, refused);
  if (!refused) return result;
  // A token can end before its time. Nothing was done, so this once it is no repetition.
  login_.forget(login_.number());
  result = write_logged_in(mutation, body, refused);
  if (refused) {
    throw Error{ErrorKind::unauthorised,
                Text{"OS2MO does not let {} write; give it the right to make and end IT accounts (os2sync.new)",
                     "OS2MO lader ikke {} skrive; giv den ret til at oprette og afslutte it-konti (os2sync.new)"},
                login_.settings()};
  }
  return result;
}

WriteResult Os2moAccounts::write_logged_in(std::string_view mutation, const std::string& body, bool& refused) {
  refused = false;
  Said why;
  if (!login_.is_good(clock_.steady_now()) && !log_in(why)) return NotWritten{why};
  const http::Result result = ask({"POST",
                                   url_,
                                   {"Content-Type: application/json", "Accept: application/json", login_.header()},
                                   body,
                                   options_.timeout});
  const Verdict verdict = judge_page_answer(result, url_, options_.graphql_version);
  if (verdict.kind == ErrorKind::unauthorised && verdict.remedy != Remedy::use) {
    refused = true;
    return NotWritten{verdict.why};
  }
  if (verdict.remedy != Remedy::use) return NotWritten{verdict.why};
  const Answer answer = read_answer(std::get<http::Response>(result).body, mutation);
  refused = answer.not_logged_in;
  return answer.done ? WriteResult{Written{}} : WriteResult{NotWritten{answer.why}};
}

bool Os2moAccounts::log_in(Said& why) {
  const auto asked_at = clock_.steady_now();
  const Verdict verdict = login_.take_answer(ask(login_.write_request()), asked_at);
  if (verdict.remedy == Remedy::use) return true;
  if (verdict.kind == ErrorKind::unauthorised) throw Error{verdict.kind, verdict.why};
  why = verdict.why;
  return false;
}

http::Result Os2moAccounts::ask(http::Request request) {
  std::optional<http::Result> answer;
  const auto ticket =
      transport_->start(std::move(request), [&answer](http::Result& result) { answer = std::move(result); });
  while (!answer) {
    if (clock_.stop_requested()) break;
    transport_->drive(kNap);
  }
  if (answer) return std::move(*answer);
  transport_->cancel(ticket);
  return http::Failure{http::FailureKind::broken, false, "asked to stop"};
}

}  // namespace os2sync::os2mo
