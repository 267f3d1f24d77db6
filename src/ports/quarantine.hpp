// SPDX-License-Identifier: MPL-2.0
/// @file The memory of what was refused for good, per object.
#pragma once

#include <vector>

#include "core/set_aside.hpp"

namespace os2sync {

/// Durable like the ledger: what put() and release() were given survives kill -9 once they have returned.
class Quarantine {
 public:
  virtual ~Quarantine() = default;

  /// All of them, by (kind, uuid).
  virtual std::vector<SetAside> load() = 0;
  /// Sets an object aside, replacing what was known of the same (kind, uuid).
  virtual void put(const SetAside& object) = 0;
  /// Lets an object go; does nothing when it is not there.
  virtual void release(ObjectKind kind, const Uuid& uuid) = 0;
};

}  // namespace os2sync
