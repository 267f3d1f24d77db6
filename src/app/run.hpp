// SPDX-License-Identifier: MPL-2.0
/// @file One run up to its plan: ledger, source, rules, guards, plan. `sync`, `plan` and `explain` all start here.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "core/source.hpp"
#include "core/wanted.hpp"
#include "plan/plan.hpp"
#include "ports/clock.hpp"
#include "ports/ledger.hpp"
#include "ports/observer.hpp"
#include "ports/source.hpp"
#include "rules/map.hpp"
#include "rules/person_templates.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// Everything a run decided before it wrote anything.
struct PreparedRun {
  Wanted wanted;
  Plan plan;
  std::vector<LedgerEntry> ledger;  ///< as it was found
  RunFacts facts;                   ///< to be recorded once the run is through
  std::size_t source_requests = 0;
  std::chrono::milliseconds reading{0};
  std::chrono::milliseconds deciding{0};
};

/// What preparing needs from outside.
struct RunInputs {
  Source& source;
  Ledger& ledger;
  const Digester& digester;
  Clock& clock;
  Observer& observer;
  const PersonTemplates* templates;  ///< null = none are configured
};

/// Called with what was read and what it was mapped to, before the snapshot is let go.
using Inspect = std::function<void(const Snapshot&, const Wanted&)>;

/// Reads, maps, judges and plans; writes nothing. Throws Error{refused} when a guard of S3 stops the run, and whatever
/// the source or the ledger throws.
PreparedRun prepare_run(const RunInputs& inputs, const Rules& rules, const PlanRules& plan_rules,
                        const Inspect& inspect = {});

/// Who holds which FK uuid, by what was sent.
Holders holders_of(const std::vector<LedgerEntry>& ledger);

/// What to ask the source for under these rules. The rules must outlive the request.
ReadRequest read_request_for(const Rules& rules);

}  // namespace os2sync
