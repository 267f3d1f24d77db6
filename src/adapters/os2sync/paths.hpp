// SPDX-License-Identifier: MPL-2.0
/// @file Where OS2sync keeps which kind of object.
#pragma once

#include <string_view>

#include "core/finding.hpp"

namespace os2sync {

constexpr std::string_view path_of(ObjectKind kind) { return kind == ObjectKind::unit ? "/orgUnit" : "/user"; }

}  // namespace os2sync
