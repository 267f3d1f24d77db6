// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/validate.hpp"

namespace os2sync_model {

Verdict validate(const PostedUser& posted) noexcept {
  if (!posted.has_person) return Crash{};
  if (missing(posted.user.person.name)) return "Person.Name is null or empty";
  if (missing(posted.user.user_id)) return "UserId is null or empty";
  if (missing(posted.user.uuid)) return "Uuid is null empty";  // the missing "or" is OS2sync's own
  if (posted.positions.empty()) return "Positions is null or empty";
  for (const auto& position : posted.positions) {
    if (!position) return Crash{};
    if (missing(position->name) || missing(position->org_unit_uuid)) return "Position Name or OrgUnitUUID is null";
  }
  return Fit{};
}

Verdict validate(const PostedUnit& posted) noexcept {
  if (missing(posted.unit.name)) return "name is null";
  if (missing(posted.unit.uuid)) return "uuid is null";
  return Fit{};
}

}  // namespace os2sync_model
