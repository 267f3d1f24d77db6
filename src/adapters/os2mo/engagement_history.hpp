// SPDX-License-Identifier: MPL-2.0
/// @file From all periods of an engagement to the days it is sent with, and to the one that is still to come.
#pragma once

#include <optional>

#include "adapters/os2mo/kinds.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// For one engagement.
class EngagementHistory {
 public:
  explicit EngagementHistory(const Extras& extras) : extras_{extras} {}

  /// A period with its own first and last day; in any order.
  void see(SourceEngagement period);
  /// The first day of the first period and the last day of the last; none where it is without bound.
  void set_days(SourceEngagement& engagement) const;
  /// Its next period, for an engagement without a present one; none when it is over, or when nobody asked.
  std::optional<SourceEngagement> find_future() const;

 private:
  static constexpr Day kSinceEver{0, 0, 0};
  static constexpr Day kForEver{10'000, 0, 0};

  const Extras& extras_;
  Day first_ = kForEver;
  Day last_ = kSinceEver;
  std::optional<SourceEngagement> next_;  ///< the earliest period after today
};

}  // namespace os2sync::os2mo
