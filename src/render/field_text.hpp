// SPDX-License-Identifier: MPL-2.0
/// @file One field's value for people's eyes.
#pragma once

#include <string>

#include "core/payload.hpp"

namespace os2sync {

/// "Anna And", "[cpr]", "Lærer in 1b2c…, …", "(none)". Never a CPR number.
std::string render_value(const FieldValue& value);
/// A value as FK-ORG holds it.
std::string render_value(const FkValue& value);

/// Cuts to `width` columns at a code point, with "…" when something was left out. æ, ø and å are one column each.
std::string fit(std::string_view text, std::size_t width);

}  // namespace os2sync
