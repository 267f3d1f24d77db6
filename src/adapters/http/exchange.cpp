// SPDX-License-Identifier: MPL-2.0
#include "adapters/http/exchange.hpp"

#include <algorithm>
#include <cctype>
#include <new>
#include <string_view>

#include "core/error.hpp"

namespace os2sync::http {
namespace {

void start_libcurl_once() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK)
    throw Error{ErrorKind::unexpected, Text{"libcurl does not start: {}", "libcurl starter ikke: {}"},
                curl_easy_strerror(started)};
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(handle, option, value);
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc{};
  if (code != CURLE_OK)
    throw Error{ErrorKind::unexpected, Text{"libcurl does not take option {}: {}", "libcurl tager ikke valget {}: {}"},
                static_cast<int>(option), curl_easy_strerror(code)};
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(), [](char expected, char actual) {
           return expected == static_cast<char>(std::tolower(static_cast<unsigned char>(actual)));
         });
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// True while not even a connection had come about, so that the peer cannot have seen the request.
bool never_connected(CURL* handle) {
  curl_off_t microseconds = 0;
  curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &microseconds);
  return microseconds == 0;
}

FailureKind classify(CURLcode code, CURL* handle) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return FailureKind::connect;
    case CURLE_OPERATION_TIMEDOUT: return never_connected(handle) ? FailureKind::connect : FailureKind::timed_out;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_USE_SSL_FAILED: return FailureKind::tls;
    default: return FailureKind::broken;
  }
}

}  // namespace

Exchange::Exchange(const TlsOptions& tls, std::chrono::milliseconds connect_timeout)
    : tls_{tls}, connect_timeout_{connect_timeout} {
  start_libcurl_once();
  handle_.reset(curl_easy_init());
  if (!handle_)
    throw Error{ErrorKind::unexpected,
                Text{"libcurl has no memory for a handle", "libcurl mangler hukommelse til en forbindelse"}};
}

void Exchange::prepare(Request request, std::string buffer) {
  request_ = std::move(request);
  body_ = std::move(buffer);
  body_.clear();
  allow_.clear();
  answer_begun_ = false;
  error_text_[0] = '\0';

  curl_easy_reset(handle());  // keeps the connection
  apply_transport_options();
  apply_request_options();
}

void Exchange::apply_transport_options() {
  CURL* const curl = handle();
  set(curl, CURLOPT_ERRORBUFFER, error_text_);
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  // A redirect would carry the token or the key to a place nobody configured.
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_timeout_.count()));
  set(curl, CURLOPT_SSL_VERIFYPEER, tls_.verify ? 1L : 0L);
  set(curl, CURLOPT_SSL_VERIFYHOST, tls_.verify ? 2L : 0L);
  if (!tls_.ca_file.empty()) set(curl, CURLOPT_CAINFO, tls_.ca_file.c_str());
  if (!tls_.client_certificate.empty()) set(curl, CURLOPT_SSLCERT, tls_.client_certificate.c_str());
  if (!tls_.client_key.empty()) set(curl, CURLOPT_SSLKEY, tls_.client_key.c_str());
  set(curl, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  set(curl, CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(curl, CURLOPT_HEADERFUNCTION, &Exchange::on_header);
  set(curl, CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(curl, CURLOPT_PRIVATE, static_cast<void*>(this));
}

void Exchange::apply_request_options() {
  CURL* const curl = handle();
  curl_slist* list = curl_slist_append(nullptr, "Expect:");  // no pause before bodies of more than a megabyte
  for (const std::string& header : request_.headers) {
    curl_slist* const longer = curl_slist_append(list, header.c_str());
    if (longer == nullptr) {
      curl_slist_free_all(list);
      throw std::bad_alloc{};
    }
    list = longer;
  }
  headers_.reset(list);
  set(curl, CURLOPT_HTTPHEADER, headers_.get());
  set(curl, CURLOPT_URL, request_.url.c_str());
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
  if (request_.method == "GET") {
    set(curl, CURLOPT_HTTPGET, 1L);
    return;
  }
  if (request_.method == "POST" || !request_.body.empty()) {
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(curl, CURLOPT_POSTFIELDS, request_.body.data());  // borrowed until finish()
  }
  if (request_.method != "POST") set(curl, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

Result Exchange::finish(CURLcode code) {
  request_ = Request{};  // the headers may hold a token
  headers_.reset();
  if (code != CURLE_OK) {
    body_.clear();
    return Failure{classify(code, handle()), answer_begun_,
                   error_text_[0] != '\0' ? std::string{error_text_} : std::string{curl_easy_strerror(code)}};
  }
  Response response;
  long status = 0;
  const char* content_type = nullptr;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(handle(), CURLINFO_CONTENT_TYPE, &content_type);
  response.status = static_cast<int>(status);
  if (content_type != nullptr) response.content_type = content_type;
  response.allow = std::move(allow_);
  response.body = std::move(body_);
  body_.clear();
  return response;
}

std::size_t Exchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  exchange.answer_begun_ = true;
  try {
    exchange.body_.append(data, size * count);
  } catch (const std::bad_alloc&) {
    return 0;  // libcurl is C: the failure has to go through it as a code
  }
  return size * count;
}

std::size_t Exchange::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  exchange.answer_begun_ = true;
  const std::string_view line{data, size * count};
  constexpr std::string_view kAllow = "allow:";
  try {
    if (starts_with_ignoring_case(line, kAllow)) exchange.allow_ = trim(line.substr(kAllow.size()));
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return size * count;
}

}  // namespace os2sync::http
