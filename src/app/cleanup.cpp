// SPDX-License-Identifier: MPL-2.0
#include "app/cleanup.hpp"

#include <utility>

#include "app/guards.hpp"
#include "core/error.hpp"
#include "plan/mo_uuid_removals.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

/// "Unknown" proves little, but here it only means that nothing is deleted.
bool is_held_by_fk_org(const Change& change, Sink& sink) {
  const FkRead read = sink.read(change.kind, change.uuid);
  if (const auto* unavailable = std::get_if<FkUnavailable>(&read))
    throw Error{ErrorKind::unavailable,
                Text{"FK-ORG cannot say whether it holds {} ({}); nothing was deleted",
                     "FK-ORG kan ikke sige, om den har {} ({}); intet er slettet"},
                change.uuid, unavailable->why};
  return std::holds_alternative<FkObject>(read);
}

}  // namespace

PreparedRun prepare_mo_uuid_cleanup(const SyncContext& context, const SyncOptions& options) {
  if (options.rules.uuid_from_it_systems.empty())
    throw Error{ErrorKind::settings,
                Text{"os2sync.uuid_from_it_systems is empty: everything is sent under OS2MO's own uuids, so there is "
                     "nothing to clean up",
                     "os2sync.uuid_from_it_systems er tom: alt sendes under OS2MO's egne uuid'er, så der er intet at "
                     "rydde op"}};
  if (options.stub)
    throw Error{ErrorKind::settings, Text{"os2sync.api_url is stub: FK-ORG cannot be asked what it holds",
                                          "os2sync.api_url er stub: FK-ORG kan ikke spørges, hvad den har"}};
  PlanRules rules = options.plan_rules;
  rules.wash_foreign = false;  // another plan takes the place of this one
  PreparedRun run = prepare_run(context.inputs, options.rules, rules);
  if (run.plan.refusal) refuse(text_of(*run.plan.refusal), run.plan);
  context.sink.probe();
  std::vector<Change> candidates = find_mo_uuid_removals(run.wanted, run.ledger, run.plan_rules);
  std::vector<Change> seen;
  for (Change& change : candidates) {
    if (context.inputs.clock.stop_requested())
      throw Error{ErrorKind::interrupted, Text{"asked to stop while asking FK-ORG; nothing was deleted",
                                               "bedt om at stoppe under spørgsmål til FK-ORG; intet er slettet"}};
    if (is_held_by_fk_org(change, context.sink)) seen.push_back(std::move(change));
  }
  run.plan = plan_mo_uuid_removals(std::move(seen), run.wanted, run.ledger, run.plan_rules);
  run.ages_withheld = false;
  return run;
}

std::unique_ptr<SyncOutcome> clean_up_mo_uuids(const SyncContext& context, const SyncOptions& options) {
  return carry_out(context, options, prepare_mo_uuid_cleanup(context, options));
}

}  // namespace os2sync
