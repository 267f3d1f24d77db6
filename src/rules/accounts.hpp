// SPDX-License-Identifier: MPL-2.0
/// @file How many FK-ORG users a person gets, under which uuid and name, with which engagements.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rules/directory.hpp"
#include "rules/notes.hpp"
#include "rules/resolved_names.hpp"

namespace os2sync {

/// One FK-ORG user of a person before its fields are filled.
struct UserGroup {
  Uuid uuid;                               ///< the account's FK uuid, else OS2MO's uuid of the person
  std::string_view user_name;              ///< borrowed from the account, trimmed; empty = no account gives one
  std::vector<std::uint32_t> engagements;  ///< rows, ascending by uuid
  std::vector<std::uint32_t> accounts;     ///< rows
};

struct GroupedAccounts {
  std::vector<UserGroup> users;  ///< by uuid, each uuid once
  bool held = false;             ///< the accounts contradict each other: leave the person alone
  bool tied = false;             ///< some account is tied to an engagement: addresses are told apart by it
};

/// Which it-systems matter for accounts of persons.
struct AccountSystems {
  ItSystemRanks uuids;
  ItSystemRanks user_names;
};

/// Groups by docs/rules.md, user.accounts. `engagements`: the person's rows in transferred units, ascending by uuid,
/// not empty. The snapshot behind `directory` must outlive the result.
GroupedAccounts group_accounts(std::uint32_t person_row, std::span<const std::uint32_t> engagements,
                               const Directory& directory, const AccountSystems& systems, Notes& notes);

}  // namespace os2sync
