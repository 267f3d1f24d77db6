// SPDX-License-Identifier: MPL-2.0
/// @file Sees every write and every word of the exporter and knows what must never be: the invariants.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/delivery.hpp"
#include "core/ledger_entry.hpp"
#include "core/source.hpp"
#include "core/wanted.hpp"
#include "os2sync/model/model.hpp"
#include "plan/plan.hpp"
#include "rules/rules.hpp"
#include "sim/quarantine_judge.hpp"
#include "sim/removal_judge.hpp"

namespace os2sync::sim {

/// All that the program's file remembers.
struct Remembered {
  std::vector<LedgerEntry> entries;
  std::vector<Deletion> deletions;
  std::vector<SetAside> set_aside;
  std::vector<Delivery> looks;
};

/// The first broken promise is kept; what follows from it is of no interest. Judges by arithmetic and a mapper of its
/// own, not by the program's.
class Witness {
 public:
  struct Write {
    bool is_delete = false;
    ObjectKey object;
    std::size_t content = 0;  ///< stands for the whole request
    std::int64_t at = 0;      ///< by the program's clock
  };

  const std::optional<std::string>& violation() const { return violation_; }
  void accuse(std::string what) {
    if (!violation_) violation_ = std::move(what);
  }

  // --- during a run

  void begin_run(const Snapshot& truth, const Rules& rules, const PlanRules& limits, bool reads_nothing,
                 std::int64_t now);
  /// OS2MO changed or lied while it was read: what the run takes for the truth is no longer known.
  void lose_track() { knows_truth_ = false; }
  void read_is_through() { may_write_ = true; }
  /// The program sends this; whether it arrives is another question.
  void sees_write(const Write& write);
  /// OS2sync took it, and the program was told so / was not told.
  void sees_accepted(const Write& write, bool told);
  /// OS2sync refused it for good, and the program was told so.
  void sees_refused(const Write& write) { quarantine_.refused(write.object, write.content); }
  void hears(std::string_view text);

  // --- after a run

  /// `completed`: the run ended by itself, well or badly, so the ledger has everything it was told.
  void end_run(const Remembered& now, bool completed);
  void looks_through(std::string_view bytes, std::string_view what);

  // --- between runs

  void approves(const std::vector<HeldItem>& items, std::int64_t now) { removals_.approve(items, now); }
  void retries(const std::vector<SetAside>& set_aside) { quarantine_.learn(set_aside); }

  // --- at rest

  static bool expects_users(const Snapshot& truth, const Rules& rules);

  /// FK-ORG holds exactly what the source maps to, by the simple mapper, in objects this program sent, and the program
  /// has seen so of each: or it is in the quarantine, or waits for what is.
  /// `kept`: what the last plan held back on purpose.
  void compare(const os2sync_model::Model& os2sync, const Snapshot& truth, const Rules& rules, const Remembered& now,
               const std::vector<Withheld>& kept);

  /// The one of the last run, by its FK uuid.
  const Uuid& top_unit() const { return root_; }
  std::size_t accepted() const { return accepted_count_; }
  std::size_t excused() const { return excused_; }
  std::size_t compared() const { return compared_; }
  /// Objects that FK-ORG kept although their deletion was accepted, and that the program tells of.
  std::size_t not_removed() const { return not_removed_; }
  std::size_t deletes() const { return removals_.count(); }
  std::size_t approved_deletes() const { return removals_.count_approved(); }
  std::size_t refused() const { return quarantine_.count_refused(); }

 private:
  void accuse_if(std::optional<std::string> complaint) {
    if (complaint) accuse(*std::move(complaint));
  }
  void judge_delete(const Write& write);
  void judge_notes(const std::map<ObjectKey, bool>& remembered, const std::set<ObjectKey>& under_way, bool completed);
  void judge_looks(const Remembered& now, const std::set<ObjectKey>& excused);

  std::optional<std::string> violation_;

  // of the run
  PlanRules limits_;
  std::set<ObjectKey> wanted_;  ///< by the truth at the beginning of the run
  Uuid root_;
  bool knows_truth_ = true;
  bool may_write_ = false;
  bool reads_nothing_ = false;

  // of the world: what OS2sync accepted last and told us so; true = it is live
  std::map<ObjectKey, bool> told_;
  std::set<ObjectKey> told_in_run_;
  std::set<ObjectKey> attempted_;  ///< ever sent, accepted or not
  std::set<ObjectKey> noted_by_a_killed_run_;
  std::set<Uuid> roots_;   ///< every uuid the top unit ever had
  std::size_t slack_ = 0;  ///< objects whose last answer the ledger may lack after a kill
  std::size_t accepted_count_ = 0;
  std::size_t excused_ = 0;
  std::size_t compared_ = 0;
  std::size_t not_removed_ = 0;
  RemovalJudge removals_;
  QuarantineJudge quarantine_;
};

}  // namespace os2sync::sim
