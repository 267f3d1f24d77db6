// SPDX-License-Identifier: MPL-2.0
#include "app/apply.hpp"

namespace os2sync {

std::unique_ptr<SyncOutcome> apply_plan(const SyncContext& context, SyncOptions options, const SavedPlan& saved) {
  options.check = [&](const PreparedRun& run) {
    const PlanBasis basis = saved.basis_of(run.ledger);
    const Digester& digester = context.inputs.digester;
    const std::string now = render_plan_file(run.plan, run.wanted, basis, digester, saved.file.values);
    if (now != saved.text) throw StalePlanError{compare_with_now(saved.file, now, basis, run.plan)};
  };
  return run_sync(context, options);
}

}  // namespace os2sync
