// SPDX-License-Identifier: MPL-2.0
#include "adapters/http/exchange.hpp"
#include "adapters/http/http.hpp"

namespace os2sync::http {

struct Client::Impl {
  Impl(const TlsOptions& tls, std::chrono::milliseconds connect_timeout) : exchange{tls, connect_timeout} {}

  Exchange exchange;
};

Client::Client(const TlsOptions& tls, std::chrono::milliseconds connect_timeout)
    : impl_{std::make_unique<Impl>(tls, connect_timeout)} {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

// libcurl itself reopens a kept connection that turns out dead before the first answer byte, and only such a one.
Result Client::send(const Request& request) {
  Exchange& exchange = impl_->exchange;
  exchange.prepare(request, {});
  return exchange.finish(curl_easy_perform(exchange.handle()));
}

}  // namespace os2sync::http
