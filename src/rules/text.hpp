// SPDX-License-Identifier: MPL-2.0
/// @file Trimming and cutting of texts by code points (docs/rules.md, text.limits). Uuids never pass through here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/notes.hpp"

namespace os2sync {

/// Without blanks at either end: ASCII white space and Unicode's space characters.
std::string_view trim(std::string_view text) noexcept;

/// Whether trim() would leave nothing. Most texts answer with their first letter.
inline bool is_blank(std::string_view text) noexcept {
  if (!text.empty() && text.front() > ' ') return false;
  return trim(text).empty();
}

/// The first `limit` code points of UTF-8 text, whole ones only.
std::string_view cut(std::string_view text, std::size_t limit) noexcept;

/// A text as OS2sync may have it: trimmed, cut with a finding that names `field` but not the value; none when nothing
/// is left.
std::optional<std::string> fit_text(std::string_view text, std::size_t limit, std::string_view field, Notes& notes);

}  // namespace os2sync
