// SPDX-License-Identifier: MPL-2.0
/// @file What `state adopt` found in FK-ORG and took over.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/language.hpp"
#include "core/object_key.hpp"

namespace os2sync {

/// Objects of one kind. All but `not_listed` are held by FK-ORG.
struct AdoptCounts {
  bool list_complete = false;
  std::size_t listed = 0;
  std::size_t known = 0;         ///< in the ledger before
  std::size_t equal = 0;         ///< taken over; FK-ORG holds what the rules want
  std::size_t different = 0;     ///< taken over; the next run sends what differs
  std::size_t not_compared = 0;  ///< taken over unread; the next run sends all of it
  std::size_t not_shown = 0;     ///< listed, but not shown when asked for: left alone
  std::size_t not_read = 0;      ///< FK-ORG could not say: left for another time
  std::size_t not_listed = 0;    ///< wanted, not in the list: the next run sends it
  std::size_t unwanted = 0;      ///< no rule wants it
  std::size_t unwanted_adopted = 0;
  std::size_t unwanted_kept = 0;  ///< not taken over although asked: a robot, inactive, or nothing stands above it
};

struct AdoptReport {
  AdoptCounts units;
  AdoptCounts users;
  std::vector<ObjectKey> unwanted;  ///< by kind and uuid
  bool with_unwanted = false;
  bool dry_run = false;
  bool interrupted = false;
  int exit_code = 0;
};

std::string render_adoption(const AdoptReport& report, Language language);
std::string render_adoption_json(const AdoptReport& report);

}  // namespace os2sync
