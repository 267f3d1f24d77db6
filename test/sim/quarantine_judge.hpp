// SPDX-License-Identifier: MPL-2.0
/// @file Who may be set aside, who must be, and what is not sent again.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/set_aside.hpp"
#include "sim/removal_judge.hpp"

namespace os2sync::sim {

/// Goes by what OS2sync really answered; `content` stands for a request's method and body.
class QuarantineJudge {
 public:
  using Complaint = std::optional<std::string>;

  void begin_run();
  /// What the ledger holds was changed from outside a run: by an operator.
  void learn(const std::vector<SetAside>& kept);
  Complaint judge(const ObjectKey& object, std::size_t content) const;
  /// OS2sync refused it for good, and the program was told so.
  void refused(const ObjectKey& object, std::size_t content);
  void accepted(const ObjectKey& object);
  /// `kept`: the program's own. `completed`: it had the time to write everything down.
  Complaint end_run(const std::vector<SetAside>& kept, bool completed);

  std::size_t count_refused() const { return count_refused_; }

 private:
  // of the run
  std::map<ObjectKey, std::size_t> refused_in_run_;
  std::set<ObjectKey> accepted_in_run_;

  // of all runs
  std::map<ObjectKey, SetAside> kept_;            ///< as the last run left it
  std::map<ObjectKey, std::size_t> refused_for_;  ///< of what is kept: the content
  std::set<ObjectKey> ever_refused_;
  std::size_t count_refused_ = 0;
};

}  // namespace os2sync::sim
