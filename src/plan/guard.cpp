// SPDX-License-Identifier: MPL-2.0
#include "plan/guard.hpp"

#include <algorithm>

namespace os2sync {

// The percentage is of what FK-ORG holds, not of what the source gave: the source is what may have broken.
std::size_t removal_limit(const RemovalLimit& limit, std::size_t held) noexcept {
  if (limit.count == 0) return 0;
  return std::max(limit.count, held * limit.percent / 100);
}

}  // namespace os2sync
