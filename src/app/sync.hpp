// SPDX-License-Identifier: MPL-2.0
/// @file The whole job: prepare, check the receiver, send, remember, and the exit code it adds up to.
#pragma once

#include <functional>
#include <memory>

#include "app/run.hpp"
#include "app/send.hpp"
#include "config/settings.hpp"
#include "ports/delivery_log.hpp"
#include "ports/repair_log.hpp"
#include "render/run_text.hpp"

namespace os2sync {

struct SyncOptions {
  Rules rules;
  PlanRules plan_rules;
  SendOptions send;
  DeliverySettings delivery;
  bool dry_run = false;
  bool stub = false;
  /// Sees what was prepared before anything is sent, and throws to stop the run; may be empty.
  std::function<void(const PreparedRun&)> check;
};
SyncOptions sync_options_of(const Settings& settings, bool dry_run);

struct SyncContext {
  RunInputs inputs;
  Sink& sink;
  Quarantine* quarantine = nullptr;   ///< null: there is none, as for a run that sends nothing
  AuditTrail* audit = nullptr;        ///< null: nothing is put on record
  DeliveryLog* deliveries = nullptr;  ///< null = nothing is sent again and FK-ORG is not looked at
  AccountBook* accounts = nullptr;    ///< needed in `new` mode
  RepairLog* repairs = nullptr;       ///< null = this run neither begins a repair nor can meet one
};

struct SyncOutcome {
  PreparedRun run;
  SendReport report;
  RunSummary summary;  ///< refers to `run` beside it
};

/// What a run reports, and its exit code. Refers to `outcome`.
RunSummary summarise(const SyncOutcome& outcome, const SyncOptions& options, std::chrono::milliseconds sending);

/// Sends what was prepared, if these options send at all.
std::unique_ptr<SyncOutcome> carry_out(const SyncContext& context, const SyncOptions& options, PreparedRun run);

/// Runs the job: sends what changed, and again what FK-ORG was seen not to hold. A run over everything ends with a look
/// at FK-ORG within its budget; that look ends no run. Throws as prepare_run and send_plan do.
std::unique_ptr<SyncOutcome> run_sync(const SyncContext& context, const SyncOptions& options);

}  // namespace os2sync
