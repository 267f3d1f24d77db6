// SPDX-License-Identifier: MPL-2.0
#include "os2sync/server/http_fault.hpp"

#include <array>
#include <utility>

#include "os2sync/model/text.hpp"

namespace os2sync_lab {
namespace {

constexpr std::array<std::pair<std::string_view, HttpFaultKind>, 9> kKinds{{
    {"hold", HttpFaultKind::hold},
    {"delay", HttpFaultKind::delay},
    {"reset_before", HttpFaultKind::reset_before},
    {"reset_after", HttpFaultKind::reset_after},
    {"status", HttpFaultKind::status},
    {"status_after", HttpFaultKind::status_after},
    {"truncate", HttpFaultKind::truncate},
    {"content_type", HttpFaultKind::content_type},
    {"slow_body", HttpFaultKind::slow_body},
}};

bool matches(const Match& match, const std::string& method, std::string_view path, const std::string& uuid) {
  return (match.method.empty() || match.method == method) && (match.uuid.empty() || match.uuid == uuid) &&
         os2sync_model::equal_ignoring_case(path.substr(0, match.path_prefix.size()), match.path_prefix);
}

}  // namespace

std::optional<HttpFaultKind> parse_fault_kind(std::string_view name) noexcept {
  for (const auto& [known, kind] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::string_view name_of(HttpFaultKind kind) noexcept {
  for (const auto& [name, known] : kKinds) {
    if (known == kind) return name;
  }
  return "";
}

std::vector<HttpFault> HttpFaults::strike(const std::string& method, const std::string& path, const std::string& uuid) {
  std::vector<HttpFault> hits;
  for (HttpFault& fault : faults_) {
    if (!matches(fault.match, method, path, uuid)) continue;
    ++fault.seen;
    if (fault.seen < fault.match.nth) continue;
    if (fault.times > 0 && fault.seen >= fault.match.nth + fault.times) continue;
    hits.push_back(fault);
  }
  return hits;
}

}  // namespace os2sync_lab
