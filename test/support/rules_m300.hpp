// SPDX-License-Identifier: MPL-2.0
/// @file Recorded OS2MO pages, settings and posts of the Python exporter as values, for the differential test.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/source.hpp"
#include "rules/rules.hpp"
#include "support/recordings.hpp"

namespace os2sync::test {

inline std::vector<nlohmann::json> read_lines(const std::filesystem::path& file) {
  std::ifstream in{file};
  if (!in) throw std::runtime_error{"cannot read " + file.string()};
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

/// Reads members of one recorded object; null counts as absent.
class RecordedObject {
 public:
  explicit RecordedObject(const nlohmann::json& object) : object_{object} {}

  Uuid uuid(const char* member = "uuid") const { return parse(object_.at(member)); }
  std::string text(const char* member) const {
    return object_.contains(member) && object_[member].is_string() ? object_[member].get<std::string>() : "";
  }
  bool flag(const char* member) const { return object_.contains(member) && object_[member] == true; }
  std::optional<Uuid> reference(const char* member) const {
    if (!object_.contains(member) || object_[member].is_null()) return std::nullopt;
    return parse(object_[member].at("uuid"));
  }
  std::vector<Uuid> uuids(const char* member) const {
    std::vector<Uuid> ids;
    for (const auto& id : object_.at(member)) ids.push_back(parse(id));
    return ids;
  }

 private:
  static Uuid parse(const nlohmann::json& id) { return Uuid::parse(id.get<std::string>()).value(); }
  const nlohmann::json& object_;
};

inline void add_recorded(const std::string& collection, const nlohmann::json& object, Snapshot& snapshot) {
  const RecordedObject o{object};
  if (collection == "classes") {
    snapshot.classes.push_back({o.uuid(), "", o.text("user_key"), o.text("name"), o.text("scope")});
  } else if (collection == "itsystems") {
    snapshot.it_systems.push_back({o.uuid(), o.text("user_key"), o.text("name")});
  } else if (collection == "org_units") {
    snapshot.units.push_back({o.uuid(), o.reference("parent_response"), o.reference("unit_type_response"),
                              o.reference("unit_level_response"), o.reference("unit_hierarchy_response"),
                              o.text("name"), o.text("user_key")});
  } else if (collection == "employees") {
    const auto cpr = Cpr::parse(o.text("cpr_number"));
    snapshot.persons.push_back({o.uuid(), o.text("user_key"), o.text("given_name"), o.text("surname"),
                                o.text("nickname_given_name"), o.text("nickname_surname"), cpr,
                                !cpr && !o.text("cpr_number").empty()});
  } else if (collection == "engagements") {
    snapshot.engagements.push_back({o.uuid(),
                                    o.reference("person_response").value(),
                                    o.reference("org_unit_response").value(),
                                    o.reference("job_function_response"),
                                    {},
                                    o.text("extension_1"),
                                    o.text("extension_3"),
                                    o.flag("is_primary")});
  } else if (collection == "itusers") {
    snapshot.it_users.push_back({o.uuid(), o.reference("person_response"), o.reference("org_unit_response"),
                                 o.reference("itsystem_response").value(), o.text("user_key"), o.text("external_id"),
                                 o.uuids("engagement_uuids")});
  } else if (collection == "addresses") {
    snapshot.addresses.push_back({o.uuid(), o.reference("person_response"), o.reference("org_unit_response"),
                                  o.reference("engagement_response"), o.reference("ituser_response"),
                                  o.reference("address_type_response").value(), o.reference("visibility_response"),
                                  o.text("name")});
  } else if (collection == "kles") {
    snapshot.kles.push_back({o.uuid(), o.reference("org_unit_response").value(), o.reference("kle_number_response"),
                             o.uuids("kle_aspect_uuids")});
  } else if (collection == "managers") {
    snapshot.managers.push_back({o.uuid(), o.reference("org_unit_response").value(), o.reference("person_response")});
  } else {
    throw std::runtime_error{"unexpected collection " + collection};
  }
}

/// In the recorded version OS2MO gives root units the organisation as parent; readers take it away.
inline void drop_organisation(Snapshot& snapshot) {
  std::set<Uuid> known;
  for (const SourceUnit& unit : snapshot.units) known.insert(unit.uuid);
  for (SourceUnit& unit : snapshot.units) {
    if (unit.parent && !known.contains(*unit.parent)) unit.parent.reset();
  }
}

inline Snapshot load_recorded_pages(const std::filesystem::path& file) {
  Snapshot snapshot;
  for (const auto& page : read_lines(file)) {
    const auto collection = page.at("collection").get<std::string>();
    for (const auto& object : page.at("response").at("data").at(collection).at("objects")) {
      if (!object.at("current").is_null()) add_recorded(collection, object.at("current"), snapshot);
    }
  }
  drop_organisation(snapshot);
  return snapshot;
}

/// Today's environment names, as far as the recording uses them; lists of uuids are JSON lists there.
inline Rules load_recorded_rules(const std::filesystem::path& file, const Uuid& top_unit) {
  std::ifstream in{file};
  const nlohmann::json settings = nlohmann::json::parse(in);
  Rules rules;
  rules.top_unit = top_unit;
  const RecordedObject s{settings};
  rules.phone_classes = s.uuids("PHONE_SCOPE_CLASSES");
  rules.landline_classes = s.uuids("LANDLINE_SCOPE_CLASSES");
  rules.email_classes = s.uuids("EMAIL_SCOPE_CLASSES");
  rules.ignored_unit_types = s.uuids("IGNORED_UNIT_TYPES");
  rules.ignored_unit_levels = s.uuids("IGNORED_UNIT_LEVELS");
  rules.uuid_from_it_systems = settings.at("UUID_FROM_IT_SYSTEMS").get<std::vector<std::string>>();
  rules.sync_managers = s.text("SYNC_MANAGERS") == "true";
  rules.xfer_cpr = s.text("SYNC_CPR") == "true";
  return rules;
}

}  // namespace os2sync::test
