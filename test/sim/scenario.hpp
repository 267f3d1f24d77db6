// SPDX-License-Identifier: MPL-2.0
/// @file One seed, one story: a small municipality, a few days with changes, runs in all weathers, and rest at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/world.hpp"

namespace os2sync::sim {

/// What came of a seed.
struct Verdict {
  std::optional<std::string> violation;
  std::size_t runs = 0;
  std::size_t killed = 0;
  std::size_t failed = 0;
  std::size_t writes = 0;
  std::size_t deletes = 0;
  std::size_t compared = 0;
  std::size_t excused = 0;      ///< in the quarantine, or waiting for what is
  std::size_t approved = 0;     ///< deletes that an operator let pass
  std::size_t refused = 0;      ///< refusals for good
  std::size_t not_removed = 0;  ///< still in FK-ORG at rest, as the exporter says
  std::uint64_t story = 0;      ///< a sum over all that happened
};

/// Plays a seed to its end or to the first broken promise.
Verdict play(const WorldOptions& options);

}  // namespace os2sync::sim
