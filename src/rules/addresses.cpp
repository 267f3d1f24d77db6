// SPDX-License-Identifier: MPL-2.0
#include "rules/addresses.hpp"

namespace os2sync {

Visibility visibility_of(const SourceAddress& address, const Directory& directory) noexcept {
  if (!address.visibility) return Visibility::unmarked;
  const SourceClass* const known = directory.class_of(address.visibility);
  return known && known->scope == "PUBLIC" ? Visibility::marked_public : Visibility::hidden;
}

bool may_be_sent(const SourceAddress& address, const Directory& directory, const Rules& rules, Notes& notes) {
  const Visibility visibility = visibility_of(address, directory);
  const bool sendable =
      visibility == Visibility::marked_public || (visibility == Visibility::unmarked && !rules.require_visibility);
  if (!sendable && notes.traced()) {
    const SourceClass* const known = directory.class_of(address.visibility);
    notes.step(rule::kAddressVisibility, "os2sync.require_visibility",
               fmt::format("address {}, visibility {}", address.uuid,
                           known                ? "'" + known->name + "'"
                           : address.visibility ? address.visibility->to_string()
                                                : "none"),
               "not public: not sent");
  }
  return sendable;
}

}  // namespace os2sync
