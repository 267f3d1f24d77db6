// SPDX-License-Identifier: MPL-2.0
/// @file SQLite's failures in the operator's words.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <SQLiteCpp/Exception.h>

#include "core/error.hpp"

namespace os2sync {

/// Names path, what was being done, why it failed and what helps.
Error explain_sqlite_failure(const SQLite::Exception& failure, std::string_view path, Text what);

// What was being done, to follow "cannot" and "kan ikke".
inline constexpr Text kOpen{"open", "åbnes"};
inline constexpr Text kMake{"make", "oprettes"};
inline constexpr Text kRead{"read", "læses"};
inline constexpr Text kWriteTo{"write to", "skrives"};

/// Runs `work`; SQLite's exceptions leave it as Error.
template <typename Work>
decltype(auto) with_sqlite(std::string_view path, Text what, Work&& work) {
  try {
    return std::invoke(std::forward<Work>(work));
  } catch (const SQLite::Exception& failure) {
    throw explain_sqlite_failure(failure, path, what);
  }
}

}  // namespace os2sync
