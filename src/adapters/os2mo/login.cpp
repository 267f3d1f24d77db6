// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/login.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <simdjson.h>

namespace os2sync::os2mo {
namespace {

using std::chrono::seconds;

/// A server that does not say how long its token lasts gets asked again after this time.
constexpr seconds kUnstatedLife{60};
/// No server means more; the clock's own range ends after 292 years.
constexpr seconds kLongestLife = std::chrono::hours{24};

std::string encode_for_form(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string without_trailing_slashes(std::string text) {
  while (!text.empty() && text.back() == '/') text.pop_back();
  return text;
}

struct Grant {
  std::string token;
  seconds life = kUnstatedLife;
};

std::optional<Grant> read_grant(const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  std::string_view token;
  if (parser.parse(body).get(document) != simdjson::SUCCESS) return std::nullopt;
  if (document["access_token"].get(token) != simdjson::SUCCESS || token.empty()) return std::nullopt;
  // The token becomes part of a header line.
  if (std::any_of(token.begin(), token.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; }))
    return std::nullopt;
  Grant grant{std::string{token}};
  std::int64_t life = 0;
  if (document["expires_in"].get(life) == simdjson::SUCCESS && life > 0)
    grant.life = std::min(seconds{life}, kLongestLife);
  return grant;
}

}  // namespace

Login::Login(const Options& options)
    : url_{fmt::format("{}/realms/{}/protocol/openid-connect/token", without_trailing_slashes(options.auth_server),
                       options.auth_realm)},
      form_{fmt::format("grant_type=client_credentials&client_id={}&client_secret={}",
                        encode_for_form(options.client_id), encode_for_form(options.client_secret.reveal()))},
      settings_{say({"client id '{}' and its secret (CLIENT_ID, CLIENT_SECRET; realm '{}', AUTH_REALM)",
                     "client id '{}' og dets hemmelighed (CLIENT_ID, CLIENT_SECRET; realm '{}', AUTH_REALM)"},
                    options.client_id, options.auth_realm)},
      renewal_{options.token_renewal},
      timeout_{options.timeout} {}

bool Login::is_good(TimePoint now) const { return good_until_ && now < *good_until_; }

http::Request Login::write_request() const {
  return {
      "POST", url_, {"Content-Type: application/x-www-form-urlencoded", "Accept: application/json"}, form_, timeout_};
}

Verdict Login::take_answer(const http::Result& result, TimePoint asked_at) {
  Verdict verdict = judge_login_answer(result, url_, settings_);
  if (verdict.remedy != Remedy::use) return verdict;
  const std::optional<Grant> grant = read_grant(std::get<http::Response>(result).body);
  if (!grant)
    return {Remedy::repeat_soon, say({"the login server {} answered 200 without an access token",
                                      "login-serveren {} svarede 200 uden et adgangstoken"},
                                     url_)};
  // A renewal time longer than the token's life must not mean a login before every request.
  good_until_ = asked_at + grant->life - std::min(renewal_, grant->life / 2);
  header_ = "Authorization: Bearer " + grant->token;
  ++number_;
  return {};
}

void Login::forget(std::uint64_t number) {
  if (number == number_) good_until_.reset();
}

}  // namespace os2sync::os2mo
