// SPDX-License-Identifier: MPL-2.0
/// @file No object may have been read twice by two chains: it moved from one batch to another while we read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "adapters/os2mo/kinds.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// Notices while rows come in that one may have come before. Keeps half of each uuid only, in one flat table: sixteen
/// bytes a row, and a false alarm in a million reads.
class Repetitions {
 public:
  Repetitions() : tails_(kSmallest) {}

  /// True when the uuid was seen before, for all one can tell.
  bool see(const Uuid& uuid);

 private:
  static constexpr std::size_t kSmallest = 64;
  std::size_t find_slot(std::uint64_t tail) const;
  void grow();

  std::vector<std::uint64_t> tails_;  ///< a power of two of them, at most half full; 0 = free
  std::size_t size_ = 0;
};

/// Which rows are expected twice.
enum class Overlap { none, accounts_of_units };

/// Throws Error{incomplete} when an object of a kind that several chains read is there twice. Accounts and addresses
/// that belong to a unit and a person at once are found by both of their chains, and what `overlap` says by two as
/// well; if the two rows are equal, one is dropped.
void settle_duplicates(Snapshot& rows, Overlap overlap = Overlap::none);

}  // namespace os2sync::os2mo
