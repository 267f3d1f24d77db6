// SPDX-License-Identifier: MPL-2.0
/// @file The looks that are still about what was last accepted.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "core/delivery.hpp"
#include "core/ledger_entry.hpp"

namespace os2sync {

constexpr bool is_problem(DeliveryState state) {
  return state == DeliveryState::lost || state == DeliveryState::overwritten || state == DeliveryState::not_removed;
}

/// By object. A look at an earlier change of an object says nothing about the last one and is passed over.
class Looks {
 public:
  Looks(const std::vector<Delivery>& deliveries, const std::vector<LedgerEntry>& entries);

  /// The last look, or that nobody looked.
  Delivery of(const LedgerEntry& entry) const;
  void replace(const Delivery& delivery);

 private:
  std::map<std::pair<ObjectKind, Uuid>, Delivery> looks_;
};

}  // namespace os2sync
