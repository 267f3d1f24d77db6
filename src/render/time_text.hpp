// SPDX-License-Identifier: MPL-2.0
/// @file Points in time: people read Danish time, programs UTC. Unix seconds would have ten digits, as a CPR number
/// has.
#pragma once

#include <cstdint>
#include <string>

namespace os2sync {

std::string time_for_people(std::int64_t unix_seconds);  ///< "2026-11-25 03:10"
/// Of what time_for_programs() wrote; anything else as it is.
std::string time_for_people(const std::string& time_for_programs);
std::string time_for_programs(std::int64_t unix_seconds);  ///< "2026-11-25T02:10:00Z"

}  // namespace os2sync
