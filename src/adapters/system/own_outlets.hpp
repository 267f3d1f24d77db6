// SPDX-License-Identifier: MPL-2.0
/// @file The program's own outlets with their ends led back into it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ports/clock.hpp"
#include "ports/outlet.hpp"

namespace os2sync {

/// Sends `text` out the way a run would and returns the bytes that would have been seen. Nothing reaches the real end.
/// For one thread, while no other writes to the standard streams.
std::string pass_through(Outlet outlet, std::string_view text, Clock& clock);

/// Runs `work` with a new folder that nobody else can read, and returns the bytes of all files it leaves there.
std::string collect_files(const std::function<void(const std::string& folder)>& work);

}  // namespace os2sync
