// SPDX-License-Identifier: MPL-2.0
/// @file The rows of a snapshot by kind.
#pragma once

#include <utility>

#include "adapters/os2mo/kinds.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// Calls `use` with the vector that holds the rows of `kind`; they all have a member `uuid`.
template <typename Use>
decltype(auto) with_rows(Snapshot& snapshot, Kind kind, Use&& use) {
  switch (kind) {
    case Kind::class_: return use(snapshot.classes);
    case Kind::it_system: return use(snapshot.it_systems);
    case Kind::unit: return use(snapshot.units);
    case Kind::engagement: return use(snapshot.engagements);
    case Kind::manager: return use(snapshot.managers);
    case Kind::kle: return use(snapshot.kles);
    case Kind::person: return use(snapshot.persons);
    case Kind::it_user: return use(snapshot.it_users);
    case Kind::address: return use(snapshot.addresses);
    case Kind::organisation: break;
  }
  return use(snapshot.organisations);
}

}  // namespace os2sync::os2mo
