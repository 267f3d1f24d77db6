// SPDX-License-Identifier: MPL-2.0
/// @file Carries out a plan: wave by wave, a few lanes side by side, remembering each change once it is accepted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/account_writer.hpp"
#include "app/queue_gauge.hpp"
#include "app/run.hpp"
#include "app/witnesses.hpp"
#include "ports/audit_trail.hpp"
#include "ports/quarantine.hpp"
#include "ports/repair_log.hpp"
#include "ports/sink.hpp"

namespace os2sync {

struct SendOptions {
  std::size_t lanes = 2;                            ///< outstanding requests at a time
  std::vector<int> retry_seconds{5, 30, 120, 300};  ///< waits between attempts at one object
  bool top_unit_known = false;                      ///< what check_same_municipality() returned
  std::vector<ObjectKey> witnesses{};               ///< for FK-ORG's "unknown"; empty = the top unit alone
  QueueLimit queue{};                               ///< when to wait for OS2sync's queue
  OpenRepairs repairs{};                            ///< objects taken out of FK-ORG that must come back whole
};

/// Why a planned change did not happen.
struct FailedChange {
  const Change* change = nullptr;
  Said why;                ///< without values
  bool postponed = false;  ///< not tried, because something it needs failed; the next run plans it again
  bool set_aside = false;  ///< refused for good: now, or before with the same content and therefore not tried
};

struct SendReport {
  ObjectCounts units;  ///< create, update, remove: accepted ones
  ObjectCounts users;
  std::vector<FailedChange> failed;  ///< in plan order
  AccountReport accounts;            ///< in OS2MO
  bool interrupted = false;
  std::size_t accepted() const noexcept {
    return units.create + units.update + units.remove + users.create + users.update + users.remove;
  }
};

/// What sending needs from outside.
struct SendTargets {
  Sink& sink;
  Ledger& ledger;
  Clock& clock;
  Observer& observer;
  Quarantine* quarantine = nullptr;  ///< null: what was refused before is tried again
  AuditTrail* audit = nullptr;       ///< null: nothing is put on record
  AccountBook* accounts = nullptr;   ///< needed for plans with FK-ORG accounts
};

/// Sends every change of the plan. An object is in the ledger before this returns if and only if OS2sync answered 200.
/// Dying between the two repeats that change next run, which is harmless. What is refused for good is set aside and, as
/// long as it stays the same, not tried again; everybody else goes on. Throws Error{unavailable} when OS2sync stays
/// away through all of one object's retries and nothing else got through meanwhile; what was accepted stays recorded.
SendReport send_plan(const PreparedRun& run, const SendTargets& targets, const SendOptions& options);

}  // namespace os2sync
