// SPDX-License-Identifier: MPL-2.0
/// @file The limit on removals (S2).
#pragma once

#include <cstddef>

#include "plan/plan.hpp"

namespace os2sync {

/// How many objects of a kind one plan may remove when FK-ORG holds `held` of them. A count of 0 means none, whatever
/// the percentage: it is how an operator says "never delete".
std::size_t removal_limit(const RemovalLimit& limit, std::size_t held) noexcept;

}  // namespace os2sync
