// SPDX-License-Identifier: MPL-2.0
#include "rules/text.hpp"

#include <array>

#include <fmt/format.h>

#include "rules/rule_names.hpp"

namespace os2sync {
namespace {

constexpr Text kCut{"cut to the first {} characters", "kortet af til de første {} tegn"};

// White space outside ASCII that office programs leave behind: no-break, narrow, ideographic and fixed-width spaces,
// line and paragraph separators, the byte order mark.
constexpr std::array<std::string_view, 19> kWideBlanks{
    "\u00A0", "\u0085", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
    "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u3000", "\uFEFF"};

constexpr bool is_ascii_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t blank_at_start(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii_blank(text.front())) return 1;
  if (static_cast<unsigned char>(text.front()) < 0x80U) return 0;
  for (const std::string_view blank : kWideBlanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

std::size_t blank_at_end(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii_blank(text.back())) return 1;
  if (!is_continuation(text.back())) return 0;
  for (const std::string_view blank : kWideBlanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
  while (const std::size_t blank = blank_at_start(text)) text.remove_prefix(blank);
  while (const std::size_t blank = blank_at_end(text)) text.remove_suffix(blank);
  return text;
}

std::string_view cut(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;  // no text has more code points than bytes
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_continuation(text[i])) continue;
    if (points++ == limit) return text.substr(0, i);
  }
  return text;
}

std::optional<std::string> fit_text(std::string_view text, std::size_t limit, std::string_view field, Notes& notes) {
  const std::string_view trimmed = trim(text);
  if (trimmed.empty()) return std::nullopt;
  const std::string_view kept = cut(trimmed, limit);
  if (kept.size() < trimmed.size()) {
    notes.find(FindingCode::text_cut, std::string{field});
    if (notes.traced()) {
      notes.step(rule::kTextLimits, "os2sync.truncate_length", say(std::string{field}), say(kCut, limit));
    }
  }
  // A cut may leave a blank at the end, which the next reader would trim: do it here, so the value stays put.
  return std::string{trim(kept)};
}

}  // namespace os2sync
