// SPDX-License-Identifier: MPL-2.0
/// @file The whole job: prepare, check the receiver, send, remember, and the exit code it adds up to.
#pragma once

#include <memory>

#include "app/run.hpp"
#include "app/send.hpp"
#include "config/settings.hpp"
#include "ports/repair_log.hpp"
#include "render/run_text.hpp"

namespace os2sync {

struct SyncOptions {
  Rules rules;
  PlanRules plan_rules;
  SendOptions send;
  bool dry_run = false;
  bool stub = false;
};
SyncOptions sync_options_of(const Settings& settings, bool dry_run);

struct SyncContext {
  RunInputs inputs;
  Sink& sink;
  RepairLog* repairs = nullptr;  ///< null = this run neither begins a repair nor can meet one
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

/// Runs the job. With nothing to send OS2sync is not contacted at all. Throws as prepare_run and send_plan do.
std::unique_ptr<SyncOutcome> run_sync(const SyncContext& context, const SyncOptions& options);

}  // namespace os2sync
