// SPDX-License-Identifier: MPL-2.0
/// @file The last words of a run: what was done, what was not, how long it took.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/said.hpp"
#include "plan/plan.hpp"
#include "render/delivery_text.hpp"

namespace os2sync {

/// A planned change that did not happen.
struct FailureLine {
  ObjectKind kind{};
  Uuid uuid;
  Said why;
  bool postponed = false;
  bool set_aside = false;  ///< in the quarantine
};

/// What `sync` reports, as values.
struct RunSummary {
  const Plan* plan = nullptr;
  ObjectCounts sent_units;
  ObjectCounts sent_users;
  /// FK-ORG accounts in OS2MO (`new` mode).
  struct WrittenAccounts {
    std::size_t created = 0;
    std::size_t ended = 0;
  } written_accounts;
  std::vector<FailureLine> failures;
  bool dry_run = false;
  bool stub = false;
  bool interrupted = false;
  std::int64_t now = 0;  ///< Unix seconds; ages of what is withheld are told by it
  std::size_t source_requests = 0;
  std::chrono::milliseconds reading{0};
  std::chrono::milliseconds deciding{0};
  std::chrono::milliseconds sending{0};
  std::optional<DeliveryReport> delivery;  ///< of the look at FK-ORG that ended the run
  int exit_code = 0;
};

std::string render_run(const RunSummary& summary, Language language);
/// The same without the plan's counts, where the plan itself has been shown.
std::string render_outcome(const RunSummary& summary, Language language);
std::string render_run_json(const RunSummary& summary);

}  // namespace os2sync
