// SPDX-License-Identifier: MPL-2.0
/// @file What guards hold back and an operator may let through, as the ledger remembers it: uuids and times.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// What is held back. The numbers are stored in the ledger: append, never renumber.
enum class HeldAction : std::uint8_t {
  create = 0,
  update = 1,
  remove = 2,
  run = 3,  ///< the run as a whole: `value` says why, there is no object
};

/// One change that a guard holds back, or the run itself. Ordered, so that a set of them has one form.
struct HeldItem {
  HeldAction action{};
  ObjectKind kind{};
  Uuid uuid;  ///< FK uuid
  /// Of an update held back for its fields: what they would become, as a digest. Approved is that and nothing else.
  std::uint64_t value = 0;
  auto operator<=>(const HeldItem&) const = default;
};

/// An operator's word that exactly these may go on.
struct Approval {
  std::string hash;  ///< of the items
  std::int64_t approved_at = 0;
  std::vector<HeldItem> items;  ///< ascending
  bool operator==(const Approval&) const = default;
};

/// Since when a change has been held back without a break.
struct HeldSince {
  HeldAction action{};
  ObjectKind kind{};
  Uuid uuid;
  std::int64_t since = 0;  ///< Unix seconds
  auto operator<=>(const HeldSince&) const = default;
};

}  // namespace os2sync
