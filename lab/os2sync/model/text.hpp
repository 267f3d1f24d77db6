// SPDX-License-Identifier: MPL-2.0
/// @file Small questions about texts: letter case, length in characters, the look of a uuid or a day.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace os2sync_model {

/// A nullable text, the most common kind of member in OS2sync's JSON.
using Text = std::optional<std::string>;

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;
/// ASCII only, which is all that uuids and header names need.
std::string lower(std::string_view text);
std::string_view trimmed(std::string_view text) noexcept;
/// Characters, not bytes: databases measure columns in characters.
std::size_t characters(std::string_view utf8) noexcept;

bool looks_like_uuid(std::string_view text) noexcept;
/// Exactly yyyy-MM-dd with a month and a day that can exist.
bool looks_like_day(std::string_view text) noexcept;

/// OS2sync treats null and "" alike when it validates; blanks are neither.
inline bool missing(const Text& text) noexcept { return !text || text->empty(); }

}  // namespace os2sync_model
