// SPDX-License-Identifier: MPL-2.0
/// @file The rows of each unit or person side by side, in uuid order, without a container per owner.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/uuid_table.hpp"

namespace os2sync {

/// Row numbers grouped by owner: a counting sort by owner, then each small group by uuid, so that the order in which a
/// source answers never shows.
class RowsByOwner {
 public:
  RowsByOwner() = default;
  /// `owner_of(row)` gives the row number of the owner, kNoRow for rows that concern nobody here.
  template <typename Row, typename OwnerOf>
  RowsByOwner(const std::vector<Row>& rows, std::size_t owner_count, OwnerOf owner_of) : begins_(owner_count + 1) {
    std::vector<std::uint32_t> owners(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      owners[i] = owner_of(rows[i]);
      if (owners[i] != kNoRow) ++begins_[owners[i] + 1];
    }
    for (std::size_t i = 0; i < owner_count; ++i) begins_[i + 1] += begins_[i];
    numbers_.resize(begins_.back());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (owners[i] != kNoRow) numbers_[next[owners[i]]++] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t i = 0; i < owner_count; ++i) {
      std::sort(numbers_.begin() + begins_[i], numbers_.begin() + begins_[i + 1],
                [&rows](std::uint32_t a, std::uint32_t b) { return rows[a].uuid < rows[b].uuid; });
    }
  }

  /// The rows of one owner, ascending by uuid.
  std::span<const std::uint32_t> of(std::uint32_t owner) const noexcept {
    return std::span{numbers_}.subspan(begins_[owner], begins_[owner + 1] - begins_[owner]);
  }

 private:
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> numbers_;
};

}  // namespace os2sync
