// SPDX-License-Identifier: MPL-2.0
/// @file One run up to its plan: ledger, source, rules, guards, plan. `sync`, `plan` and `explain` all start here.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/new_mode_facts.hpp"
#include "core/source.hpp"
#include "core/wanted.hpp"
#include "plan/plan.hpp"
#include "ports/clock.hpp"
#include "ports/guard_memory.hpp"
#include "ports/ledger.hpp"
#include "ports/observer.hpp"
#include "ports/quarantine.hpp"
#include "ports/sink.hpp"
#include "ports/source.hpp"
#include "rules/map.hpp"
#include "rules/person_templates.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// Everything a run decided before it wrote anything.
struct PreparedRun {
  Wanted wanted;
  Plan plan;
  PlanRules plan_rules;                           ///< those of the run with what the guards remembered and found out
  std::map<Uuid, std::string> names_of_vanished;  ///< by OS2MO uuid, as far as OS2MO still knows them
  std::vector<LedgerEntry> ledger;                ///< as it was found
  RunFacts facts;                                 ///< to be recorded once the run is through; its time is the run's
  bool ages_withheld = true;                      ///< what is withheld goes by what nightly runs withhold
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
  GuardMemory& guard_memory;
  /// Asked when the ledger is empty whether FK-ORG is too (S9), and with PlanRules::wash_foreign what it holds; null =
  /// not asked.
  Sink* fk_org;
  NewModeFactFinder* new_mode = nullptr;  ///< null outside `new` mode
  Quarantine* quarantine = nullptr;       ///< null: nothing was ever refused
};

/// Called with what was read and what it was mapped to, before the snapshot is let go.
using Inspect = std::function<void(const Snapshot&, const Wanted&)>;

/// Reads, maps, judges and plans; writes nothing. When a guard stops the run (S3, S9) Plan::refusal says so and nothing
/// may be sent; without the top unit there is no plan and Error{refused} is thrown. Throws Error{incomplete} when an
/// object to be removed turns out to be there (S10), and whatever the source or the ledger throws.
PreparedRun prepare_run(const RunInputs& inputs, const Rules& rules, const PlanRules& plan_rules,
                        const Inspect& inspect = {});

/// What `new` mode has to know to map this; nothing outside it.
NewModeFacts facts_for(const RunInputs& inputs, const Snapshot& snapshot, const Rules& rules,
                       const std::vector<LedgerEntry>& ledger, const Scope& scope);

/// Who holds which FK uuid, by what was sent.
Holders holders_of(const std::vector<LedgerEntry>& ledger);

/// What to ask the source for under these rules. The rules must outlive the request.
ReadRequest read_request_for(const Rules& rules);

}  // namespace os2sync
