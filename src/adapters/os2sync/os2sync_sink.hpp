// SPDX-License-Identifier: MPL-2.0
/// @file OS2sync over its REST interface.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/os2sync/lanes.hpp"
#include "adapters/os2sync/options.hpp"
#include "ports/clock.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// Sends with at most `connections` requests at a time. Callers see to it that no two writes of one uuid are under way
/// at once. `clock` paces the waiting for lists and outlives the sink. Throws Error{settings} for options that make no
/// request.
class Os2syncSink final : public Sink {
 public:
  Os2syncSink(Os2syncOptions options, OpenLane open_lane, Clock& clock);

  SinkFacts probe() override;
  PushResult push(const Write& write) override;
  FkRead read(ObjectKind kind, const Uuid& uuid) override;
  FkListing list(ObjectKind kind) override;

 private:
  http::Request make_request(std::string method, std::string_view path) const;
  http::Response ask(const http::Request& request);
  void probe_access();
  bool probe_version_4();
  template <typename Post>
  PushResult post(std::string_view path, const Post& object, std::string (*write_json)(const Post&));
  FkListing list_all(ObjectKind kind);
  FkListing crawl(ObjectKind kind);
  FkListing await_tree(ObjectKind kind, const Uuid& ticket);

  Os2syncOptions options_;
  std::string base_;       ///< without a slash at the end
  std::string shown_url_;  ///< for messages: without user and password
  LanePool lanes_;
  Clock& clock_;
};

/// The sink the settings ask for: OS2sync, or for "stub" one that sends nothing. `clock` outlives it.
std::unique_ptr<Sink> open_sink(const Os2syncOptions& options, Clock& clock);

}  // namespace os2sync
