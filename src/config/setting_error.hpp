// SPDX-License-Identifier: MPL-2.0
/// @file What is wrong with a setting's value, in both languages: who reads a value does not know who will be told.
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "core/error.hpp"

namespace os2sync {

/// An Error{settings} of one value, to which place and key are still to be added.
class SettingError : public Error {
 public:
  explicit SettingError(const Said& message) : Error{ErrorKind::settings, message} {}
};

/// Names written alike in both languages fill the places of both texts.
template <typename... Args>
SettingError setting_error(Text format, const Args&... args) {
  return SettingError{say(format, args...)};
}

/// Runs `work`; a SettingError inside gains "<what>: " in front.
template <typename Work>
decltype(auto) within(Text what, Work&& work) {
  try {
    return std::invoke(std::forward<Work>(work));
  } catch (const SettingError& cause) {
    throw setting_error({"{}: {}", "{}: {}"}, what, cause.said());
  }
}

/// The same for a name, which has no language.
template <typename Work>
decltype(auto) within(std::string_view name, Work&& work) {
  return within(Text{name, name}, std::forward<Work>(work));
}

}  // namespace os2sync
