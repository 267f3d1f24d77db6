// SPDX-License-Identifier: MPL-2.0
/// @file The memory of what became of accepted changes, beside the ledger that says what they were.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/delivery.hpp"

namespace os2sync {

/// As durable as the ledger, and in the same file.
class DeliveryLog {
 public:
  virtual ~DeliveryLog() = default;

  /// Every look, by (kind, uuid).
  virtual std::vector<Delivery> load() = 0;
  /// All or none, replacing earlier looks at the same (kind, uuid).
  virtual void record(std::span<const Delivery> deliveries) = 0;
  /// When FK-ORG's lists were last compared with the ledger (Unix seconds); none before the first time.
  virtual std::optional<std::int64_t> lists_compared_at() = 0;
  virtual void record_lists_compared(std::int64_t time) = 0;
};

}  // namespace os2sync
