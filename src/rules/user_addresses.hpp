// SPDX-License-Identifier: MPL-2.0
/// @file Email, phone and landline of one user (docs/rules.md, user.addresses).
#pragma once

#include <cstdint>

#include "core/wanted.hpp"
#include "rules/accounts.hpp"
#include "rules/mapping.hpp"
#include "rules/notes.hpp"

namespace os2sync {

/// Fills email, phone_number and landline. `grouped` is what the person's accounts came to, `user` one of its users.
void map_user_addresses(std::uint32_t person_row, const GroupedAccounts& grouped, const UserGroup& user,
                        const Mapping& mapping, WantedUser& wanted, Notes& notes);

}  // namespace os2sync
