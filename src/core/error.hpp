// SPDX-License-Identifier: MPL-2.0
/// @file The one exception of the program: a run that cannot go on, with its story and its exit code.
#pragma once

#include <concepts>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/said.hpp"

namespace os2sync {

/// What kind of thing failed; decides the exit code and the metric label.
enum class ErrorKind {
  usage,         ///< the command line cannot be understood: 64
  settings,      ///< a setting is missing, wrong or contradicts another: 78
  unavailable,   ///< a peer does not answer or answers nonsense: 69
  incomplete,    ///< what was read cannot be trusted to be whole: 75, try again later
  unauthorised,  ///< a peer refuses our credentials: 77
  refused,       ///< a guard stopped the run before the first write: 5
  state,         ///< the ledger cannot be used: 75 when another process holds it, else 1
  locked,        ///< another instance is writing: 75
  interrupted,   ///< the user or the system asked us to stop: 130
  unexpected,    ///< a fault of ours: 1
};

/// The process exit code of an error, as the man page lists them.
int exit_code_of(ErrorKind kind) noexcept;

/// A run that cannot go on. Messages say what, where, which value and what to do; never a CPR number or a secret.
class Error : public std::runtime_error {
 public:
  template <std::same_as<Said> Message>  // no braces: they are a Text
  Error(ErrorKind kind, const Message& message)
      : std::runtime_error{message.english}, kind_{kind}, danish_{message.danish} {}
  template <typename... Values>
  Error(ErrorKind kind, const Text& text, const Values&... values) : Error{kind, say(text, values...)} {}

  ErrorKind kind() const noexcept { return kind_; }
  /// The message; what() has it in English.
  std::string in(Language language) const { return language == Language::danish ? danish_ : what(); }
  Said said() const { return {what(), danish_}; }

 private:
  ErrorKind kind_ = ErrorKind::unexpected;
  std::string danish_;
};

/// Runs `work`; an Error inside gains "<what>: " in front and keeps its kind.
template <typename Work>
decltype(auto) doing(Text what, Work&& work) {
  try {
    return std::invoke(std::forward<Work>(work));
  } catch (const Error& cause) {
    throw Error{cause.kind(), Text{"{}: {}", "{}: {}"}, what, cause.said()};
  }
}
/// The same for a name, which has no language.
template <typename Work>
decltype(auto) doing(std::string_view name, Work&& work) {
  return doing(Text{name, name}, std::forward<Work>(work));
}

}  // namespace os2sync
