// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/fk_object.hpp"

#include <array>

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

/// Reads the members of one object, remembering which parts FK-ORG could not show.
class Reading {
 public:
  explicit Reading(FkObject& object) : object_{object} {}

  /// A text worth keeping. OS2sync writes "The address object does not exist in Organisation" and the like where FK-ORG
  /// misses a part; sent back, such a text would become data.
  std::optional<std::string> text(std::string_view field, const json* value) {
    if (!value || !value->is_string()) return std::nullopt;
    const auto& text = value->get_ref<const std::string&>();
    if (text.empty()) return std::nullopt;
    if (text.ends_with("object does not exist in Organisation")) {
      if (object_.unreadable.empty() || object_.unreadable.back() != field) object_.unreadable.emplace_back(field);
      return std::nullopt;
    }
    return text;
  }

  void keep(std::string_view field, const json* value) {
    if (value && value->is_array()) {
      std::vector<std::string> texts;
      for (const json& item : *value) {
        if (auto one = text(field, &item)) texts.push_back(*std::move(one));
      }
      if (!texts.empty()) object_.fields.emplace(field, std::move(texts));
    } else if (auto one = text(field, value)) {
      object_.fields.emplace(field, *std::move(one));
    }
  }

  void positions(const json& array) {
    std::vector<std::string> shown;
    for (const json& item : array) {
      const auto name = text("Positions", find_member(item, "Name"));
      const auto unit = text("Positions", find_member(item, "OrgUnitUuid"));
      if (!name || !unit) continue;
      shown.push_back(fmt::format("\"{}\" @ {}", *name, *unit));
      object_.positions.push_back({Uuid::parse(*unit).value_or(Uuid{}), *name, day(find_member(item, "StartDate")),
                                   day(find_member(item, "StopDate"))});
    }
    if (!shown.empty()) object_.fields.emplace("Positions", std::move(shown));
  }

  void person(const json& person) {
    keep("Person.Name", find_member(person, "Name"));
    if (const auto cpr = text("Person.Cpr", find_member(person, "Cpr"))) object_.cpr = Cpr::parse(*cpr);
  }

 private:
  static std::optional<Day> day(const json* value) {
    return value && value->is_string() ? Day::parse(value->get_ref<const std::string&>()) : std::nullopt;
  }

  FkObject& object_;
};

void read_user(const json& object, FkObject& user) {
  Reading reading{user};
  for (const std::string_view name : kUserNames) reading.keep(name, find_member(object, name));
  // The only flag, and only true says anything: left out of a post it is false.
  if (const json* robot = find_member(object, "IsRobot"); robot && *robot == true) user.fields["IsRobot"] = "true";
  if (const json* person = find_member(object, "Person")) reading.person(*person);
  if (const json* positions = find_member(object, "Positions"); positions && positions->is_array()) {
    reading.positions(*positions);
  }
  const json* status = find_member(object, "Status");
  user.inactive = status && status->is_number_integer() && *status == kInactive;
}

}  // namespace

std::optional<FkObject> parse_fk_object(std::string_view body, ObjectKind kind) {
  // Without exceptions: theirs quote the text around an error.
  const json object = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return std::nullopt;
  FkObject parsed;
  if (kind == ObjectKind::user) {
    read_user(object, parsed);
    return parsed;
  }
  Reading reading{parsed};
  for (const std::string_view name : kUnitNames) reading.keep(name, find_member(object, name));
  return parsed;
}

// Uuid is the first member of both objects in all versions, so no parser is needed.
bool is_written_by_version_2(std::string_view body) { return body.starts_with("{\"uuid\":"); }

}  // namespace os2sync
