// SPDX-License-Identifier: MPL-2.0
/// @file Which objects a run is about.
#pragma once

#include <vector>

#include "core/uuid.hpp"

namespace os2sync {

/// Persons and units by their uuids in OS2MO. Empty = all there are.
struct Scope {
  std::vector<Uuid> persons;
  std::vector<Uuid> units;
  bool is_all() const noexcept { return persons.empty() && units.empty(); }
};

}  // namespace os2sync
