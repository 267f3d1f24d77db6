// SPDX-License-Identifier: MPL-2.0
/// @file How much may be deleted: the limits of S2 and S4 and the approvals of S6, in arithmetic of this file's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/approval.hpp"
#include "core/ledger_entry.hpp"
#include "core/object_key.hpp"
#include "plan/plan.hpp"

namespace os2sync::sim {

std::string_view name_of(ObjectKind kind);

/// Counts over all runs, by the clock the program sees (Unix seconds). It says what is wrong, or nothing.
class RemovalJudge {
 public:
  using Complaint = std::optional<std::string>;

  /// `live`: what FK-ORG holds of each kind, as far as the program can know.
  void begin_run(const Guards& guards, std::map<ObjectKind, std::size_t> live, std::int64_t now);
  /// The operator was shown these and let them pass.
  void approve(const std::vector<HeldItem>& items, std::int64_t now);
  /// A DELETE is sent, perhaps not for the first time in this run.
  Complaint judge(const ObjectKey& object, std::int64_t now);
  /// It was accepted, and the program was told so.
  void accepted(const ObjectKey& object, std::int64_t now);
  /// `logged`: the program's own log. `may_miss`: so many of the run's it may have had no time for.
  Complaint end_run(const std::vector<Deletion>& logged, std::size_t may_miss);

  std::size_t count() const { return count_; }
  std::size_t count_approved() const { return count_approved_; }

 private:
  bool is_approved(const ObjectKey& object) const;

  // of the run
  Guards guards_;
  std::map<ObjectKind, std::size_t> live_;
  std::int64_t began_at_ = 0;
  std::map<ObjectKind, std::set<Uuid>> sent_;
  std::set<ObjectKind> sent_without_approval_;
  std::vector<Deletion> accepted_;

  // of all runs
  std::vector<Deletion> done_;
  std::map<ObjectKey, std::int64_t> approved_;  ///< since when
  std::size_t count_ = 0;
  std::size_t count_approved_ = 0;
};

}  // namespace os2sync::sim
