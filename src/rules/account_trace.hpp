// SPDX-License-Identifier: MPL-2.0
/// @file What `explain` says of each IT account of a unit or person: its system, what it holds and what that is used
/// for.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/accounts.hpp"
#include "rules/directory.hpp"
#include "rules/notes.hpp"

namespace os2sync {

/// One step of `rule` per account (row number). Does nothing for an object that is not explained.
void trace_accounts(std::span<const std::uint32_t> accounts, const Directory& directory, const AccountSystems& systems,
                    std::string_view rule, std::string_view setting, Notes& notes);

}  // namespace os2sync
