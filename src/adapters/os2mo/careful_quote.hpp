// SPDX-License-Identifier: MPL-2.0
/// @file Quotes what another program said without letting a person's data through.
#pragma once

#include <string>
#include <string_view>

namespace os2sync::os2mo {

/// `text` on one line, at most 200 bytes long, with everything that could be a CPR number replaced by "(digits)".
std::string quote_carefully(std::string_view text);

}  // namespace os2sync::os2mo
