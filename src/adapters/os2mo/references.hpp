// SPDX-License-Identifier: MPL-2.0
/// @file Which objects the rows refer to that were not read: what a read that raced with changes looks like.
#pragma once

#include <string_view>
#include <vector>

#include "adapters/os2mo/kinds.hpp"
#include "adapters/os2mo/uuid_set.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// The unknown targets of one relation.
struct UnknownReferences {
  std::string_view relation;  ///< "persons of engagements"
  Kind kind{};                ///< of the target
  bool must_be_known = true;  ///< false: a target that is not in effect is no fault
  std::vector<Uuid> uuids;    ///< ascending, never empty
};

/// Looks at what a mapping can depend on: rows about candidate units, wanted persons and what belongs to them, and the
/// parents of every unit. Accounts and addresses, by far the most rows, are looked at only `with_details`.
std::vector<UnknownReferences> find_unknown_references(const Snapshot& rows, const UuidSet& candidate_units,
                                                       const UuidSet& wanted_persons, bool with_details);

}  // namespace os2sync::os2mo
