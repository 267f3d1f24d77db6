// SPDX-License-Identifier: MPL-2.0
#include "os2sync/server/journal.hpp"

#include <algorithm>
#include <string_view>

namespace os2sync_lab {
namespace {

using os2sync_model::Endpoint;

/// The counter a request belongs to.
std::string counter_of(const os2sync_model::Route& route) {
  const auto with_kind = [&](std::string_view verb) {
    return std::string{verb} + "." + std::string{os2sync_model::name_of(route.kind)};
  };
  switch (route.endpoint) {
    case Endpoint::post: return with_kind("post");
    case Endpoint::remove: return with_kind("delete");
    case Endpoint::passivate: return with_kind("passiver");
    case Endpoint::cleanup: return with_kind("cleanup");
    case Endpoint::list_all: return with_kind("all");
    case Endpoint::read: return with_kind("get");
    case Endpoint::hierarchy_start: return "hierarchy.start";
    case Endpoint::hierarchy_result: return "hierarchy.result";
    case Endpoint::dtr_id: return "dtrid";
    case Endpoint::health: return "health";
    case Endpoint::unknown:
    case Endpoint::wrong_method: break;
  }
  return "other";
}

}  // namespace

void Journal::add(JournalEntry entry, const os2sync_model::Route& route) {
  ++requests_[counter_of(route)];
  ++statuses_[entry.status];
  entries_.push_back(std::move(entry));
}

void Traffic::begin(const std::string& uuid) {
  max_requests_ = std::max(max_requests_, ++under_way_);
  if (!uuid.empty()) max_per_uuid_ = std::max(max_per_uuid_, ++per_uuid_[uuid]);
}

void Traffic::end(const std::string& uuid) {
  --under_way_;
  const auto at = per_uuid_.find(uuid);
  if (at != per_uuid_.end() && --at->second == 0) per_uuid_.erase(at);
}

void Traffic::opened(std::size_t open) {
  open_ = open;
  ++connections_;
  max_connections_ = std::max(max_connections_, open);
}

void Traffic::clear() {
  max_requests_ = under_way_;
  max_per_uuid_ = per_uuid_.empty() ? 0 : 1;
  max_connections_ = open_;
  connections_ = 0;
}

}  // namespace os2sync_lab
