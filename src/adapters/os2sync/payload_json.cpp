// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/payload_json.hpp"

#include <array>

#include "adapters/os2sync/json_writer.hpp"

namespace os2sync {
namespace {

/// What OS2sync holds and no source of ours fills. Type is never null there: left out, it is DEPARTMENT.
constexpr std::array<std::string_view, 10> kKeptTexts{
    "ShortKey",     "PayoutUnitUuid", "Type",          "LOSShortName", "LOSId",
    "EmailRemarks", "PostReturn",     "PostSecondary", "FOA",          "SOR"};

void write_optional(JsonWriter& json, std::string_view name, const std::optional<std::string>& text) {
  json.write_name(name);
  if (text) {
    json.write_text(*text);
  } else {
    json.write_null();
  }
}

void write_optional(JsonWriter& json, std::string_view name, const std::optional<Uuid>& id) {
  json.write_name(name);
  if (id) {
    json.write_uuid(*id);
  } else {
    json.write_null();
  }
}

void write_ids(JsonWriter& json, std::string_view name, const std::vector<Uuid>& ids) {
  json.write_name(name);
  json.begin_array();
  for (const Uuid& id : ids) json.write_uuid(id);
  json.end_array();
}

/// A field we do not own, as FK-ORG has it; what FK-ORG has not is left out, which is the same as null.
void write_kept(JsonWriter& json, std::string_view name, const FkFields& kept) {
  const auto found = kept.find(name);
  if (found == kept.end()) return;
  json.write_name(name);
  if (const auto* text = std::get_if<std::string>(&found->second)) {
    json.write_text(*text);
    return;
  }
  json.begin_array();
  for (const std::string& item : std::get<std::vector<std::string>>(found->second)) json.write_text(item);
  json.end_array();
}

void write_position(JsonWriter& json, const WantedPosition& position) {
  json.begin_object();
  json.write_name("OrgUnitUuid");
  json.write_uuid(position.unit);
  json.write_name("Name");
  json.write_text(position.name);
  if (position.start) {
    json.write_name("StartDate");
    json.write_text(position.start->to_string());
  }
  if (position.stop) {
    json.write_name("StopDate");
    json.write_text(position.stop->to_string());
  }
  json.end_object();
}

}  // namespace

std::string write_unit_json(const PostUnit& post) {
  const WantedUnit& unit = *post.unit;
  const FkFields none;
  const FkFields& kept = post.kept ? *post.kept : none;
  std::string body;
  JsonWriter json{body};
  json.begin_object();
  json.write_name("Uuid");
  json.write_uuid(unit.uuid);
  json.write_name("Name");
  json.write_text(unit.name);
  write_optional(json, "ParentOrgUnitUuid", unit.parent);
  if (unit.owns_manager) {
    write_optional(json, "ManagerUuid", unit.manager);
  } else {
    write_kept(json, "ManagerUuid", kept);
  }
  for (std::size_t i = 0; i < kUnitTextCount; ++i) write_optional(json, kUnitTextNames[i], unit.texts[i]);
  for (const std::string_view name : kKeptTexts) write_kept(json, name, kept);
  if (unit.owns_kle) {
    write_ids(json, "Tasks", unit.tasks);
    write_ids(json, "ContactForTasks", unit.contact_for_tasks);
  } else {
    write_kept(json, "Tasks", kept);
    write_kept(json, "ContactForTasks", kept);
  }
  write_ids(json, "ItSystems", unit.it_systems);
  write_kept(json, "ContactPlaces", kept);
  json.end_object();
  return body;
}

std::string write_user_json(const WantedUser& user) {
  std::string body;
  JsonWriter json{body};
  json.begin_object();
  json.write_name("Uuid");
  json.write_uuid(user.uuid);
  json.write_name("UserId");
  json.write_text(user.user_id);
  json.write_name("Person");
  json.begin_object();
  json.write_name("Name");
  json.write_text(user.name);
  json.write_name("Cpr");
  if (user.cpr) {
    json.write_text(user.cpr->reveal_for_sending());
  } else {
    json.write_null();
  }
  json.end_object();
  write_optional(json, "PhoneNumber", user.phone_number);
  write_optional(json, "Landline", user.landline);
  write_optional(json, "Email", user.email);
  write_optional(json, "Location", user.location);
  json.write_name("Positions");
  json.begin_array();
  for (const WantedPosition& position : user.positions) write_position(json, position);
  json.end_array();
  json.end_object();
  return body;
}

}  // namespace os2sync
