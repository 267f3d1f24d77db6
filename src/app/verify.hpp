// SPDX-License-Identifier: MPL-2.0
/// @file Looks in FK-ORG for what was sent, and remembers what became of it.
#pragma once

#include <cstddef>
#include <limits>

#include "core/digest.hpp"
#include "core/field_id.hpp"
#include "plan/queue_estimate.hpp"
#include "ports/clock.hpp"
#include "ports/delivery_log.hpp"
#include "ports/ledger.hpp"
#include "ports/observer.hpp"
#include "ports/sink.hpp"
#include "render/delivery_text.hpp"
#include "rules/rules.hpp"

namespace os2sync {

struct VerifyOptions {
  QueuePace pace;
  FieldSet unit_fields;  ///< the fields that are this program's
  FieldSet user_fields;
  Uuid top_unit;  ///< OS2MO uuid
  bool lists = true;
  std::size_t reads = std::numeric_limits<std::size_t>::max();  ///< at most
  std::size_t sample = 20;                                      ///< of the verified, those looked at longest ago
  std::int64_t max_reposts = 3;
};

struct VerifyTargets {
  Sink& sink;
  Ledger& ledger;
  DeliveryLog& deliveries;
  const Digester& digester;
  Clock& clock;
  Observer& observer;
};

/// The fields of each kind that these rules fill and nobody else does.
FieldSet compared_unit_fields(const Rules& rules);
FieldSet compared_user_fields(const Rules& rules);

/// Compares FK-ORG with the ledger, as far as changes are old enough for OS2sync to have worked them off: whole lists
/// first, then object by object, one read at a time: what nobody looked at yet, what was wrong, and a sample of the
/// rest. Every finding is recorded at once. FK-ORG's "unknown" and partial lists prove nothing by themselves. Sends
/// nothing, and does not even probe the sink while nothing is old enough. Throws what the sink and the ledger throw.
DeliveryReport verify_delivery(const VerifyTargets& targets, const VerifyOptions& options);

}  // namespace os2sync
