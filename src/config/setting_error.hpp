// SPDX-License-Identifier: MPL-2.0
/// @file What is wrong with a setting's value, in both languages: who reads a value does not know who will be told.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/language.hpp"

namespace os2sync {

/// A text with its places filled in, in one language.
template <typename... Args>
std::string fill_in(Language language, Text format, const Args&... args) {
  return fmt::format(fmt::runtime(format.in(language)), args...);
}

/// An Error{settings} that can also be told in Danish.
class SettingError : public Error {
 public:
  SettingError(const std::string& english, std::string danish)
      : Error{ErrorKind::settings, english}, danish_{std::move(danish)} {}

  std::string in(Language language) const { return language == Language::danish ? danish_ : what(); }

 private:
  std::string danish_;
};

/// Names written alike in both languages fill the places of both texts.
template <typename... Args>
SettingError setting_error(Text format, const Args&... args) {
  return {fill_in(Language::english, format, args...), fill_in(Language::danish, format, args...)};
}

/// Runs `work`; a SettingError inside gains "<what>: " in front.
template <typename Work>
decltype(auto) within(Text what, Work&& work) {
  try {
    return std::invoke(std::forward<Work>(work));
  } catch (const SettingError& cause) {
    throw SettingError{fmt::format("{}: {}", what.english, cause.what()),
                       fmt::format("{}: {}", what.danish, cause.in(Language::danish))};
  }
}

/// The same for a name, which has no language.
template <typename Work>
decltype(auto) within(std::string_view name, Work&& work) {
  return within(Text{name, name}, std::forward<Work>(work));
}

}  // namespace os2sync
