// SPDX-License-Identifier: MPL-2.0
#include "app/delivery.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/delivery_state.hpp"
#include "app/verify.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

constexpr int kSomeFailed = 3;

bool can_be_sent_again(const LedgerEntry& entry, const Delivery& look, std::int64_t max_reposts) {
  const bool not_there = look.state == DeliveryState::lost || look.state == DeliveryState::overwritten;
  return !entry.deleted && not_there && look.reposts < max_reposts;
}

bool lists_are_due(DeliveryLog& deliveries, std::int64_t now, int hours) {
  const auto last = deliveries.lists_compared_at();
  return hours > 0 && (!last || *last + std::int64_t{3600} * hours <= now);
}

VerifyOptions look_options(const SyncContext& context, const SyncOptions& options) {
  VerifyOptions look;
  look.pace = options.delivery.pace;
  look.unit_fields = compared_unit_fields(options.rules);
  look.user_fields = compared_user_fields(options.rules);
  look.top_unit = options.rules.top_unit;
  look.reads = look.sample = options.delivery.reads_per_run;
  look.max_reposts = options.delivery.max_reposts;
  const std::int64_t now = context.inputs.clock.now().time_since_epoch().count();
  look.lists = lists_are_due(*context.deliveries, now, options.delivery.list_hours);
  return look;
}

}  // namespace

Reposts find_reposts(Ledger& ledger, const std::vector<Delivery>& looks, const DeliverySettings& settings) {
  Reposts reposts;
  const std::vector<LedgerEntry> entries = ledger.load();
  const Looks valid{looks, entries};
  for (const LedgerEntry& entry : entries) {
    if (!can_be_sent_again(entry, valid.of(entry), settings.max_reposts)) continue;
    (entry.kind == ObjectKind::unit ? reposts.units : reposts.users).push_back(entry.uuid);
  }
  std::sort(reposts.units.begin(), reposts.units.end());
  std::sort(reposts.users.begin(), reposts.users.end());
  return reposts;
}

std::chrono::seconds find_backlog(Ledger& ledger, const Clock& clock, const DeliverySettings& settings) {
  const std::int64_t now = clock.now().time_since_epoch().count();
  const auto level = estimate_level(estimate_arrivals(ledger.load(), settings.pace), now);
  return std::chrono::seconds{level ? *level - now : 0};
}

void note_reposts(const PreparedRun& run, Ledger& ledger, const std::vector<Delivery>& looks, DeliveryLog& deliveries) {
  std::set<std::pair<ObjectKind, Uuid>> again;
  for (const Wave& wave : run.plan.waves) {
    for (const Change& change : wave.changes) {
      if (change.reason == Reason::not_delivered) again.emplace(change.kind, change.uuid);
    }
  }
  if (again.empty()) return;
  // Where the old look still stands, the object was not accepted.
  for (const Delivery& look : deliveries.load()) again.erase({look.kind, look.uuid});
  const Looks before{looks, run.ledger};
  std::vector<Delivery> noted;
  for (const LedgerEntry& entry : ledger.load()) {
    if (!again.contains({entry.kind, entry.uuid})) continue;
    const std::int64_t reposts = before.of(entry).reposts + 1;
    noted.push_back({entry.kind, entry.uuid, entry.changed_at, DeliveryState::accepted, 0, 0, reposts});
  }
  deliveries.record(noted);
}

void look_at_delivery(const SyncContext& context, const SyncOptions& options, RunSummary& summary) {
  VerifyOptions look = look_options(context, options);
  if (look.reads == 0 && options.delivery.list_hours == 0) return;
  const RunInputs& inputs = context.inputs;
  try {
    summary.delivery = verify_delivery(
        {context.sink, inputs.ledger, *context.deliveries, inputs.digester, inputs.clock, inputs.observer}, look);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::state || error.kind() == ErrorKind::locked) throw;
    inputs.observer.warn(say({"whether FK-ORG holds what was sent is not known: {}",
                              "det vides ikke, om FK-ORG har det, der blev sendt: {}"},
                             error.said()));
    return;
  }
  if (summary.exit_code == 0 && summary.delivery->stuck() > 0) summary.exit_code = kSomeFailed;
}

}  // namespace os2sync
