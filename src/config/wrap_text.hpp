// SPDX-License-Identifier: MPL-2.0
/// @file Texts in columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace os2sync {

/// Columns a UTF-8 text takes: its code points, which is right for Danish and English.
std::size_t count_columns(std::string_view text) noexcept;

/// The text broken at blanks into lines of at most `width` columns; a longer word gets a line of its own.
std::vector<std::string> wrap_text(std::string_view text, std::size_t width);

/// A text of many lines in which those beyond `width` are broken likewise, what follows two columns further in.
std::string wrap_lines(std::string_view text, std::size_t width);

}  // namespace os2sync
