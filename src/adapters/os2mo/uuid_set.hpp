// SPDX-License-Identifier: MPL-2.0
/// @file A set of uuids in one flat table: a read asks it millions of times whether it knows one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/uuid.hpp"

namespace os2sync::os2mo {

class UuidSet {
 public:
  UuidSet() : slots_(kSmallest) {}

  /// True when it was not there before.
  bool insert(const Uuid& uuid) {
    if (uuid.is_nil()) return !std::exchange(has_nil_, true);
    if ((size_ + 1) * 2 > slots_.size()) grow();
    Uuid& slot = slots_[find_slot(uuid)];
    if (!slot.is_nil()) return false;
    slot = uuid;
    ++size_;
    return true;
  }
  std::size_t size() const noexcept { return size_ + (has_nil_ ? 1 : 0); }
  bool contains(const Uuid& uuid) const { return uuid.is_nil() ? has_nil_ : !slots_[find_slot(uuid)].is_nil(); }

  /// In no particular order.
  template <typename Use>
  void for_each(Use&& use) const {
    if (has_nil_) use(Uuid{});
    for (const Uuid& slot : slots_)
      if (!slot.is_nil()) use(slot);
  }

 private:
  static constexpr std::size_t kSmallest = 64;

  /// Where the uuid is, or the free place it would get. The nil uuid marks free places.
  std::size_t find_slot(const Uuid& uuid) const {
    constexpr std::uint64_t kSpread = 0xD6E8FEB86659FD93ULL;
    const std::uint64_t mixed = static_cast<std::uint64_t>(std::hash<Uuid>{}(uuid)) * kSpread;
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(mixed ^ mixed >> 32) & mask;
    while (!slots_[at].is_nil() && slots_[at] != uuid) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Uuid> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Uuid& uuid : old)
      if (!uuid.is_nil()) slots_[find_slot(uuid)] = uuid;
  }

  std::vector<Uuid> slots_;  ///< a power of two of them, at most half full
  std::size_t size_ = 0;
  bool has_nil_ = false;
};

}  // namespace os2sync::os2mo
