// SPDX-License-Identifier: MPL-2.0
/// @file What guards remember from run to run: approvals, and since when something has been held back.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/approval.hpp"

namespace os2sync {

/// As durable as the ledger. Whether an approval is still good is not decided here.
class GuardMemory {
 public:
  virtual ~GuardMemory() = default;

  /// Every approval, expired ones included, by (approved_at, hash).
  virtual std::vector<Approval> approvals() = 0;
  /// Remembers an approval in place of an earlier one of the same hash. Forgets those from before `forget_before`.
  virtual void approve(const Approval& approval, std::int64_t forget_before) = 0;
  /// False when there is no approval of this hash.
  virtual bool revoke(const std::string& hash) = 0;

  /// What was held back at the end of the last run, ascending.
  virtual std::vector<HeldSince> held() = 0;
  /// Replaces all of it.
  virtual void record_held(std::span<const HeldSince> held) = 0;
};

}  // namespace os2sync
