// SPDX-License-Identifier: MPL-2.0
/// @file Who decides what stands in a field of FK-ORG: this program or somebody else.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/field_id.hpp"

namespace os2sync {

enum class FieldOwnership {
  ours,           ///< always what the rules say, emptied when they say nothing
  theirs,         ///< never touched: what FK-ORG holds is sent back
  fill_if_empty,  ///< as the rules say while FK-ORG holds nothing there, theirs from then on
};

/// By "User." or "Unit." and OS2sync's name of the field ("User.PhoneNumber"). A field that is not named keeps its
/// usual owner: ours if the rules can fill it, else theirs.
using FieldOwnerships = std::map<std::string, FieldOwnership, std::less<>>;

/// The same for the fields the rules can fill, of one kind of object.
struct FieldOwners {
  FieldSet theirs;
  FieldSet fill_if_empty;
  bool operator==(const FieldOwners&) const = default;
};
/// `prefix` is "User." or "Unit.". Fields the rules cannot fill are passed over: they are never ours.
FieldOwners owners_of(const FieldOwnerships& ownerships, std::string_view prefix);

}  // namespace os2sync
