// SPDX-License-Identifier: MPL-2.0
/// @file The memory of the program: what OS2sync has accepted, per object.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/ledger_entry.hpp"

namespace os2sync {

/// Durable across kill -9 at any moment: reopened, it holds everything recorded before the call returned.
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// Every entry, deleted ones included, by (kind, uuid).
  virtual std::vector<LedgerEntry> load() = 0;
  /// Remembers accepted changes, all or none, replacing older entries of the same (kind, uuid).
  virtual void record(std::span<const LedgerEntry> entries) = 0;
  /// The last complete read, none before the first.
  virtual std::optional<RunFacts> last_run() = 0;
  virtual void record_run(const RunFacts& facts) = 0;
};

}  // namespace os2sync
