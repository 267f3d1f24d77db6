// SPDX-License-Identifier: MPL-2.0
/// @file Uuids on the command line.
#pragma once

#include <string>
#include <vector>

#include "core/uuid.hpp"

namespace os2sync {

/// Throws Error{usage} naming the first text that is no uuid.
std::vector<Uuid> read_uuids(const std::vector<std::string>& texts);

}  // namespace os2sync
