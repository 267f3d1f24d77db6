// SPDX-License-Identifier: MPL-2.0
/// @file The second look at what is referred to and was not seen: it may have come into being behind a chain's back.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

#include "adapters/os2mo/pager.hpp"
#include "adapters/os2mo/uuid_set.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

class Rereading {
 public:
  Rereading(Pager& pager, std::size_t batch_size) : pager_{pager}, batch_size_{batch_size} {}

  /// Asks, once for each uuid, for every unknown target of the rows; the pager has to run then. False when nothing is
  /// left to ask. Throws Error{incomplete} when something that must be known stays unknown. `units` and `persons` are
  /// those whose rows matter; see find_unknown_references().
  bool ask_for_unknown(const Snapshot& rows, const UuidSet& units, const UuidSet& persons, bool with_details);

 private:
  Pager& pager_;
  std::size_t batch_size_;
  std::array<UuidSet, kKindCount> asked_;
  std::deque<std::vector<Uuid>> batches_;  ///< chains refer to them
};

/// Cuts `ids`, in their order, into ascending batches of at most `size` and hands each to `use`.
template <typename Use>
void for_each_batch(const std::vector<Uuid>& ids, std::size_t size, Use&& use) {
  for (std::size_t from = 0; from < ids.size(); from += size) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
    std::vector<Uuid> batch(begin, begin + static_cast<std::ptrdiff_t>(std::min(size, ids.size() - from)));
    std::sort(batch.begin(), batch.end());
    use(std::move(batch));
  }
}

}  // namespace os2sync::os2mo
