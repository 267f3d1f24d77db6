// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/answers.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "adapters/os2sync/refusals.hpp"

namespace os2sync {
namespace {

/// OS2sync's own validation, word for word.
constexpr std::array<std::string_view, 7> kFixedTexts{"Person.Name is null or empty",
                                                      "UserId is null or empty",
                                                      "Uuid is null empty",
                                                      "Positions is null or empty",
                                                      "Position Name or OrgUnitUUID is null",
                                                      "name is null",
                                                      "uuid is null"};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The name between the quotes of "…column 'cpr'…", if it looks like a column's.
std::string_view find_column(std::string_view text) {
  const auto begin = text.find('\'');
  const auto end = begin == std::string_view::npos ? begin : text.find('\'', begin + 1);
  if (end == std::string_view::npos) return "?";
  const std::string_view name = text.substr(begin + 1, end - begin - 1);
  const bool plain = !name.empty() && name.size() <= 32 &&
                     std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return plain ? name : "?";
}

PushResult judge_bad_request(const http::Response& response, std::string_view url) {
  const std::string text = unquote_text(response.body);
  if (text.empty()) throw_no_cvr(url);
  if (std::find(kFixedTexts.begin(), kFixedTexts.end(), text) != kFixedTexts.end()) return Rejected{say(text)};
  if (contains(text, "Data too long")) {
    const std::string_view column = find_column(text);
    if (column == "cvr") throw_bad_cvr(url);
    return Rejected{say({"OS2sync has no room for it: column {} is too short",
                         "OS2sync har ikke plads til det: kolonnen {} er for kort"},
                        column),
                    RejectionCode::no_room_in_os2sync, std::string{column}};
  }
  // SQL Server may put the value itself into this one.
  if (contains(text, "would be truncated")) {
    return Rejected{
        say({"OS2sync has no room for it: a text is too long", "OS2sync har ikke plads til det: en tekst er for lang"}),
        RejectionCode::no_room_in_os2sync};
  }
  if (contains(text, "cannot be null") || contains(text, "was not supplied")) {
    return Rejected{
        say({"OS2sync's database misses a mandatory value", "OS2syncs database savner en obligatorisk værdi"}),
        RejectionCode::row_incomplete};
  }
  return Busy{say({"OS2sync answered 400 with a text it uses for trouble with its database or FK-ORG",
                   "OS2sync svarede 400 med en tekst, den bruger ved problemer med sin database eller FK-ORG"})};
}

PushResult judge_response(const http::Response& response, WriteKind kind, std::string_view url) {
  if (is_html(response)) return Busy{describe_answer(response)};
  switch (response.status) {
    case 200: return Accepted{};
    case 400: return judge_bad_request(response, url);
    case 401: throw_unauthorised(url);
    case 404:
      // Gone is what a delete wants. OS2sync queues deletes without looking, so this is a matter of safety only.
      if (kind == WriteKind::remove) return Accepted{};
      if (kind == WriteKind::passivate)
        return Rejected{say({"this OS2sync cannot passivate; 4.7 and later can",
                             "denne OS2sync kan ikke passivere; det kan 4.7 og senere"})};
      return Busy{describe_answer(response)};
    case 405:
    case 415: throw_wrong_service(url, response.status);
    default: return Busy{describe_answer(response)};
  }
}

}  // namespace

std::string unquote_text(std::string_view body) {
  if (body.starts_with('"')) {
    const auto json = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
    if (json.is_string()) return json.get<std::string>();
  }
  return std::string{body};
}

bool is_html(const http::Response& response) {
  return contains(response.content_type, "html") || response.body.starts_with('<');
}

Said describe_answer(const http::Response& response) {
  if (!is_html(response)) return say({"OS2sync answered {}", "OS2sync svarede {}"}, response.status);
  return say(
      {"something in front of OS2sync answered {} with a web page", "noget foran OS2sync svarede {} med en webside"},
      response.status);
}

Said describe_failure(const http::Failure& failure) {
  switch (failure.kind) {
    case http::FailureKind::connect: return say({"no connection ({})", "ingen forbindelse ({})"}, failure.detail);
    case http::FailureKind::timed_out: return say({"no answer in time", "intet svar i tide"});
    case http::FailureKind::tls:
      return say({"no secure connection ({})", "ingen sikker forbindelse ({})"}, failure.detail);
    case http::FailureKind::broken:
      return say({"the connection broke ({})", "forbindelsen blev afbrudt ({})"}, failure.detail);
  }
  return say(failure.detail);
}

PushResult judge_answer(const http::Result& result, WriteKind kind, std::string_view url) {
  if (const auto* failure = std::get_if<http::Failure>(&result)) return Busy{describe_failure(*failure)};
  return judge_response(std::get<http::Response>(result), kind, url);
}

}  // namespace os2sync
