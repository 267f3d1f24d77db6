// SPDX-License-Identifier: MPL-2.0
/// @file The memory of a repair under way: what is being taken out of FK-ORG and must come back.
#pragma once

#include <map>
#include <span>

#include "core/object_key.hpp"
#include "core/payload.hpp"

namespace os2sync {

/// How an object leaves FK-ORG for a moment.
enum class RepairWay {
  passivate,  ///< its life cycle ends and the uuid is imported anew: addresses FK-ORG refuses to update
  remove,     ///< soft-deleted and made active again: positions end with it, which passivating leaves alone
};

enum class RepairStep {
  planned,  ///< nothing was done yet
  leaving,  ///< about to be taken out; whether OS2sync was asked is not known
  asked,    ///< OS2sync accepted that it leaves
  left,     ///< it was seen to have left; whether it was sent again since is not known
};

struct OpenRepair {
  ObjectKind kind{};
  Uuid uuid;  ///< FK uuid
  RepairWay way{};
  RepairStep step{};
  FkFields kept;  ///< from `leaving` on: what FK-ORG alone knew of it, to be sent back with it
  bool operator==(const OpenRepair&) const = default;
};

using OpenRepairs = std::map<ObjectKey, OpenRepair>;

/// As durable as the ledger it lies beside. Holds what FK-ORG says of users while, and only while, they are out of it.
class RepairLog {
 public:
  virtual ~RepairLog() = default;

  virtual OpenRepairs load() = 0;
  /// Replaces earlier records of the same objects, all or none.
  virtual void record(std::span<const OpenRepair> repairs) = 0;
  /// The object is back, or will not be taken out after all.
  virtual void forget(const ObjectKey& object) = 0;
};

}  // namespace os2sync
