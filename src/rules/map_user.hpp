// SPDX-License-Identifier: MPL-2.0
/// @file The users of one person as FK-ORG should hold them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/finding.hpp"
#include "core/fk_account.hpp"
#include "core/wanted.hpp"
#include "rules/mapping.hpp"

namespace os2sync {

struct MappedPerson {
  std::vector<WantedUser> users;  ///< by uuid; none when the person is held or has no position in T
  std::vector<Uuid> idle_uuids;   ///< FK uuids that are this person's without a user being sent
  FkAccounts accounts;            ///< `new` mode: what to do about FK-ORG accounts
  std::optional<Uuid> lead;       ///< the user that owns the primary engagement, else the lowest uuid
  bool held = false;
};

/// Needs T and the units' FK uuids.
MappedPerson map_person(std::uint32_t person_row, const Mapping& mapping, std::vector<Finding>& findings);

}  // namespace os2sync
