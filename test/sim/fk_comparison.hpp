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
  std::size_t not_removed = 0;            ///< objects still there, as the program says itself
};

/// `sent`: all this program ever sent, whatever came of it. `kept`: what its plan holds back. `excused`: what cannot be
/// level. `told_of`: deleted ones that the program knows to be there still.
FkComparison compare_fk(const os2sync_model::Model& os2sync, const Wanted& wanted,
                        const std::set<std::pair<ObjectKind, Uuid>>& sent, const std::vector<Withheld>& kept,
                        const std::set<std::pair<ObjectKind, Uuid>>& excused,
                        const std::set<std::pair<ObjectKind, Uuid>>& told_of);

}  // namespace os2sync::sim
