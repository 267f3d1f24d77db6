// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/retry.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace os2sync::os2mo {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstWait{1'000};
constexpr milliseconds kLongestWait{30'000};
constexpr std::size_t kWaitGrowth = 3;
/// OS2MO has 15 database connections and can lose one with each failed question: two repetitions, far apart.
constexpr std::array<milliseconds, 2> kWaitsAfterFaults{milliseconds{15'000}, milliseconds{60'000}};

/// Between half and all of `wait`.
milliseconds spread(milliseconds wait, std::uint32_t random) {
  const auto half = wait.count() / 2;
  const auto share = static_cast<double>(random) / std::numeric_limits<std::uint32_t>::max();
  return milliseconds{half + static_cast<milliseconds::rep>(share * static_cast<double>(half))};
}

}  // namespace

std::optional<milliseconds> next_wait(Remedy remedy, Attempts& attempts, std::size_t allowed, std::uint32_t random) {
  if (remedy == Remedy::repeat_late) {
    if (attempts.faults++ >= std::min(kWaitsAfterFaults.size(), allowed - 1)) return std::nullopt;
    return spread(kWaitsAfterFaults[attempts.faults - 1], random);
  }
  if (++attempts.failures >= allowed) return std::nullopt;
  milliseconds wait = kFirstWait;
  for (std::size_t i = 1; i < attempts.failures && wait < kLongestWait; ++i) wait *= kWaitGrowth;
  return spread(std::min(wait, kLongestWait), random);
}

}  // namespace os2sync::os2mo
