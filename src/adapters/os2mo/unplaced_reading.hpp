// SPDX-License-Identifier: MPL-2.0
/// @file Reads who has an account without being employed where anything is transferred: two rounds.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <vector>

#include "adapters/os2mo/pager.hpp"
#include "core/source.hpp"
#include "ports/source.hpp"

namespace os2sync::os2mo {

/// One use. Its pager asks for engagements at all times and for no CPR numbers.
class UnplacedReading final : private PagerListener {
 public:
  UnplacedReading(const ReadRequest& request, std::size_t page_size, Pager& pager)
      : request_{request}, page_size_{std::max<std::size_t>(page_size, 1)}, pager_{pager} {}

  /// Adds to a whole read what it left out about those persons.
  void add_to(Snapshot& rows);

 private:
  void page_read(Kind /*kind*/, std::size_t /*count*/) override {}
  void chain_ended(Kind /*kind*/) override {}

  void read_holders();

  const ReadRequest& request_;
  std::size_t page_size_;
  Pager& pager_;
  Snapshot found_;
  std::deque<std::vector<Uuid>> batches_;  ///< chains refer to them
};

}  // namespace os2sync::os2mo
