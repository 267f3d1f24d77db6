// SPDX-License-Identifier: MPL-2.0
/// @file The memory of the program: what OS2sync has accepted, per object.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/ledger_entry.hpp"

namespace os2sync {

/// Durable across kill -9 at any moment: reopened, it holds everything recorded before the call returned.
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// Every entry, deleted ones included, by (kind, uuid). An object whose change is under way has an entry too: not
  /// deleted, and with the nil digest, which is that of no object. So it is sent again, or removed if nobody wants it.
  /// Where nothing but that change was ever sent, or a deletion before it, `accepted` is false.
  virtual std::vector<LedgerEntry> load() = 0;
  /// Notes that a change is about to be sent. Until record() or withdraw() it is under way: OS2sync may have it or not.
  virtual void begin(const LedgerEntry& after) = 0;
  /// The change that began was refused for good, so all is as it was.
  virtual void withdraw(ObjectKind kind, const Uuid& uuid) = 0;
  /// Remembers accepted changes, all or none, replacing older entries of the same (kind, uuid). A deleted one is also
  /// logged as a deletion. What the delivery log holds of these objects was about an earlier change and is dropped.
  virtual void record(std::span<const LedgerEntry> entries) = 0;
  /// The last complete read, none before the first.
  virtual std::optional<RunFacts> last_run() = 0;
  virtual void record_run(const RunFacts& facts) = 0;
  /// Every deletion at or after `time` (Unix seconds), by time.
  virtual std::vector<Deletion> deletions_since(std::int64_t time) = 0;
};

}  // namespace os2sync
