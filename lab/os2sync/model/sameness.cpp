// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/sameness.hpp"

#include <algorithm>
#include <tuple>

namespace os2sync_model {
namespace {

/// OS2sync 4.x compares these; not ShortKey, Status or Timestamp. Texts ordinally as stored, null differs from "".
bool sync_equals(const User& a, const User& b) {
  const auto fields = [](const User& user) {
    return std::tie(user.uuid, user.user_id, user.phone_number, user.landline, user.email, user.racf_id, user.location,
                    user.fmk_id, user.is_robot, user.person);
  };
  return fields(a) == fields(b) && same_positions(a.positions, b.positions);
}

bool equals_last_row(const QueueRow& row, const DoneRow* last) {
  if (last == nullptr || last->row.operation != row.operation || last->row.cvr != row.cvr) return false;
  const auto* now = std::get_if<User>(&row.payload);
  const auto* then = std::get_if<User>(&last->row.payload);
  return now != nullptr && then != nullptr && sync_equals(*now, *then);
}

}  // namespace

bool same_positions(const std::vector<Position>& mine, const std::vector<Position>& yours) {
  return mine.size() == yours.size() && std::all_of(mine.begin(), mine.end(), [&](const Position& position) {
           return std::find(yours.begin(), yours.end(), position) != yours.end();
         });
}

bool may_skip(const QueueRow& row, const Queue& queue, const Profile& profile) {
  if (row.operation != Operation::update || row.bypass_cache) return false;
  switch (row.kind == Kind::unit ? profile.unit_skip : profile.user_skip) {
    case SkipRule::never: return false;
    case SkipRule::equal_to_last_row: return equals_last_row(row, queue.last_success(row.kind, row.uuid));
    case SkipRule::equal_to_last_update: {
      // OS2sync 3.x: the JSON texts are compared, and a DELETE in between is not looked at.
      const DoneRow* last = queue.last_update(row.kind, row.uuid);
      return last != nullptr && last->row.payload == row.payload;
    }
  }
  return false;
}

}  // namespace os2sync_model
