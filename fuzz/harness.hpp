// SPDX-License-Identifier: MPL-2.0
/// @file What every harness is made of: the input in pieces, and promises that abort when they are broken.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/mask.hpp"

// Defined by each harness; called by libFuzzer or by replay.cpp. Whatever it lets out other than by returning is a
// finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace os2sync::fuzz {

/// The input, taken from the front.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_{reinterpret_cast<const char*>(data), size} {}

  /// 0 when nothing is left.
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }
  /// Up to `end`, which is taken too; everything when it is not there.
  std::string_view until(char end) {
    const std::size_t at = rest_.find(end);
    const std::string_view piece = rest_.substr(0, at);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + 1);
    return piece;
  }
  std::string_view rest() const { return rest_; }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

/// What is said about foreign input repeats no CPR number of it.
inline void require_no_cpr(std::string_view text) { require(mask_cpr(text) == text, "messages hold no CPR number"); }
inline void require_no_cpr(const Said& said) {
  require_no_cpr(said.english);
  require_no_cpr(said.danish);
}

/// Runs `work`; an Error of a promised kind is a proper answer, everything else is a finding.
template <typename Work>
void expect_error_at_most(Work work, std::initializer_list<ErrorKind> promised) {
  try {
    work();
  } catch (const Error& error) {
    require(std::find(promised.begin(), promised.end(), error.kind()) != promised.end(),
            "errors are of the kind that is promised");
    require_no_cpr(error.what());
    require_no_cpr(error.in(Language::danish));
  }
}

}  // namespace os2sync::fuzz
