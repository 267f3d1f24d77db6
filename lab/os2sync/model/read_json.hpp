// SPDX-License-Identifier: MPL-2.0
/// @file Reads request bodies as leniently as Newtonsoft.Json does, and no more; 2.x reads like System.Text.Json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os2sync/model/registration.hpp"
#include "os2sync/model/version.hpp"

namespace os2sync_model {

/// A user as posted: unlike the record it can lack its person or hold null positions, which validation trips over.
struct PostedUser {
  User user;
  bool has_person = true;
  std::vector<std::optional<Position>> positions;
  Text timestamp;
};

struct PostedUnit {
  Unit unit;
  Text timestamp;
};

/// Nothing means that the service sees no body at all: not JSON, not an object, or a member that does not fit.
std::optional<PostedUser> read_user(std::string_view body, const Profile& profile);
std::optional<PostedUnit> read_unit(std::string_view body, const Profile& profile);
/// The list of uuids that cleanup takes.
std::optional<std::vector<Text>> read_uuids(std::string_view body, const Profile& profile);

/// The top-level Uuid of a body that need not be valid otherwise; for journals and counters.
std::string peek_uuid(std::string_view body);

}  // namespace os2sync_model
