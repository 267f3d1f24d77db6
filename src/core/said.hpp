// SPDX-License-Identifier: MPL-2.0
/// @file A sentence in both languages: who words it does not know who will read it.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/language.hpp"

namespace os2sync {

struct Said {
  std::string english;
  std::string danish;
  Said() = default;
  /// Both or none: no aggregate, in which one could be forgotten.
  Said(std::string in_english, std::string in_danish) : english{std::move(in_english)}, danish{std::move(in_danish)} {}
  const std::string& in(Language language) const { return language == Language::danish ? danish : english; }
  bool empty() const noexcept { return english.empty(); }
  bool operator==(const Said&) const = default;
};

namespace detail {
template <typename Value>
const Value& in_language(Language, const Value& value) {
  return value;
}
inline std::string_view in_language(Language language, const Text& text) { return text.in(language); }
inline const std::string& in_language(Language language, const Said& said) { return said.in(language); }
}  // namespace detail

/// A text with its places filled in, in one language. Values that are texts or sentences themselves speak it too.
template <typename... Values>
std::string fill_in(Language language, Text text, const Values&... values) {
  return fmt::format(fmt::runtime(text.in(language)), detail::in_language(language, values)...);
}

/// The same in both languages. tools/check_sources.py sees to it that both texts have the same places.
template <typename... Values>
Said say(const Text& text, const Values&... values) {
  return {fill_in(Language::english, text, values...), fill_in(Language::danish, text, values...)};
}
/// What needs no translation: names, numbers, uuids. A template, so that braces are always a Text.
template <std::convertible_to<std::string_view> Words>
Said say(const Words& words) {
  return {std::string{words}, std::string{words}};
}

}  // namespace os2sync
