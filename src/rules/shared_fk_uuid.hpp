// SPDX-License-Identifier: MPL-2.0
/// @file What happens when several objects of one kind claim the same FK uuid.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/uuid.hpp"

namespace os2sync {

/// One object of OS2MO that would be sent under an FK uuid.
struct FkClaim {
  Uuid fk_uuid;
  Uuid source;            ///< OS2MO uuid
  std::uint32_t row = 0;  ///< of the unit or person, whatever the caller counts by
  auto operator<=>(const FkClaim&) const = default;
};

/// A claim that lost: its object is held, the winner keeps the uuid.
struct LostClaim {
  FkClaim claim;
  Uuid winner;  ///< OS2MO uuid
};

/// Which object of OS2MO an FK uuid was last sent for, of one kind.
using FkHolders = std::unordered_map<Uuid, Uuid>;

/// Who keeps an FK uuid that several claim (docs/rules.md, uuid.shared): the top unit whatever its uuid, else who holds
/// it in FK-ORG already, else the lowest OS2MO uuid. `claims` is not empty.
const FkClaim& pick_keeper(std::span<const FkClaim> claims, const Uuid& top_unit, const FkHolders& holders);

/// The claims of all objects but the keeper, per FK uuid. Claims of one object on one uuid do not compete.
std::vector<LostClaim> find_lost_claims(std::vector<FkClaim> claims, const Uuid& top_unit, const FkHolders& holders);

}  // namespace os2sync
