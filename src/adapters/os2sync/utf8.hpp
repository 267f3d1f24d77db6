// SPDX-License-Identifier: MPL-2.0
/// @file Counting what OS2sync's limits count.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace os2sync {

/// The number of code points; none when `text` is no UTF-8 or holds a character that XML, and so FK-ORG, cannot carry.
std::optional<std::size_t> count_sendable(std::string_view text) noexcept;

}  // namespace os2sync
