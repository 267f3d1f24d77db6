// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/refusals.hpp"

#include "adapters/os2sync/answers.hpp"
#include "core/error.hpp"

namespace os2sync {

void throw_unauthorised(std::string_view url) {
  throw Error{
      ErrorKind::unauthorised,
      Text{"{}: OS2sync refuses the request (401): either os2sync.api_key is not its ApiKey, or it knows no CVR; check "
           "os2sync.api_key and municipality.cvr",
           "{}: OS2sync afviser forespørgslen (401): enten er os2sync.api_key ikke dens ApiKey, eller også kender den "
           "intet CVR; se på os2sync.api_key og municipality.cvr"},
      url};
}

void throw_no_cvr(std::string_view url) {
  throw Error{ErrorKind::settings,
              Text{"{}: OS2sync answered 400 without saying why, as older versions do when they know no CVR; check "
                   "municipality.cvr, then OS2sync's log",
                   "{}: OS2sync svarede 400 uden at sige hvorfor, som ældre versioner gør, når de intet CVR kender; se "
                   "på municipality.cvr og derefter i OS2syncs log"},
              url};
}

void throw_bad_cvr(std::string_view url) {
  throw Error{ErrorKind::settings,
              Text{"{}: OS2sync has no room for the CVR number; municipality.cvr has 8 digits",
                   "{}: OS2sync har ikke plads til CVR-nummeret; municipality.cvr har 8 cifre"},
              url};
}

void throw_wrong_service(std::string_view url, int status) {
  throw Error{
      ErrorKind::settings,
      Text{"{}: answered {}, which OS2sync's API never does to this program; check that os2sync.api_url ends in /api "
           "and "
           "that no proxy changes the requests",
           "{}: svarede {}, hvad OS2syncs API aldrig gør over for dette program; se efter, at os2sync.api_url ender på "
           "/api, og at ingen proxy ændrer forespørgslerne"},
      url, status};
}

void throw_too_old(std::string_view url) {
  throw Error{ErrorKind::settings,
              Text{"{}: this is OS2sync 2.x, which writes member names another way; it must be 3.0.8 or later",
                   "{}: det er OS2sync 2.x, som skriver navne på felter anderledes; det skal være 3.0.8 eller nyere"},
              url};
}

void throw_version_mismatch(std::string_view url, int configured) {
  throw Error{ErrorKind::settings,
              Text{"{}: os2sync.server_version is {}, but the service is OS2sync {}; set os2sync.server_version to {}",
                   "{}: os2sync.server_version er {}, men tjenesten er OS2sync {}; sæt os2sync.server_version til {}"},
              url,
              configured,
              configured >= 4 ? Text{"3.x or 4.0", "3.x eller 4.0"} : Text{"4.1 or later", "4.1 eller nyere"},
              configured >= 4 ? 3 : 4};
}

void throw_unavailable(std::string_view url, const http::Failure& failure) {
  const bool tls = failure.kind == http::FailureKind::tls;
  throw Error{
      ErrorKind::unavailable, Text{"{}: {}; {}", "{}: {}; {}"}, url, describe_failure(failure),
      tls ? Text{"check the certificate, the CA file and os2sync.ca_verify_os2sync",
                 "se på certifikatet, CA-filen og os2sync.ca_verify_os2sync"}
          : Text{"check os2sync.api_url and that OS2sync is running", "se på os2sync.api_url, og om OS2sync kører"}};
}

void throw_not_os2sync(std::string_view url, const http::Response& response) {
  throw Error{ErrorKind::unavailable,
              Text{"{}: answered {}{}, which is not OS2sync; check os2sync.api_url and the proxy",
                   "{}: svarede {}{}, hvad OS2sync ikke gør; se på os2sync.api_url og proxyen"},
              url, response.status, is_html(response) ? Text{" with a web page", " med en webside"} : Text{}};
}

}  // namespace os2sync
