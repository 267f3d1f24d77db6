// SPDX-License-Identifier: MPL-2.0
#include "adapters/http/http_examiner.hpp"

#include <ctime>
#include <memory>
#include <string_view>
#include <utility>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "adapters/http/exchange.hpp"

namespace os2sync::http {
namespace {

constexpr std::chrono::seconds kConnectTimeout{5};
constexpr std::chrono::seconds kTimeout{10};

std::optional<std::chrono::sys_seconds> read_time(const char* text) {
  const std::time_t seconds = curl_getdate(text, nullptr);
  if (seconds == -1) return std::nullopt;
  return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

std::optional<std::chrono::sys_seconds> read_date(CURL* handle) {
  curl_header* header = nullptr;
  if (curl_easy_header(handle, "Date", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return std::nullopt;
  return read_time(header->value);
}

/// The end of the peer's own certificate, which stands first in the chain.
std::optional<std::chrono::sys_seconds> read_certificate_end(CURL* handle) {
  constexpr std::string_view kLabel = "Expire date:";
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(handle, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr) return std::nullopt;
  if (chain->num_of_certs == 0) return std::nullopt;
  for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
    const std::string_view text = line->data;
    if (text.starts_with(kLabel)) return read_time(line->data + kLabel.size());
  }
  return std::nullopt;
}

struct CloseBio {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
struct FreeX509 {
  void operator()(X509* certificate) const noexcept { X509_free(certificate); }
};

}  // namespace

PeerLook HttpExaminer::look(const std::string& url) {
  Exchange exchange{tls_, kConnectTimeout};
  Request request;
  request.method = "GET";
  request.url = url;
  request.timeout = kTimeout;
  exchange.prepare(std::move(request), {});
  curl_easy_setopt(exchange.handle(), CURLOPT_CERTINFO, 1L);
  const Result result = exchange.finish(curl_easy_perform(exchange.handle()));
  PeerLook look;
  look.answered = std::holds_alternative<Response>(result);
  if (const auto* failure = std::get_if<Failure>(&result)) look.why_not = failure->detail;
  look.date = read_date(exchange.handle());
  look.certificate_ends = read_certificate_end(exchange.handle());
  return look;
}

std::optional<std::chrono::sys_seconds> HttpExaminer::certificate_file_ends(const std::string& path) {
  const std::unique_ptr<BIO, CloseBio> file{BIO_new_file(path.c_str(), "r")};
  if (!file) return std::nullopt;
  const std::unique_ptr<X509, FreeX509> certificate{PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr)};
  std::tm parts{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &parts) != 1) return std::nullopt;
  return std::chrono::sys_seconds{std::chrono::seconds{timegm(&parts)}};
}

}  // namespace os2sync::http
