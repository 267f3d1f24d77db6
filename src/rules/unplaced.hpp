// SPDX-License-Identifier: MPL-2.0
/// @file Persons who have an account and no place to work, and so are not in FK-ORG without anybody having chosen it.
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/source.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// Finding `engagement_missing` for every such person, ascending by person; its detail is the it-system of the account.
/// Looked at are the it-systems that make or name users. An engagement in any unit of the snapshot, transferred or not,
/// or one to come is a place: who is left out by the settings is left out on purpose.
/// Throws Error{settings} as map_snapshot does.
std::vector<Finding> find_unplaced_persons(const Snapshot& snapshot, const Rules& rules);

}  // namespace os2sync
