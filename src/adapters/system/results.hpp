// SPDX-License-Identifier: MPL-2.0
/// @file Results on standard output.
#pragma once

#include <string_view>

namespace os2sync {

/// Writes `text`, with what looks like a CPR number masked; returns whether something was. Throws Error{unexpected}
/// when it cannot be written; a reader that has seen enough (head) is no fault.
bool print_result(std::string_view text);

}  // namespace os2sync
