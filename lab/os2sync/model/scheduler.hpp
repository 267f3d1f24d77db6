// SPDX-License-Identifier: MPL-2.0
/// @file The job that carries queued rows to FK-ORG once a minute, with all that can go wrong on the way.
#pragma once

#include <cstddef>
#include <random>
#include <variant>

#include "os2sync/model/fault.hpp"
#include "os2sync/model/fk.hpp"
#include "os2sync/model/options.hpp"
#include "os2sync/model/queue.hpp"

namespace os2sync_model {

/// What one run did. `ran` is false while a back-off lasts.
struct TickReport {
  bool ran = false;
  std::size_t evaluated = 0;  ///< items sent to FK-ORG
  std::size_t written = 0;    ///< of these, the ones that changed something
  std::size_t skipped = 0;
  std::size_t failed = 0;     ///< moved to the failure table
  std::size_t busy = 0;       ///< temporary trouble, row stays
  std::size_t poisoned = 0;   ///< taken by FK-ORG, but the row cannot be moved
  std::size_t collapsed = 0;  ///< older rows of one uuid dropped from a first batch

  TickReport& operator+=(const TickReport& more);
};

class Scheduler {
 public:
  Scheduler(const Options& options, const Profile& profile, Queue& queue, Fk& fk, Faults& faults)
      : options_{options}, profile_{profile}, queue_{queue}, fk_{fk}, faults_{faults}, random_{options.seed} {}

  /// One scheduler minute: runs unless a back-off lasts.
  TickReport tick(Moment now);
  /// Runs at once, again and again, until nothing is queued or a run moves no row. Back-off is not waited for.
  TickReport drain(Moment now);

  Moment next_run() const { return next_run_; }
  int errors() const { return errors_; }

 private:
  struct Busy {};
  using ItemOutcome = std::variant<Taken, Refused, Busy>;

  TickReport run(Moment now);
  bool run_phase(Kind kind, std::optional<int> limit, Moment now, TickReport& report);
  void collapse(std::vector<std::int64_t>& batch, TickReport& report);
  bool run_item(std::int64_t id, Moment now, TickReport& report);
  ItemOutcome evaluate(const QueueRow& row, Moment now, std::string& trouble);
  FkOutcome apply(const QueueRow& row, Moment now);
  bool finish(std::int64_t id, bool skipped, TickReport& report);
  bool give_up(std::int64_t id, const std::string& text, TickReport& report);
  void keep_busy(std::int64_t id, const std::string& trouble);

  const Options& options_;
  const Profile& profile_;
  Queue& queue_;
  Fk& fk_;
  Faults& faults_;
  std::mt19937_64 random_;
  Moment next_run_;
  int errors_ = 0;
};

}  // namespace os2sync_model
