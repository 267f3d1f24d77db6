// SPDX-License-Identifier: MPL-2.0
/// @file From recorded requests to OS2sync, one JSON object a line, to the objects they leave behind.
#pragma once

#include <string>
#include <string_view>

#include "core/recording.hpp"

namespace os2sync {

/// Lines of {"method", "path", "body"}; a body may be an object or its text. The last post of an object counts, a later
/// delete takes it away. Throws Error{usage} naming `file` and the line, never its content.
Recording parse_recording(std::string_view text, const std::string& file);

}  // namespace os2sync
