// SPDX-License-Identifier: MPL-2.0
// What the operator does between runs, and how everything comes to rest.
#include <algorithm>

#include <fmt/format.h>

#include "app/approve.hpp"
#include "app/delivery.hpp"
#include "plan/approvable.hpp"
#include "sim/fk_comparison.hpp"
#include "sim/session.hpp"

namespace os2sync::sim {

bool World::approve() {
  try {
    Session session{*this, world_options_.sabotage};
    const SyncContext context = session.context();
    PlanRules rules = options.plan_rules;
    rules.reposts = find_reposts(context.inputs.ledger, context.deliveries->load(), options.delivery);
    const PreparedRun shown = prepare_run(context.inputs, options.rules, rules);
    const std::string hash = approval_hash(shown.plan);
    if (hash.empty()) return false;
    if (!at_rest_ && chance.percent(20)) tell("while the operator thinks: " + municipality.change());
    const std::vector<HeldItem> items = find_approvable(shown.plan);
    const Approved approved = approve_plan(context, options, hash);
    if (approved.approval.items != items) witness.accuse("something else was approved than was shown");
    witness.approves(items, clock.now().time_since_epoch().count());
    tell(fmt::format("the operator approves {} changes", items.size()));
    return true;
  } catch (const Error& error) {
    tell(error.what());
    witness.hears(error.what());
    return false;
  }
}

void World::retry_refused() {
  Session session{*this, world_options_.sabotage};
  std::vector<SetAside> objects = session.opened.quarantine->load();
  for (SetAside& object : objects) {
    object.retry = true;
    session.opened.quarantine->put(object);
  }
  witness.retries(objects);
  tell(fmt::format("the operator has {} refused objects tried again", objects.size()));
}

bool World::has_looked() const {
  return last_.delivery && !last_.something_failed && last_.delivery->waiting == 0 && last_.delivery->unread == 0 &&
         !last_.delivery->incomplete();
}

bool World::is_refused(const Uuid& unit) const {
  const std::vector<SetAside> objects = open_ledger_for_reading(disk.path()).quarantine->load();
  return std::ranges::any_of(objects, [&](const SetAside& object) { return object.uuid == unit; });
}

void World::come_to_rest() {
  constexpr int kMostRuns = 12;
  constexpr int kMostWithoutReason = 2;
  constexpr std::chrono::minutes kUntilSettled{120};
  tell("--- everything comes to rest");
  at_rest_ = true;
  os2sync.faults().clear();
  clock.stopped = false;
  // A municipality without anybody is refused whatever is configured, and rightly so.
  while (!witness.expects_users(mo.truth, options.rules)) tell(municipality.hire());
  // Everything is looked at, and what is stuck may be sent once more.
  options.delivery.reads_per_run = 10'000;
  options.delivery.list_hours = 1;
  options.delivery.max_reposts = 100;
  // Below a top unit that was refused there is nothing to compare.
  if (chance.percent(40) || is_refused(witness.top_unit())) retry_refused();
  let_pass(std::chrono::minutes{600});
  os2sync.drain();
  int without_reason = 0;
  bool has_reason = false;
  bool was_idle = false;
  for (int runs = 1; runs <= kMostRuns && !violation(); ++runs) {
    const RunEnd end = run({});
    os2sync.drain();
    const bool approved = last_.needs_approval && approve();
    if (end.ending != Ending::done && !approved) {
      witness.accuse(fmt::format("nothing is wrong any more, but the run ends with {} {}", end.exit_code, end.error));
    }
    if (end.writes > 0 && !has_reason && ++without_reason > kMostWithoutReason)
      witness.accuse(fmt::format("a run with nothing to do wrote {} times", end.writes));
    // What was seen not to be there is sent again by the next run, unless a guard or the quarantine keeps it back.
    const bool is_idle = end.ending == Ending::done && end.writes == 0 && !approved && has_looked();
    if (is_idle && (was_idle || (runs > 1 && last_.delivery->can_be_sent_again() == 0))) {
      if (!violation()) witness.compare(os2sync, mo.truth, options.rules, recall(disk.path()), last_.withheld);
      return;
    }
    has_reason = approved || !last_.withheld.empty() || (last_.delivery && last_.delivery->can_be_sent_again() > 0);
    was_idle = is_idle;
    let_pass(kUntilSettled);
  }
  witness.accuse(fmt::format("{} runs did not bring everything to rest; {} changes are withheld. {}", kMostRuns,
                             last_.withheld.size(),
                             last_.delivery ? render_delivery(*last_.delivery, Language::english) : ""));
}

}  // namespace os2sync::sim
