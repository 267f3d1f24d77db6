// SPDX-License-Identifier: MPL-2.0
/// @file What became of an accepted change in FK-ORG, as far as somebody looked.
#pragma once

#include <cstdint>

#include "core/finding.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// OS2sync's 200 means "in my queue" and is the last that it says. The numbers are stored: append, never renumber.
enum class DeliveryState : std::uint8_t {
  accepted = 0,     ///< OS2sync said 200; nobody has looked since
  verified = 1,     ///< FK-ORG holds it as it was sent, or no longer holds what was deleted
  lost = 2,         ///< it never got to FK-ORG
  overwritten = 3,  ///< it got there, and FK-ORG holds something else now
  not_removed = 4,  ///< it was deleted, and FK-ORG still holds it
};

/// The last look at one object. An object without one, or with one about an earlier change, is `accepted`.
struct Delivery {
  ObjectKind kind{};
  Uuid uuid;                     ///< FK uuid
  std::int64_t accepted_at = 0;  ///< LedgerEntry::changed_at of the change this is about
  DeliveryState state{};
  std::int64_t checked_at = 0;   ///< Unix seconds; 0 = never
  std::int64_t verified_at = 0;  ///< the last time FK-ORG held it as sent; 0 = never
  std::int64_t reposts = 0;      ///< how often the same content was sent again since it was first accepted
  bool operator==(const Delivery&) const = default;
};

}  // namespace os2sync
