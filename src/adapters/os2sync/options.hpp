// SPDX-License-Identifier: MPL-2.0
/// @file What the sender needs to know of the settings.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "adapters/http/http.hpp"
#include "core/secret.hpp"

namespace os2sync {

struct Os2syncOptions {
  std::string api_url;  ///< ends in /api; "stub" = send nothing
  std::string cvr;      ///< empty = the header is left out and OS2sync's own CVR counts
  Secret api_key;       ///< empty = the header is left out
  http::TlsOptions tls;
  std::chrono::milliseconds timeout{30'000};
  std::chrono::milliseconds read_timeout{120'000};                   ///< a read goes through OS2sync to FK-ORG and back
  std::chrono::milliseconds list_timeout{std::chrono::minutes{30}};  ///< FK-ORG is paged through while we wait
  std::chrono::milliseconds unit_crawl_deadline{std::chrono::minutes{30}};
  std::chrono::milliseconds user_crawl_deadline{std::chrono::minutes{45}};
  std::size_t connections = 2;
  int server_version = 4;  ///< 3 or 4
};

}  // namespace os2sync
