// SPDX-License-Identifier: MPL-2.0
/// @file What an operator does to the ledger itself: look whether it is sound, and erase somebody.
#pragma once

#include <span>

#include "core/state_facts.hpp"

namespace os2sync {

class StateUpkeep {
 public:
  virtual ~StateUpkeep() = default;

  /// Reads every page of the file.
  virtual StateFacts examine() = 0;
  /// Takes everything out that is tied to these uuids, as FK uuid or as OS2MO uuid, with whatever else belongs to the
  /// same OS2MO objects; all or nothing, and not a trace of it stays in the file. `dry_run` only says what it would
  /// be.
  virtual Forgotten forget(std::span<const Uuid> uuids, bool dry_run) = 0;
};

}  // namespace os2sync
