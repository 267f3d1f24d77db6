// SPDX-License-Identifier: MPL-2.0
/// @file The known name somebody most likely meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace os2sync {

/// The candidate with the fewest single-letter changes from `name`, the first of several; empty when every candidate is
/// further away than a third of its length, because then a guess would mislead. '.', '_' and letter case do not count.
std::string find_nearest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace os2sync
