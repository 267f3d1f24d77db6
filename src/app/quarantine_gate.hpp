// SPDX-License-Identifier: MPL-2.0
/// @file What the quarantine means to a run that sends: who is not tried, who gets in, who gets out.
#pragma once

#include <map>
#include <utility>

#include "plan/plan.hpp"
#include "ports/clock.hpp"
#include "ports/quarantine.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// For one thread at a time; the sender holds its lock around every call.
class QuarantineGate {
 public:
  /// Without a quarantine (null) nobody is ever set aside.
  QuarantineGate(Quarantine* quarantine, const Clock& clock);

  /// True while the object was refused with this very content and nobody asked for another try.
  bool holds_back(const Change& change) const { return find(change) != nullptr; }
  /// What is known of the refusal that holds the change back; null when nothing does.
  const SetAside* find(const Change& change) const;
  /// Sets the object aside, or counts one more refusal for the same reason.
  void refused(const Change& change, const Rejected& rejection);
  /// Lets an object out that was accepted.
  void accepted(const Change& change);

 private:
  using Key = std::pair<ObjectKind, Uuid>;

  Quarantine* quarantine_;
  const Clock& clock_;
  std::map<Key, SetAside> set_aside_;
};

/// Says of each planned change whether a run would pass over it. `quarantine` may be null.
void mark_set_aside(Plan& plan, Quarantine* quarantine, const Clock& clock);

/// Lets go of objects that a whole run has nothing to send for any more: they were mended back or have left. What is
/// held or withheld stays.
void release_what_is_not_planned(const Plan& plan, const Wanted& wanted, Quarantine& quarantine);

}  // namespace os2sync
