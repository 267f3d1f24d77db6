// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/refusals.hpp"

#include "adapters/os2sync/answers.hpp"
#include "core/error.hpp"

namespace os2sync {

void throw_unauthorised(std::string_view url) {
  throw Error{
      ErrorKind::unauthorised,
      "{}: OS2sync refuses the request (401): either os2sync.api_key is not its ApiKey, or it knows no CVR; check "
      "os2sync.api_key and municipality.cvr",
      url};
}

void throw_no_cvr(std::string_view url) {
  throw Error{ErrorKind::settings,
              "{}: OS2sync answered 400 without saying why, as older versions do when they know no CVR; check "
              "municipality.cvr, then OS2sync's log",
              url};
}

void throw_bad_cvr(std::string_view url) {
  throw Error{ErrorKind::settings, "{}: OS2sync has no room for the CVR number; municipality.cvr has 8 digits", url};
}

void throw_wrong_service(std::string_view url, int status) {
  throw Error{
      ErrorKind::settings,
      "{}: answered {}, which OS2sync's API never does to this program; check that os2sync.api_url ends in /api "
      "and that no proxy changes the requests",
      url, status};
}

void throw_too_old(std::string_view url) {
  throw Error{ErrorKind::settings,
              "{}: this is OS2sync 2.x, which writes member names another way; it must be 3.0.8 or later", url};
}

void throw_version_mismatch(std::string_view url, int configured) {
  throw Error{ErrorKind::settings,
              "{}: os2sync.server_version is {}, but the service is OS2sync {}; set os2sync.server_version to {}",
              url,
              configured,
              configured >= 4 ? "3.x or 4.0" : "4.1 or later",
              configured >= 4 ? 3 : 4};
}

void throw_unavailable(std::string_view url, const http::Failure& failure) {
  const bool tls = failure.kind == http::FailureKind::tls;
  throw Error{ErrorKind::unavailable, "{}: {}; {}", url, describe_failure(failure),
              tls ? "check the certificate, the CA file and os2sync.ca_verify_os2sync"
                  : "check os2sync.api_url and that OS2sync is running"};
}

void throw_not_os2sync(std::string_view url, const http::Response& response) {
  throw Error{ErrorKind::unavailable, "{}: answered {}{}, which is not OS2sync; check os2sync.api_url and the proxy",
              url, response.status, is_html(response) ? " with a web page" : ""};
}

}  // namespace os2sync
