// SPDX-License-Identifier: MPL-2.0
/// @file Writes users and units with every declared member in declared order, nulls included.
#pragma once

#include <string>
#include <string_view>

#include "os2sync/model/json_writer.hpp"
#include "os2sync/model/registration.hpp"
#include "os2sync/model/version.hpp"

namespace os2sync_model {

void write_user(JsonWriter& json, const User& user, std::string_view timestamp, const Profile& profile);
void write_unit(JsonWriter& json, const Unit& unit, std::string_view timestamp, const Profile& profile);

std::string user_json(const User& user, std::string_view timestamp, const Profile& profile);
std::string unit_json(const Unit& unit, std::string_view timestamp, const Profile& profile);

}  // namespace os2sync_model
