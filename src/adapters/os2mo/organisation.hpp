// SPDX-License-Identifier: MPL-2.0
/// @file Up to GraphQL v28 OS2MO names the organisation as the parent of every root unit; from v29 on, nothing.
#pragma once

#include <vector>

#include "core/source.hpp"

namespace os2sync::os2mo {

/// Takes the organisation away as a parent, so that a root is a unit without parent in every version. When some unit
/// has no parent the server does not do so, and an unknown parent is a missing unit. Otherwise the organisation is the
/// one parent that is no unit; are there several such, nothing is concluded yet.
void detach_roots(std::vector<SourceUnit>& units);

}  // namespace os2sync::os2mo
