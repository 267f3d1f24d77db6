// SPDX-License-Identifier: MPL-2.0
/// @file A run on record: its beginning, what it decided, each write, its end.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "plan/plan.hpp"
#include "ports/account_book.hpp"
#include "ports/audit_trail.hpp"
#include "ports/sink.hpp"

namespace os2sync {

struct RunIdentity {
  std::string_view command;  ///< its name alone: arguments may be somebody's uuid
  std::string_view version;
  std::string settings_digest;  ///< hexadecimal; equal settings, equal digest, as long as the ledger keeps its key
};

/// Puts `work` on record with its exit code, also when it ends by exception. Without a trail (null) it is just done.
int on_record(AuditTrail* trail, const RunIdentity& identity, const std::function<int()>& work);

/// What a run is about to do, and what it holds back with the reasons: counts, and each object that waits for an
/// approval once, when it is new.
void record_plan(const Plan& plan, AuditTrail& trail);

/// One change that was sent, with the answer: accepted, rejected, or given up on after the last attempt (Busy).
AuditEvent event_of(const Change& change, const PushResult& result);

/// One account that OS2MO was asked to make or to end.
AuditEvent event_of(const NewFkAccount& account, const WriteResult& result);
AuditEvent event_of(const EndedFkAccount& account, const WriteResult& result);

}  // namespace os2sync
