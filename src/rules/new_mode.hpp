// SPDX-License-Identifier: MPL-2.0
/// @file What `new` mode has to know besides the source's rows: what FK-ORG says, and what chance says.
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "core/source.hpp"
#include "core/uuid.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// What FK-ORG says about a user under OS2MO's uuid of a person, active or not.
enum class FkKnowledge {
  known,
  unreadable,  ///< it could not say
};

struct NewModeFacts {
  std::unordered_map<Uuid, FkKnowledge> persons;  ///< those FK-ORG does not know are absent
  /// Draws the FK uuid of a new account, the same for the same ObjectGUID; none = nothing is drawn, a uuid made from
  /// the ObjectGUID stands for it.
  std::function<Uuid(const Uuid& guid)> draw_uuid;
};

/// The persons whose users of the time before `new` mode can be adopted (docs/rules.md, user.fk-account), ascending:
/// FK-ORG has to be asked about these alone. None outside `new` mode.
std::vector<Uuid> find_adoptable(const Snapshot& snapshot, const Rules& rules);

}  // namespace os2sync
