// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/verdict.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace os2sync::os2mo {
namespace {

using http::Failure;
using http::FailureKind;
using http::Response;

constexpr Text kLoginAnswered{"the login server {} answered {}", "login-serveren {} svarede {}"};

Verdict judge_failure(const Failure& failure, std::string_view url) {
  switch (failure.kind) {
    case FailureKind::connect:
      return {Remedy::repeat_soon, say({"{} cannot be reached ({})", "{} kan ikke nås ({})"}, url, failure.detail)};
    case FailureKind::timed_out:
      return {Remedy::repeat_soon,
              say({"{} did not answer in time ({})", "{} svarede ikke i tide ({})"}, url, failure.detail)};
    case FailureKind::broken:
      return {Remedy::repeat_soon,
              say({"{} broke off the connection ({})", "{} afbrød forbindelsen ({})"}, url, failure.detail)};
    case FailureKind::tls: break;
  }
  // The next handshake would end the same way.
  return {Remedy::give_up, say({"{} cannot be trusted ({}); check the CA file, the client certificate and "
                                "os2sync.ca_verify_os2mo",
                                "{} er ikke til at stole på ({}); se på CA-filen, klientcertifikatet og "
                                "os2sync.ca_verify_os2mo"},
                               url, failure.detail)};
}

/// The media type without parameters; what is longer than any real one is cut.
std::string_view media_type_of(const Response& response) {
  const std::string_view type = response.content_type;
  return type.substr(0, std::min<std::size_t>(type.find(';'), 60));
}

bool is_html(const Response& response) {
  if (media_type_of(response) == "text/html" || media_type_of(response) == "application/xhtml+xml") return true;
  const auto first = response.body.find_first_not_of(" \t\r\n");
  return first != std::string::npos && response.body[first] == '<';
}

Verdict html_verdict(const Response& response, std::string_view url) {
  return {Remedy::repeat_soon,
          say({"{} answered with an HTML page (status {}, {}), is a proxy or login page in between?",
               "{} svarede med en HTML-side (status {}, {}); er der en proxy eller loginside imellem?"},
              url, response.status, media_type_of(response))};
}

bool is_redirect(int status) { return status >= 300 && status < 400; }

Verdict redirect_verdict(int status, std::string_view url) {
  return {Remedy::give_up,
          say({"{} answered {} and wants to be asked elsewhere; set the address it redirects to (https instead of "
               "http?)",
               "{} svarede {} og vil spørges et andet sted; brug den adresse, der henvises til (https i stedet for "
               "http?)"},
              url, status),
          ErrorKind::settings};
}

bool is_worth_repeating(int status) { return status == 408 || status == 429 || status > 500; }

}  // namespace

Verdict judge_page_answer(const http::Result& result, std::string_view url, int graphql_version) {
  if (const auto* failure = std::get_if<Failure>(&result)) return judge_failure(*failure, url);
  const auto& response = std::get<Response>(result);
  const int status = response.status;
  const Said answered = say({"{} answered {} ({})", "{} svarede {} ({})"}, url, status, media_type_of(response));

  if (is_worth_repeating(status)) return {Remedy::repeat_soon, answered};
  if (is_redirect(status)) return redirect_verdict(status, url);
  if (is_html(response)) return html_verdict(response, url);
  switch (status) {
    case 200: return {};
    case 401: return {Remedy::log_in_again, answered, ErrorKind::unauthorised};
    case 403:
      return {
          Remedy::give_up,
          say({"{}: the login is good, but may not read here", "{}: login er i orden, men må ikke læse her"}, answered),
          ErrorKind::unauthorised};
    case 404:
      return {
          Remedy::give_up,
          say({"{} answered 404: there is no GraphQL version v{} at this address; check mora.base and the GraphQL "
               "version",
               "{} svarede 404: der er ingen GraphQL-version v{} på adressen; se på mora.base og GraphQL-versionen"},
              url, graphql_version),
          ErrorKind::settings};
    case 413:
      return {Remedy::give_up,
              say({"{}: the question is too long for a server in between; lower the page size",
                   "{}: spørgsmålet er for langt for en server imellem; gør sidestørrelsen mindre"},
                  answered),
              ErrorKind::settings};
    case 400:
    case 500: return {Remedy::repeat_late, answered};
    default: return {Remedy::give_up, answered};
  }
}

Verdict judge_login_answer(const http::Result& result, std::string_view url, const Said& settings) {
  if (const auto* failure = std::get_if<Failure>(&result)) return judge_failure(*failure, url);
  const auto& response = std::get<Response>(result);
  const int status = response.status;
  if (is_worth_repeating(status) || status == 500) return {Remedy::repeat_soon, say(kLoginAnswered, url, status)};
  if (is_redirect(status)) return redirect_verdict(status, url);
  if (is_html(response)) return html_verdict(response, url);
  switch (status) {
    case 200: return {};
    case 400:
    case 401:
    case 403:
      return {Remedy::give_up,
              say({"the login server {} answered {}: it does not accept {}",
                   "login-serveren {} svarede {}: den godtager ikke {}"},
                  url, status, settings),
              ErrorKind::unauthorised};
    case 404:
      return {Remedy::give_up,
              say({"the login server answered 404: there is no login at {}; check AUTH_SERVER and AUTH_REALM",
                   "login-serveren svarede 404: der er intet login på {}; se på AUTH_SERVER og AUTH_REALM"},
                  url),
              ErrorKind::settings};
    default: return {Remedy::give_up, say(kLoginAnswered, url, status)};
  }
}

}  // namespace os2sync::os2mo
