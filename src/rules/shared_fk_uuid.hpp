// SPDX-License-Identifier: MPL-2.0
/// @file What happens when several objects of one kind claim the same FK uuid.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
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

/// Who keeps an FK uuid that several claim (docs/rules.md, uuid.shared): the top unit whatever its uuid, else the
/// lowest OS2MO uuid. The one place to ask, later, who holds the uuid in FK-ORG already. `claims` is not empty.
const FkClaim& pick_keeper(std::span<const FkClaim> claims, const Uuid& top_unit);

/// The claims of all objects but the keeper, per FK uuid. Claims of one object on one uuid do not compete.
std::vector<LostClaim> find_lost_claims(std::vector<FkClaim> claims, const Uuid& top_unit);

}  // namespace os2sync
