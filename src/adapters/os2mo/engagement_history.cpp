// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/engagement_history.hpp"

#include <algorithm>
#include <utility>

namespace os2sync::os2mo {

void EngagementHistory::see(SourceEngagement period) {
  if (period.to && extras_.exclusive_ends) period.to = day_before(*period.to);
  first_ = std::min(first_, period.from.value_or(kSinceEver));
  last_ = std::max(last_, period.to.value_or(kForEver));
  const bool lies_ahead = extras_.future && period.from && *period.from > extras_.today;
  if (lies_ahead && (!next_ || period.from < next_->from)) next_ = std::move(period);
}

void EngagementHistory::set_days(SourceEngagement& engagement) const {
  engagement.from = first_ == kSinceEver ? std::nullopt : std::optional{first_};
  engagement.to = last_ == kForEver ? std::nullopt : std::optional{last_};
}

std::optional<SourceEngagement> EngagementHistory::find_future() const {
  std::optional<SourceEngagement> future = next_;
  if (!future) return future;
  set_days(*future);
  future->is_future = true;
  return future;
}

}  // namespace os2sync::os2mo
