// SPDX-License-Identifier: MPL-2.0
/// @file Danish or English.
#pragma once

#include <string_view>

namespace os2sync {

enum class Language { english, danish };

/// One text in both languages.
struct Text {
  std::string_view english;
  std::string_view danish;
  constexpr std::string_view in(Language language) const { return language == Language::danish ? danish : english; }
};

/// Danish for a locale name that begins with "da", English for everything else.
constexpr Language language_of_locale(std::string_view locale) {
  return locale.substr(0, 2) == "da" ? Language::danish : Language::english;
}

}  // namespace os2sync
