// SPDX-License-Identifier: MPL-2.0
/// @file How deep units lie, and waves made of that.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "plan/plan.hpp"

namespace os2sync {

/// Parents by unit. A unit that is no key is unknown.
using ParentMap = std::unordered_map<Uuid, std::optional<Uuid>>;

/// Every unit's distance from the top. A unit without a known parent, or on a circle, lies at 0.
std::unordered_map<Uuid, std::size_t> find_depths(const ParentMap& parents);

/// One wave per depth that has changes, ascending, each by uuid.
std::vector<Wave> make_waves_by_depth(std::vector<Change> changes, const std::unordered_map<Uuid, std::size_t>& depths);

}  // namespace os2sync
