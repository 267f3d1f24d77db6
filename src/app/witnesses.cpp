// SPDX-License-Identifier: MPL-2.0
#include "app/witnesses.hpp"

#include <algorithm>

namespace os2sync {

std::vector<ObjectKey> find_witnesses(const std::vector<LedgerEntry>& entries, const Looks& looks,
                                      const Uuid& top_unit) {
  constexpr std::size_t kSpread = 8;
  const LedgerEntry* seen_last = nullptr;
  std::int64_t seen_at = 0;
  std::vector<const LedgerEntry*> live;
  for (const LedgerEntry& entry : entries) {
    if (entry.deleted || (entry.kind == ObjectKind::unit && entry.uuid == top_unit)) continue;
    live.push_back(&entry);
    const Delivery look = looks.of(entry);
    if (look.state != DeliveryState::verified || look.checked_at <= seen_at) continue;
    seen_last = &entry;
    seen_at = look.checked_at;
  }
  std::vector<ObjectKey> witnesses{{ObjectKind::unit, top_unit}};
  if (seen_last) witnesses.emplace_back(seen_last->kind, seen_last->uuid);
  std::ranges::stable_sort(live, {}, [](const LedgerEntry* entry) { return entry->changed_at; });
  const std::size_t step = std::max<std::size_t>(1, live.size() / kSpread);
  for (std::size_t i = 0; i < live.size(); i += step) witnesses.emplace_back(live[i]->kind, live[i]->uuid);
  return witnesses;
}

bool is_vouched_for(const ObjectKey& unknown, const std::vector<ObjectKey>& witnesses, Sink& sink) {
  return std::ranges::any_of(witnesses, [&](const ObjectKey& witness) {
    return witness != unknown && std::holds_alternative<FkObject>(sink.read(witness.first, witness.second));
  });
}

}  // namespace os2sync
