// SPDX-License-Identifier: MPL-2.0
/// @file Turns the JSON dialect that Newtonsoft tolerates into strict JSON.
#pragma once

#include <string>
#include <string_view>

namespace os2sync_model {

/// Drops comments and trailing commas outside strings; anything else is left as it is.
std::string strict_json(std::string_view lenient);

}  // namespace os2sync_model
