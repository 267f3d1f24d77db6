// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/write_json.hpp"

#include "os2sync/model/members.hpp"

namespace os2sync_model {
namespace {

template <typename Record, std::size_t kSize>
void write_flat(JsonWriter& json, const Record& record, const std::array<Member<Record, Text>, kSize>& members,
                const Profile& profile) {
  json.begin_object();
  for (const auto& member : members) {
    if (profile.has(member.since)) json.key(member.name).text(record.*member.value);
  }
  json.end_object();
}

void write_list(JsonWriter& json, const List& list) {
  if (!list) {
    json.null();
    return;
  }
  json.begin_array();
  for (const Text& item : *list) json.text(item);
  json.end_array();
}

/// OS2sync 2.x had no Timestamp in its answers.
void write_timestamp(JsonWriter& json, std::string_view timestamp, const Profile& profile) {
  if (profile.has(Version::v3)) json.key("Timestamp").string(timestamp);
}

void write_type(JsonWriter& json, int type, const Profile& profile) {
  json.key("Type");
  const bool named = type >= 0 && static_cast<std::size_t>(type) < kUnitTypes.size();
  if (named && !profile.camel_case) {
    json.string(kUnitTypes[static_cast<std::size_t>(type)]);
  } else {
    json.number(type);
  }
}

}  // namespace

void write_user(JsonWriter& json, const User& user, std::string_view timestamp, const Profile& profile) {
  json.begin_object();
  for (const UserText& member : kUserTexts) {
    if (profile.has(member.since)) json.key(member.name).text(user.*member.value);
  }
  if (profile.has_user_status) json.key("Status").number(user.status);
  if (profile.has(Version::v4_9_1)) json.key("IsRobot").boolean(user.is_robot);
  json.key("Positions").begin_array();
  for (const Position& position : user.positions) write_flat(json, position, kPositionTexts, profile);
  json.end_array();
  json.key("Person");
  write_flat(json, user.person, kPersonTexts, profile);
  write_timestamp(json, timestamp, profile);
  json.end_object();
}

void write_unit(JsonWriter& json, const Unit& unit, std::string_view timestamp, const Profile& profile) {
  json.begin_object();
  for (std::size_t i = 0; i < kUnitTexts.size(); ++i) {
    if (i == kUnitTextsBeforeTimestamp) write_timestamp(json, timestamp, profile);
    if (i == kUnitTextsBeforeType) write_type(json, unit.type, profile);
    if (profile.has(kUnitTexts[i].since)) json.key(kUnitTexts[i].name).text(unit.*kUnitTexts[i].value);
  }
  for (const UnitList& member : kUnitLists) {
    if (!profile.has(member.since)) continue;
    json.key(member.name);
    write_list(json, unit.*member.value);
  }
  json.end_object();
}

std::string user_json(const User& user, std::string_view timestamp, const Profile& profile) {
  JsonWriter json{profile.camel_case};
  write_user(json, user, timestamp, profile);
  return json.take();
}

std::string unit_json(const Unit& unit, std::string_view timestamp, const Profile& profile) {
  JsonWriter json{profile.camel_case};
  write_unit(json, unit, timestamp, profile);
  return json.take();
}

}  // namespace os2sync_model
