// SPDX-License-Identifier: MPL-2.0
/// @file What `new` mode asks of the world before it decides: FK-ORG's word about persons, and chance.
#pragma once

#include <map>
#include <vector>

#include "core/ledger_entry.hpp"
#include "core/scope.hpp"
#include "ports/clock.hpp"
#include "ports/observer.hpp"
#include "ports/sink.hpp"
#include "rules/new_mode.hpp"

namespace os2sync {

/// Remembers every answer, so that deciding twice gives the same. The sink has to have been probed.
class NewModeFactFinder {
 public:
  /// `draws`: this run writes, so random FK uuids are drawn; otherwise something stands for them.
  NewModeFactFinder(Sink& sink, Clock& clock, Observer& observer, bool draws)
      : sink_{sink}, clock_{clock}, observer_{observer}, draws_{draws} {}

  /// FK-ORG is asked, by slow reads, about the persons in the scope who could be adopted, unless the ledger tells. An
  /// "unknown" counts only while FK-ORG shows the top unit it was sent: it says so too when it is unwell.
  /// Throws Error{interrupted} when asked to stop.
  NewModeFacts find(const Snapshot& snapshot, const Rules& rules, const std::vector<LedgerEntry>& ledger,
                    const Scope& scope);

 private:
  void ask_about(const std::vector<Uuid>& persons, const std::vector<LedgerEntry>& ledger, const Uuid& top_unit);

  Sink& sink_;
  Clock& clock_;
  Observer& observer_;
  bool draws_;
  std::map<Uuid, std::optional<FkKnowledge>> asked_;  ///< none = FK-ORG does not know the person
  std::map<Uuid, Uuid> drawn_;                        ///< by ObjectGUID
};

/// A version 4 uuid from the clock's random numbers.
Uuid draw_uuid(Clock& clock);

}  // namespace os2sync
