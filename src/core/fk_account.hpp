// SPDX-License-Identifier: MPL-2.0
/// @file The FK-ORG accounts of `new` mode: accounts in OS2MO that say under which uuid a user is known in FK-ORG.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/uuid.hpp"

namespace os2sync {

/// An FK-ORG account that is to be made in OS2MO.
struct NewFkAccount {
  Uuid person;
  Uuid guid;             ///< ObjectGUID of the account it belongs to; becomes its user key
  Uuid fk_uuid;          ///< becomes its external id
  bool adopted = false;  ///< FK-ORG knew the person under this uuid already
  bool undrawn = false;  ///< `fk_uuid` only stands for one that a run draws by chance
  bool operator==(const NewFkAccount&) const = default;
};

/// An FK-ORG account in OS2MO that has outlived the account it belongs to.
struct EndedFkAccount {
  Uuid person;
  Uuid account;  ///< its row in OS2MO
  Uuid fk_uuid;
  bool operator==(const EndedFkAccount&) const = default;
};

/// What the rules want of FK-ORG accounts.
struct FkAccounts {
  std::optional<Uuid> it_system;      ///< the one they are in; none outside `new` mode
  std::vector<NewFkAccount> created;  ///< by (FK uuid, person)
  std::vector<EndedFkAccount> ended;  ///< by row
  std::size_t kept = 0;               ///< those that stay as they are
  bool operator==(const FkAccounts&) const = default;
};

}  // namespace os2sync
