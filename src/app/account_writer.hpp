// SPDX-License-Identifier: MPL-2.0
/// @file The OS2MO part of carrying out a plan in `new` mode: accounts made first, ended only when all else is well.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_set>
#include <vector>

#include "plan/plan.hpp"
#include "ports/account_book.hpp"
#include "ports/audit_trail.hpp"
#include "ports/clock.hpp"

namespace os2sync {

/// An account that was not made or not ended.
struct FailedAccount {
  Uuid fk_uuid;
  Said why;
  bool ending = false;
  bool postponed = false;  ///< not tried
};

struct AccountReport {
  std::size_t created = 0;
  std::size_t ended = 0;
  std::vector<FailedAccount> failed;  ///< in plan order, those that were to be made first
};

/// Carries out the FK-ORG accounts of one plan. make_all() and end_all() are called in this order, from one thread;
/// find_obstacle() from any, after the call that decides about it.
class AccountWriter {
 public:
  /// `book` may be null when the plan has no FK-ORG accounts, `audit` when nothing is put on record.
  AccountWriter(const FkAccountPlan& plan, AccountBook* book, Clock& clock, AuditTrail* audit);

  /// Before anything is sent.
  void make_all();
  /// After everything was sent and before anything is deleted. `failed_persons`: whose users were not accepted; nothing
  /// is ended for them.
  void end_all(const std::unordered_set<Uuid>& failed_persons);
  /// Why a change of a user cannot be sent; none = OS2MO holds what it needs.
  std::optional<Text> find_obstacle(const Change& change) const;

  const AccountReport& report() const noexcept { return report_; }

 private:
  bool may_go_on(Said& why_not) const;
  void fail(const Uuid& fk_uuid, Said why, bool ending, bool postponed);

  const FkAccountPlan& plan_;
  AccountBook* book_;
  Clock& clock_;
  AuditTrail* audit_;
  AccountReport report_;
  std::size_t failures_in_a_row_ = 0;
  std::unordered_set<Uuid> not_made_;   ///< FK uuids
  std::unordered_set<Uuid> not_ended_;  ///< FK uuids
};

}  // namespace os2sync
