// SPDX-License-Identifier: MPL-2.0
/// @file One object as FK-ORG holds it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/cpr.hpp"
#include "core/payload.hpp"

namespace os2sync {

/// What a read of FK-ORG showed. The CPR number is here to be digested and for nothing else.
struct FkObject {
  FkFields fields;
  std::optional<Cpr> cpr{};
  std::vector<WantedPosition> positions{};  ///< in FK-ORG's order; `start` is filled there even when none was sent
  /// OS2sync names of fields whose part FK-ORG could not show: they say nothing about what is there.
  std::vector<std::string> unreadable{};
  bool inactive = false;  ///< a user that was deleted; a deleted unit shows no sign of it
};

}  // namespace os2sync
