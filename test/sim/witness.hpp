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

#include "core/ledger_entry.hpp"
#include "core/source.hpp"
#include "core/wanted.hpp"
#include "os2sync/model/model.hpp"
#include "plan/plan.hpp"
#include "rules/rules.hpp"

namespace os2sync::sim {

using ObjectKey = std::pair<ObjectKind, Uuid>;

/// The first broken promise is kept; what follows from it is of no interest. Judges by arithmetic and a mapper of its
/// own, not by the program's.
class Witness {
 public:
  struct Write {
    bool is_delete = false;
    ObjectKey object;
  };

  const std::optional<std::string>& violation() const { return violation_; }
  void accuse(std::string what) {
    if (!violation_) violation_ = std::move(what);
  }

  // --- during a run

  void begin_run(const Snapshot& truth, const Rules& rules, const PlanRules& limits, bool reads_nothing);
  /// OS2MO changed or lied while it was read: what the run takes for the truth is no longer known.
  void lose_track() { knows_truth_ = false; }
  void read_is_through() { may_write_ = true; }
  /// The program sends this; whether it arrives is another question.
  void sees_write(const Write& write);
  /// OS2sync took it, and the program was told so / was not told.
  void sees_accepted(const Write& write, bool told);
  void hears(std::string_view text);

  // --- after a run

  /// `completed`: the run ended by itself, well or badly, so the ledger has everything it was told.
  void end_run(const std::vector<LedgerEntry>& ledger, bool completed);
  void looks_through(std::string_view bytes, std::string_view what);

  // --- at rest

  static bool expects_users(const Snapshot& truth, const Rules& rules);

  /// FK-ORG holds exactly what the source maps to, by the simple mapper, in objects this program sent.
  /// `kept`: what the last plan held back on purpose.
  void compare(const os2sync_model::Model& os2sync, const Snapshot& truth, const Rules& rules,
               const std::vector<Withheld>& kept);

  std::size_t accepted() const { return accepted_count_; }
  std::size_t excused() const { return excused_; }
  std::size_t compared() const { return compared_; }
  std::size_t deletes() const { return delete_count_; }

 private:
  void judge_delete(const ObjectKey& object);

  std::optional<std::string> violation_;

  // of the run
  PlanRules limits_;
  std::set<ObjectKey> wanted_;  ///< by the truth at the beginning of the run
  std::set<ObjectKey> held_;
  Uuid root_;
  bool knows_truth_ = true;
  bool may_write_ = false;
  bool reads_nothing_ = false;
  std::map<ObjectKind, std::set<Uuid>> deleted_;
  std::map<ObjectKind, std::size_t> live_at_start_;

  // of the world: what OS2sync accepted last and told us so; true = it is live
  std::map<ObjectKey, bool> told_;
  std::set<ObjectKey> told_in_run_;
  std::set<ObjectKey> attempted_;  ///< ever sent, accepted or not
  std::set<ObjectKey> noted_by_a_killed_run_;
  std::set<Uuid> roots_;   ///< every uuid the top unit ever had
  std::size_t slack_ = 0;  ///< objects whose last answer the ledger may lack after a kill
  std::size_t accepted_count_ = 0;
  std::size_t delete_count_ = 0;
  std::size_t excused_ = 0;
  std::size_t compared_ = 0;
};

}  // namespace os2sync::sim
