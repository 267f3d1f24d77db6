// SPDX-License-Identifier: MPL-2.0
/// @file Carries out a saved plan: plans again, and sends only if that gives the very same plan.
#pragma once

#include <memory>
#include <string>

#include "app/sync.hpp"
#include "core/error.hpp"
#include "render/plan_file.hpp"
#include "render/stale_plan.hpp"

namespace os2sync {

/// The plan as it is now is not the plan in the file.
class StalePlanError : public Error {
 public:
  explicit StalePlanError(StalePlan stale)
      : Error{ErrorKind::refused, Text{"the plan does not hold any more; nothing was sent",
                                       "planen gælder ikke længere; intet blev sendt"}},
        stale_{std::move(stale)} {}
  const StalePlan& stale() const noexcept { return stale_; }

 private:
  StalePlan stale_;
};

/// A file that was read, and what is needed to compare it with a new plan.
struct SavedPlan {
  PlanFile file;
  std::string text;
  std::function<PlanBasis(const std::vector<LedgerEntry>&)> basis_of;  ///< of the settings in force, on this ledger
};

/// Runs the job as run_sync does, every guard included. Throws StalePlanError before anything is sent when the plan is
/// another by so much as a byte.
std::unique_ptr<SyncOutcome> apply_plan(const SyncContext& context, SyncOptions options, const SavedPlan& saved);

}  // namespace os2sync
