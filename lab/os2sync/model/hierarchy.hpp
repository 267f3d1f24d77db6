// SPDX-License-Identifier: MPL-2.0
/// @file The hierarchy crawl: a ticket now, a tree later, fetched once.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <unordered_map>

#include "os2sync/model/fk.hpp"
#include "os2sync/model/version.hpp"

namespace os2sync_model {

/// The wrapper with the whole tree of a municipality; without a municipality the crawl has failed.
std::string hierarchy_json(const Municipality* municipality, bool only_units, Moment created,
                           std::chrono::minutes utc_offset, const Profile& profile);

/// Results by ticket. A result is handed out once and forgotten an hour after it was ready.
class Tickets {
 public:
  explicit Tickets(std::uint64_t seed) : random_{seed} {}

  std::string open(std::string result, Moment ready);
  /// Unknown, not ready, fetched and expired look the same: nothing.
  std::optional<std::string> fetch(const std::string& ticket, Moment now);

 private:
  struct Entry {
    std::string result;
    Moment ready;
  };

  std::mt19937_64 random_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace os2sync_model
