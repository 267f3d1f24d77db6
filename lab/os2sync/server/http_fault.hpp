// SPDX-License-Identifier: MPL-2.0
/// @file Troubles between client and service: which request they hit and what they do to it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "os2sync/server/http_server.hpp"

namespace os2sync_lab {

/// Empty members match everything.
struct Match {
  std::string method;
  std::string path_prefix;  ///< letter case does not matter, as in OS2sync's routing
  std::string uuid;
  int nth = 1;  ///< the first matching request to be hit, counted from 1
};

enum class HttpFaultKind {
  hold,          ///< waits until the control plane releases it
  delay,         ///< waits for `pause`
  reset_before,  ///< connection gone, the service never saw the request
  reset_after,   ///< connection gone, the row exists
  status,        ///< an answer of a proxy in between, e.g. 503 with HTML
  status_after,  ///< the same after the service did its work, e.g. 504
  truncate,      ///< the body stops after `bytes`
  content_type,  ///< the right body under the wrong name
  slow_body,     ///< `bytes` at a time with `pause` in between
};

std::optional<HttpFaultKind> parse_fault_kind(std::string_view name) noexcept;
std::string_view name_of(HttpFaultKind kind) noexcept;

struct HttpFault {
  HttpFaultKind kind = HttpFaultKind::status;
  Match match;
  int times = 1;  ///< requests to hit; 0: all from `nth` on
  int status = 503;
  std::string body = "<html><body><h1>503 Service Unavailable</h1></body></html>";
  std::string content_type = "text/html";
  std::size_t bytes = 1;
  std::chrono::milliseconds pause{0};
  bool plain_close = false;  ///< FIN instead of RST

  int seen = 0;  ///< matching requests so far
};

/// The switched-on faults, oldest first. Not thread-safe.
class HttpFaults {
 public:
  void add(HttpFault fault) { faults_.push_back(std::move(fault)); }
  void clear() { faults_.clear(); }
  /// Every fault that hits this request; counts it for all that match.
  std::vector<HttpFault> strike(const std::string& method, const std::string& path, const std::string& uuid);

 private:
  std::vector<HttpFault> faults_;
};

}  // namespace os2sync_lab
