// SPDX-License-Identifier: MPL-2.0
#include "core/ownership.hpp"

namespace os2sync {

FieldOwners owners_of(const FieldOwnerships& ownerships, std::string_view prefix) {
  FieldOwners owners;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    const auto found = ownerships.find(std::string{prefix}.append(field_name(static_cast<FieldId>(i))));
    if (found == ownerships.end()) continue;
    owners.theirs[i] = found->second == FieldOwnership::theirs;
    owners.fill_if_empty[i] = found->second == FieldOwnership::fill_if_empty;
  }
  return owners;
}

}  // namespace os2sync
