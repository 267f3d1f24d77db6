// SPDX-License-Identifier: MPL-2.0
#include "rules/shared_fk_uuid.hpp"

#include <algorithm>

namespace os2sync {

const FkClaim& pick_keeper(std::span<const FkClaim> claims, const Uuid& top_unit, const FkHolders& holders) {
  const auto top = std::ranges::find(claims, top_unit, &FkClaim::source);
  if (top != claims.end()) return *top;
  const auto held = holders.find(claims.front().fk_uuid);
  const auto holder = held == holders.end() ? claims.end() : std::ranges::find(claims, held->second, &FkClaim::source);
  return holder != claims.end() ? *holder : *std::ranges::min_element(claims, {}, &FkClaim::source);
}

std::vector<LostClaim> find_lost_claims(std::vector<FkClaim> claims, const Uuid& top_unit, const FkHolders& holders) {
  std::sort(claims.begin(), claims.end());
  std::vector<LostClaim> lost;
  for (auto first = claims.begin(); first != claims.end();) {
    const auto last = std::find_if(first, claims.end(), [&](const FkClaim& c) { return c.fk_uuid != first->fk_uuid; });
    if (last - first > 1) {
      const Uuid winner = pick_keeper({first, last}, top_unit, holders).source;
      for (auto claim = first; claim != last; ++claim) {
        if (claim->source != winner) lost.push_back({*claim, winner});
      }
    }
    first = last;
  }
  return lost;
}

}  // namespace os2sync
