// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/records.hpp"

namespace os2sync::os2mo {
namespace {

// Statement by statement, not in one initialiser, because reading moves on through the JSON.

std::optional<Day> read_day(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto day = Day::parse(text);
  if (!day) throw WrongShape{{"a date that is none", "en dato, der ikke er en"}};
  return day;
}

SourceClass read_class(const Uuid& uuid, Row& row) {
  SourceClass out;
  out.uuid = uuid;
  out.user_key = row.text("user_key");
  out.name = row.text("name");
  out.scope = row.text("scope");
  out.facet = row.text_within("facet", "user_key");
  return out;
}

SourceItSystem read_it_system(const Uuid& uuid, Row& row) {
  SourceItSystem out;
  out.uuid = uuid;
  out.user_key = row.text("user_key");
  out.name = row.text("name");
  return out;
}

SourceUnit read_unit(const Uuid& uuid, Row& row) {
  SourceUnit out;
  out.uuid = uuid;
  out.name = row.text("name");
  out.user_key = row.text("user_key");
  out.parent = row.reference("parent_response");
  out.type = row.reference("unit_type_response");
  out.level = row.reference("unit_level_response");
  out.hierarchy = row.reference("unit_hierarchy_response");
  return out;
}

SourceManager read_manager(const Uuid& uuid, Row& row) {
  SourceManager out;
  out.uuid = uuid;
  out.unit = row.mandatory_reference("org_unit_response");
  out.person = row.reference("person_response");
  return out;
}

SourceKle read_kle(const Uuid& uuid, Row& row) {
  SourceKle out;
  out.uuid = uuid;
  out.unit = row.mandatory_reference("org_unit_response");
  out.number = row.reference("kle_number_response");
  out.aspects = row.uuids("kle_aspect_uuids");
  return out;
}

SourcePerson read_person(const Uuid& uuid, Row& row, const Extras& extras) {
  SourcePerson out;
  out.uuid = uuid;
  out.user_key = row.text("user_key");
  out.given_name = row.text("given_name");
  out.surname = row.text("surname");
  out.nickname_given_name = row.text("nickname_given_name");
  out.nickname_surname = row.text("nickname_surname");
  if (extras.seniority) out.seniority = read_day(row.text("seniority"));
  if (extras.cpr) {
    const std::string cpr = row.text("cpr_number");
    out.cpr = Cpr::parse(cpr);
    out.cpr_unusable = !cpr.empty() && !out.cpr;
  }
  return out;
}

SourceItUser read_it_user(const Uuid& uuid, Row& row) {
  SourceItUser out;
  out.uuid = uuid;
  out.user_key = row.text("user_key");
  out.external_id = row.text("external_id");
  out.person = row.reference("person_response");
  out.unit = row.reference("org_unit_response");
  out.it_system = row.mandatory_reference("itsystem_response");
  out.engagements = row.uuids("engagement_uuids");
  return out;
}

SourceAddress read_address(const Uuid& uuid, Row& row) {
  SourceAddress out;
  out.uuid = uuid;
  out.text = row.text("name");
  out.person = row.reference("person_response");
  out.unit = row.reference("org_unit_response");
  out.engagement = row.reference("engagement_response");
  out.it_user = row.reference("ituser_response");
  out.type = row.mandatory_reference("address_type_response");
  out.visibility = row.reference("visibility_response");
  return out;
}

SourceOrganisation read_organisation(const Uuid& uuid, Row& row) {
  SourceOrganisation out;
  out.uuid = uuid;
  out.user_key = row.text("user_key");
  out.name = row.text("name");
  return out;
}

void read_days_into(Row& row, SourceEngagement& out) {
  const Stretch stretch = row.stretch("validity");
  out.from = read_day(stretch.from);
  out.to = read_day(stretch.to);
}

}  // namespace

SourceEngagement read_engagement(const Uuid& uuid, Row& row) {
  SourceEngagement out;
  out.uuid = uuid;
  out.person = row.mandatory_reference("person_response");
  out.unit = row.mandatory_reference("org_unit_response");
  out.job_function = row.reference("job_function_response");
  out.extension_1 = row.text("extension_1");
  out.extension_3 = row.text("extension_3");
  out.is_primary = row.flag("is_primary");
  read_days_into(row, out);
  return out;
}

SourceEngagement read_days(Row& row) {
  SourceEngagement out;
  read_days_into(row, out);
  return out;
}

void append_record(Kind kind, const Uuid& uuid, Row& row, const Extras& extras, Snapshot& rows) {
  switch (kind) {
    case Kind::class_: rows.classes.push_back(read_class(uuid, row)); return;
    case Kind::it_system: rows.it_systems.push_back(read_it_system(uuid, row)); return;
    case Kind::unit: rows.units.push_back(read_unit(uuid, row)); return;
    case Kind::engagement: rows.engagements.push_back(read_engagement(uuid, row)); return;
    case Kind::manager: rows.managers.push_back(read_manager(uuid, row)); return;
    case Kind::kle: rows.kles.push_back(read_kle(uuid, row)); return;
    case Kind::person: rows.persons.push_back(read_person(uuid, row, extras)); return;
    case Kind::it_user: rows.it_users.push_back(read_it_user(uuid, row)); return;
    case Kind::address: rows.addresses.push_back(read_address(uuid, row)); return;
    case Kind::organisation: rows.organisations.push_back(read_organisation(uuid, row)); return;
  }
}

}  // namespace os2sync::os2mo
