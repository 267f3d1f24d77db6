// SPDX-License-Identifier: MPL-2.0
/// @file The time of day in Denmark, whatever the machine's time zone.
#pragma once

#include <chrono>
#include <string>

namespace os2sync {

/// "14:20" for an instant, by the summer time rules of the EU.
std::string danish_clock(std::chrono::sys_seconds instant);
/// "2026-03-29 14:20", likewise.
std::string danish_date_and_clock(std::chrono::sys_seconds instant);

}  // namespace os2sync
