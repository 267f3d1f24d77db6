// SPDX-License-Identifier: MPL-2.0
/// @file How often and how late a request is repeated.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "adapters/os2mo/verdict.hpp"

namespace os2sync::os2mo {

/// What one request has gone through since its last good answer.
struct Attempts {
  std::size_t failures = 0;  ///< repeat_soon
  std::size_t faults = 0;    ///< repeat_late
  std::size_t refusals = 0;  ///< log_in_again
  std::size_t made() const noexcept { return failures + faults; }
};

/// Counts one more bad answer and says how long to wait before asking again; none = that was the last attempt.
/// `random` spreads the repetitions, so that parallel requests do not come back at the same moment.
std::optional<std::chrono::milliseconds> next_wait(Remedy remedy, Attempts& attempts, std::size_t allowed,
                                                   std::uint32_t random);

}  // namespace os2sync::os2mo
