// SPDX-License-Identifier: MPL-2.0
#include "app/delivery_state.hpp"

namespace os2sync {

Looks::Looks(const std::vector<Delivery>& deliveries, const std::vector<LedgerEntry>& entries) {
  for (const Delivery& delivery : deliveries) looks_.emplace(std::pair{delivery.kind, delivery.uuid}, delivery);
  for (const LedgerEntry& entry : entries) {
    const auto look = looks_.find({entry.kind, entry.uuid});
    if (look != looks_.end() && look->second.accepted_at != entry.changed_at) looks_.erase(look);
  }
}

Delivery Looks::of(const LedgerEntry& entry) const {
  const auto look = looks_.find({entry.kind, entry.uuid});
  if (look != looks_.end()) return look->second;
  return {entry.kind, entry.uuid, entry.changed_at, DeliveryState::accepted, 0, 0, 0};
}

void Looks::replace(const Delivery& delivery) {
  looks_.insert_or_assign(std::pair{delivery.kind, delivery.uuid}, delivery);
}

}  // namespace os2sync
