// SPDX-License-Identifier: MPL-2.0
/// @file `new` mode: each account of a person is a user, and an FK-ORG account beside it says under which uuid.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/fk_account.hpp"
#include "rules/accounts.hpp"
#include "rules/directory.hpp"
#include "rules/new_mode.hpp"
#include "rules/notes.hpp"
#include "rules/resolved_names.hpp"

namespace os2sync {

/// The users of one person in `new` mode, and what has to be done about the FK-ORG accounts.
struct FkAccountGroups {
  GroupedAccounts grouped;       ///< users with engagements in transferred units
  std::vector<Uuid> idle_uuids;  ///< FK uuids of accounts without such engagements
  FkAccounts accounts;           ///< of this person; without it-system
};

/// Groups by docs/rules.md, user.fk-account. `engagements` as for group_accounts(), but may be empty.
FkAccountGroups group_by_fk_accounts(std::uint32_t person_row, std::span<const std::uint32_t> engagements,
                                     const Directory& directory, const NewModeSystems& systems, const Rules& rules,
                                     const NewModeFacts& facts, Notes& notes);

}  // namespace os2sync
