// SPDX-License-Identifier: MPL-2.0
/// @file The known name somebody most likely meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace os2sync {

/// The candidate with the fewest changes of letters from `name`, the first of several. Empty when every candidate is
/// further away than one letter and a third of its length, its family apart: a guess would mislead then. '.', '_' and
/// letter case do not count.
std::string find_nearest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace os2sync
