// SPDX-License-Identifier: MPL-2.0
/// @file The last look at an object before it goes out: what OS2sync would refuse, or worse, take and choke on.
#pragma once

#include <optional>

#include "core/wanted.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// Why the object cannot be sent to an OS2sync of this version; none = it can. Names the field, never its value.
std::optional<Rejected> find_fault(const WantedUnit& unit, int server_version);
std::optional<Rejected> find_fault(const WantedUser& user, int server_version);

}  // namespace os2sync
