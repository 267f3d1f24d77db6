// SPDX-License-Identifier: MPL-2.0
/// @file What the OS2MO reader needs to know of the settings.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "adapters/http/http.hpp"
#include "core/secret.hpp"

namespace os2sync::os2mo {

/// From here on the end of a validity is the midnight after its last day, before it was that of the day itself.
inline constexpr int kFirstVersionWithExclusiveEnds = 29;

/// Where OS2MO and its login are, and how hard to ask.
struct Options {
  std::string base_url;  ///< mora.base
  int graphql_version = 25;
  std::string auth_server;  ///< AUTH_SERVER
  std::string auth_realm = "mo";
  std::string client_id;
  Secret client_secret;
  std::chrono::seconds token_renewal{30};  ///< renew the token this long before it expires
  http::TlsOptions tls;
  std::size_t page_size = 200;
  std::size_t connections = 4;
  std::chrono::seconds timeout{120};
  std::size_t attempts = 5;  ///< per request, the first one included
};

}  // namespace os2sync::os2mo
