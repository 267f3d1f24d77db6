// SPDX-License-Identifier: MPL-2.0
/// @file From a uuid to the number of its row: one flat table, made once, asked a million times.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/uuid.hpp"

namespace os2sync {

inline constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

class UuidTable {
 public:
  UuidTable() = default;
  /// Rows need a member `uuid`. Of rows with one uuid the first is found; sources do not repeat objects.
  template <typename Row>
  explicit UuidTable(const std::vector<Row>& rows)
      : slots_(std::bit_ceil(rows.size() * 2 + 1)), mask_{slots_.size() - 1} {
    for (std::size_t i = 0; i < rows.size(); ++i) insert(rows[i].uuid, static_cast<std::uint32_t>(i));
  }

  /// The row number, or kNoRow.
  std::uint32_t find(const Uuid& id) const noexcept {
    if (slots_.empty()) return kNoRow;
    for (std::size_t at = slot_of(id);; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.row == kNoRow || slot.id == id) return slot.row;
    }
  }

 private:
  struct Slot {
    Uuid id;
    std::uint32_t row = kNoRow;
  };

  void insert(const Uuid& id, std::uint32_t row) {
    std::size_t at = slot_of(id);
    for (; slots_[at].row != kNoRow; at = (at + 1) & mask_) {
      if (slots_[at].id == id) return;
    }
    slots_[at] = Slot{id, row};
  }
  // The high half of a product depends on every bit, also when uuids are counted up rather than drawn.
  std::size_t slot_of(const Uuid& id) const noexcept {
    const std::uint64_t mixed = static_cast<std::uint64_t>(std::hash<Uuid>{}(id)) * 0xD6E8FEB86659FD93ULL;
    return static_cast<std::size_t>(mixed ^ mixed >> 32) & mask_;
  }

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
};

}  // namespace os2sync
