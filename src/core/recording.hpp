// SPDX-License-Identifier: MPL-2.0
/// @file What another exporter sent to OS2sync, as it was recorded.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/cpr.hpp"
#include "core/finding.hpp"
#include "core/payload.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// One object as it was sent last.
struct RecordedObject {
  ObjectKind kind{};
  Uuid uuid;
  FkFields fields;
  std::optional<Cpr> cpr;
  bool cpr_unusable = false;  ///< something was sent that is no CPR number
};

struct Recording {
  std::vector<RecordedObject> objects;  ///< by kind, then uuid; each once
  std::size_t passed_over = 0;          ///< lines that are no post or delete of a unit or user
};

}  // namespace os2sync
