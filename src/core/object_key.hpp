// SPDX-License-Identifier: MPL-2.0
/// @file What tells one object of FK-ORG from all others.
#pragma once

#include <utility>

#include "core/finding.hpp"
#include "core/uuid.hpp"

namespace os2sync {

using ObjectKey = std::pair<ObjectKind, Uuid>;

}  // namespace os2sync
