// SPDX-License-Identifier: MPL-2.0
/// @file Values that several places give together, and values that say nothing.
#pragma once

#include "config/setting_value.hpp"

namespace os2sync {

/// Members of `stronger` over members of `weaker`; null takes a member away. Both are objects.
SettingValue merge_objects(const SettingValue& stronger, const SettingValue& weaker);

/// Nothing that would change what the program does: null, blank, false, 0, an empty list or object.
bool is_neutral(const SettingValue& value);

}  // namespace os2sync
