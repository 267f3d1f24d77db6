// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/organisation.hpp"

#include <optional>
#include <unordered_set>

namespace os2sync::os2mo {

// A missing unit cannot be taken for the organisation and cost others their place below the top unit: with the top unit
// read, its own chain of parents ends in the organisation too, and that makes two unknown parents.
void detach_roots(std::vector<SourceUnit>& units) {
  std::unordered_set<Uuid> known;
  for (const SourceUnit& unit : units) known.insert(unit.uuid);
  std::optional<Uuid> organisation;
  for (const SourceUnit& unit : units) {
    if (!unit.parent) return;
    if (known.contains(*unit.parent)) continue;
    if (organisation && *organisation != *unit.parent) return;
    organisation = unit.parent;
  }
  for (SourceUnit& unit : units)
    if (unit.parent == organisation) unit.parent.reset();
}

}  // namespace os2sync::os2mo
