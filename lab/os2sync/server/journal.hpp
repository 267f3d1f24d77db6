// SPDX-License-Identifier: MPL-2.0
/// @file What the clients did: every request in order, and counters that prove their manners.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "os2sync/model/route.hpp"

namespace os2sync_lab {

struct JournalEntry {
  std::string method;
  std::string path;
  std::string query;
  std::string uuid;
  int status = 0;     ///< 0: no answer was sent
  std::string fault;  ///< the fault that hit it, if any
  std::string body;
};

/// Requests in the order in which the service worked on them. Not thread-safe.
class Journal {
 public:
  void add(JournalEntry entry, const os2sync_model::Route& route);
  void clear() { *this = Journal{}; }

  const std::vector<JournalEntry>& entries() const { return entries_; }
  /// Counts by "post.orgUnit", "delete.user", "get.hierarchy" …
  const std::map<std::string, std::uint64_t>& requests() const { return requests_; }
  const std::map<int, std::uint64_t>& statuses() const { return statuses_; }

 private:
  std::vector<JournalEntry> entries_;
  std::map<std::string, std::uint64_t> requests_;
  std::map<int, std::uint64_t> statuses_;
};

/// How many requests and connections were under way at once. Not thread-safe.
class Traffic {
 public:
  /// A request is under way from when it has been read until its last bytes leave.
  void begin(const std::string& uuid);
  void end(const std::string& uuid);
  void opened(std::size_t open);
  void closed(std::size_t open) { open_ = open; }
  /// Forgets the maxima, not the requests under way.
  void clear();

  std::size_t max_requests() const { return max_requests_; }
  std::size_t max_requests_per_uuid() const { return max_per_uuid_; }
  std::size_t max_connections() const { return max_connections_; }
  std::uint64_t connections() const { return connections_; }

 private:
  std::size_t under_way_ = 0;
  std::unordered_map<std::string, std::size_t> per_uuid_;
  std::size_t max_requests_ = 0;
  std::size_t max_per_uuid_ = 0;
  std::size_t open_ = 0;
  std::size_t max_connections_ = 0;
  std::uint64_t connections_ = 0;
};

}  // namespace os2sync_lab
