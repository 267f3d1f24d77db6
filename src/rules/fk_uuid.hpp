// SPDX-License-Identifier: MPL-2.0
/// @file Under which uuid a unit or a user is known in FK-ORG: the one function for units, parents, positions,
/// managers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rules/notes.hpp"
#include "rules/resolved_names.hpp"

namespace os2sync {

/// What an account says: its external_id if that is a uuid, else its user_key; blanks around it do not matter. The nil
/// uuid is none.
std::optional<Uuid> fk_uuid_of(const SourceItUser& account) noexcept;

struct FkUuidChoice {
  std::optional<Uuid> uuid;  ///< none: no account gives one, OS2MO's own uuid is used
  bool ambiguous = false;    ///< the deciding it-system gives several; `uuid` is the lowest
};

/// Looks through the accounts (row numbers) system by system in order of priority; the first system with a valid uuid
/// decides. Accounts of that and earlier systems without a valid uuid are reported (fk_uuid_invalid), several different
/// ones too (fk_uuid_ambiguous).
FkUuidChoice choose_fk_uuid(const std::vector<SourceItUser>& it_users, std::span<const std::uint32_t> accounts,
                            const ItSystemRanks& uuid_systems, Notes& notes);

}  // namespace os2sync
