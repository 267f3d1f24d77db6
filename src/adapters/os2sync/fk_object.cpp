// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/fk_object.hpp"

#include <array>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/os2sync/json_members.hpp"

namespace os2sync {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 29> kUnitNames{"ShortKey",
                                                      "Name",
                                                      "ParentOrgUnitUuid",
                                                      "PayoutUnitUuid",
                                                      "ManagerUuid",
                                                      "PhoneNumber",
                                                      "Email",
                                                      "Type",
                                                      "Location",
                                                      "LOSShortName",
                                                      "LOSId",
                                                      "ContactOpenHours",
                                                      "DtrId",
                                                      "EmailRemarks",
                                                      "Contact",
                                                      "PostReturn",
                                                      "PhoneOpenHours",
                                                      "Ean",
                                                      "Url",
                                                      "Landline",
                                                      "Post",
                                                      "PostSecondary",
                                                      "FOA",
                                                      "PNR",
                                                      "SOR",
                                                      "Tasks",
                                                      "ItSystems",
                                                      "ContactForTasks",
                                                      "ContactPlaces"};
constexpr std::array<std::string_view, 8> kUserNames{"ShortKey", "UserId", "PhoneNumber", "Landline",
                                                     "Email",    "RacfID", "Location",    "FMKID"};

constexpr int kInactive = 2;

/// A text worth keeping. OS2sync writes "The address object does not exist in Organisation" and the like where FK-ORG
/// misses a part; sent back, such a text would become data.
std::optional<std::string> read_text(const json* value) {
  if (!value || !value->is_string()) return std::nullopt;
  const auto& text = value->get_ref<const std::string&>();
  if (text.empty() || text.ends_with("object does not exist in Organisation")) return std::nullopt;
  return text;
}

std::vector<std::string> read_texts(const json& array) {
  std::vector<std::string> texts;
  for (const json& item : array) {
    if (auto text = read_text(&item)) texts.push_back(*std::move(text));
  }
  return texts;
}

std::vector<std::string> read_positions(const json& array) {
  std::vector<std::string> positions;
  for (const json& item : array) {
    const auto name = read_text(find_member(item, "Name"));
    const auto unit = read_text(find_member(item, "OrgUnitUuid"));
    if (name && unit) positions.push_back(fmt::format("\"{}\" @ {}", *name, *unit));
  }
  return positions;
}

std::optional<Day> read_day(const json* value) {
  const auto text = read_text(value);
  return text ? Day::parse(*text) : std::nullopt;
}

std::vector<WantedPosition> read_whole_positions(const json& array) {
  std::vector<WantedPosition> positions;
  for (const json& item : array) {
    const auto name = read_text(find_member(item, "Name"));
    const auto unit_text = read_text(find_member(item, "OrgUnitUuid"));
    const auto unit = unit_text ? Uuid::parse(*unit_text) : std::nullopt;
    if (!name || !unit) continue;
    positions.push_back(
        {*unit, *name, read_day(find_member(item, "StartDate")), read_day(find_member(item, "StopDate"))});
  }
  return positions;
}

void keep(std::string_view name, std::optional<std::string> text, FkFields& fields) {
  if (text) fields.emplace(name, *std::move(text));
}
void keep(std::string_view name, std::vector<std::string> texts, FkFields& fields) {
  if (!texts.empty()) fields.emplace(name, std::move(texts));
}

void read_members(const json& object, std::span<const std::string_view> names, FkFields& fields) {
  for (const std::string_view name : names) {
    const json* const value = find_member(object, name);
    if (value && value->is_array()) {
      keep(name, read_texts(*value), fields);
    } else {
      keep(name, read_text(value), fields);
    }
  }
}

FkFields read_fields(const json& object, ObjectKind kind) {
  FkFields fields;
  if (kind == ObjectKind::unit) {
    read_members(object, kUnitNames, fields);
    return fields;
  }
  read_members(object, kUserNames, fields);
  // The only flag, and only true says anything: left out of a post it is false.
  if (const json* const robot = find_member(object, "IsRobot"); robot && *robot == true) fields["IsRobot"] = "true";
  if (const json* const person = find_member(object, "Person")) {
    keep("Person.Name", read_text(find_member(*person, "Name")), fields);
  }
  if (const json* const positions = find_member(object, "Positions"); positions && positions->is_array()) {
    keep("Positions", read_positions(*positions), fields);
  }
  return fields;
}

/// Without exceptions: theirs quote the text around an error.
json parse_json(std::string_view body) { return json::parse(body, nullptr, /*allow_exceptions=*/false); }

}  // namespace

std::optional<FkFields> parse_fk_object(std::string_view body, ObjectKind kind) {
  const json object = parse_json(body);
  return object.is_object() ? std::optional{read_fields(object, kind)} : std::nullopt;
}

std::optional<FkObject> parse_fk_read(std::string_view body, ObjectKind kind) {
  const json object = parse_json(body);
  if (!object.is_object()) return std::nullopt;
  FkObject held{read_fields(object, kind)};
  if (kind == ObjectKind::unit) return held;
  const json* const status = find_member(object, "Status");
  held.inactive = status && status->is_number_integer() && *status == kInactive;
  if (const json* const person = find_member(object, "Person")) {
    if (const auto cpr = read_text(find_member(*person, "Cpr"))) held.cpr = Cpr::parse(*cpr);
  }
  if (const json* const positions = find_member(object, "Positions"); positions && positions->is_array()) {
    held.positions = read_whole_positions(*positions);
  }
  return held;
}

// Uuid is the first member of both objects in all versions, so no parser is needed.
bool is_written_by_version_2(std::string_view body) { return body.starts_with("{\"uuid\":"); }

}  // namespace os2sync
