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
    // The uuids travel with the numbers while sorting: rows of one owner lie far apart in memory.
    std::vector<Entry> entries(begins_.back());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (owners[i] != kNoRow) entries[next[owners[i]]++] = {rows[i].uuid, static_cast<std::uint32_t>(i)};
    }
    numbers_.reserve(entries.size());
    for (std::size_t i = 0; i < owner_count; ++i) {
      const std::span own = std::span{entries}.subspan(begins_[i], begins_[i + 1] - begins_[i]);
      std::ranges::sort(own, {}, &Entry::uuid);
      for (const Entry& entry : own) numbers_.push_back(entry.number);
    }
  }

  /// The rows of one owner, ascending by uuid.
  std::span<const std::uint32_t> of(std::uint32_t owner) const noexcept {
    return std::span{numbers_}.subspan(begins_[owner], begins_[owner + 1] - begins_[owner]);
  }

 private:
  struct Entry {
    Uuid uuid;
    std::uint32_t number = 0;
  };
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> numbers_;
};

}  // namespace os2sync
