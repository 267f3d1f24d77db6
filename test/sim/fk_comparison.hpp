// SPDX-License-Identifier: MPL-2.0
/// @file FK-ORG against what it should hold, field by field.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/wanted.hpp"
#include "os2sync/model/model.hpp"
#include "plan/plan.hpp"

namespace os2sync::sim {

inline constexpr const char* kCvr = "12345678";

struct FkComparison {
  std::optional<std::string> difference;  ///< the first one
  std::size_t compared = 0;               ///< objects that were to be equal
  std::size_t excused = 0;                ///< objects OS2sync or FK-ORG lost by themselves after accepting them
};

/// `sent`: all this program ever sent, whatever came of it. Excused are objects whose newest row FK-ORG refused,
/// that still wait in the queue, or that an older row overtook: OS2sync reorders rows that met trouble, and a client
/// cannot see it. Delivery is verified elsewhere.
FkComparison compare_fk(const os2sync_model::Model& os2sync, const Wanted& wanted,
                        const std::set<std::pair<ObjectKind, Uuid>>& sent, const std::vector<Withheld>& kept);

}  // namespace os2sync::sim
