// SPDX-License-Identifier: MPL-2.0
#include "simple_page.hpp"

#include <set>
#include <vector>

#include <nlohmann/json.hpp>

namespace os2sync::fuzz {
namespace {

using Json = nlohmann::json;
using os2mo::Kind;

/// The page is not as the schema says.
struct Bad {};

void expect(bool holds) {
  if (!holds) throw Bad{};
}

Uuid uuid_of(const Json& json) {
  expect(json.is_string());
  const auto uuid = Uuid::parse(json.get<std::string>());
  expect(uuid.has_value());
  return *uuid;
}

const Json& member(const Json& object, const char* key) {
  expect(object.is_object() && object.contains(key));
  return object.at(key);
}

std::string text(const Json& row, const char* key) {
  const Json& value = member(row, key);
  if (value.is_null()) return {};
  expect(value.is_string());
  return value.get<std::string>();
}

bool flag(const Json& row, const char* key) {
  const Json& value = member(row, key);
  expect(value.is_null() || value.is_boolean());
  return value.is_boolean() && value.get<bool>();
}

std::optional<Uuid> reference(const Json& row, const char* key) {
  const Json& value = member(row, key);
  if (value.is_null()) return std::nullopt;
  return uuid_of(member(value, "uuid"));
}

Uuid mandatory(const Json& row, const char* key) {
  const auto uuid = reference(row, key);
  expect(uuid.has_value());
  return *uuid;
}

std::vector<Uuid> uuids(const Json& row, const char* key) {
  const Json& value = member(row, key);
  expect(value.is_array());
  std::vector<Uuid> ids;
  for (const Json& id : value) ids.push_back(uuid_of(id));
  return ids;
}

std::string inner_text(const Json& row, const char* key, const char* inner) {
  const Json& value = member(row, key);
  return value.is_null() ? std::string{} : text(value, inner);
}

std::optional<Day> day_of(const Json& row) {
  const std::string from = inner_text(row, "validity", "from");
  const auto day = Day::parse(from);
  expect(from.empty() || day);
  return day;
}

SourcePerson person_of(const Uuid& id, const Json& row, bool with_cpr) {
  SourcePerson person{id,
                      text(row, "user_key"),
                      text(row, "given_name"),
                      text(row, "surname"),
                      text(row, "nickname_given_name"),
                      text(row, "nickname_surname"),
                      std::nullopt,
                      false};
  if (with_cpr) {
    const std::string cpr = text(row, "cpr_number");
    person.cpr = Cpr::parse(cpr);
    person.cpr_unusable = !cpr.empty() && !person.cpr;
  }
  return person;
}

void append(Kind kind, const Uuid& id, const Json& row, bool with_cpr, Snapshot& rows) {
  const auto of = [&](const char* key) { return reference(row, key); };
  const auto must = [&](const char* key) { return mandatory(row, key); };
  const auto say = [&](const char* key) { return text(row, key); };
  switch (kind) {
    case Kind::class_:
      rows.classes.push_back({id, inner_text(row, "facet", "user_key"), say("user_key"), say("name"), say("scope")});
      return;
    case Kind::it_system: rows.it_systems.push_back({id, say("user_key"), say("name")}); return;
    case Kind::unit:
      rows.units.push_back({id, of("parent_response"), of("unit_type_response"), of("unit_level_response"),
                            of("unit_hierarchy_response"), say("name"), say("user_key")});
      return;
    case Kind::engagement:
      rows.engagements.push_back({id, must("person_response"), must("org_unit_response"), of("job_function_response"),
                                  day_of(row), say("extension_1"), say("extension_3"), flag(row, "is_primary")});
      return;
    case Kind::manager: rows.managers.push_back({id, must("org_unit_response"), of("person_response")}); return;
    case Kind::kle:
      rows.kles.push_back({id, must("org_unit_response"), of("kle_number_response"), uuids(row, "kle_aspect_uuids")});
      return;
    case Kind::person: rows.persons.push_back(person_of(id, row, with_cpr)); return;
    case Kind::it_user:
      rows.it_users.push_back({id, of("person_response"), of("org_unit_response"), must("itsystem_response"),
                               say("user_key"), say("external_id"), uuids(row, "engagement_uuids")});
      return;
    case Kind::address:
      rows.addresses.push_back({id, of("person_response"), of("org_unit_response"), of("engagement_response"),
                                of("ituser_response"), must("address_type_response"), of("visibility_response"),
                                say("name")});
      return;
    case Kind::organisation: rows.organisations.push_back({id, say("user_key"), say("name")}); return;
  }
}

/// Parses, and gives up where decoders may differ.
std::optional<Json> parse(std::string_view body) {
  constexpr int kDeepest = 500;
  bool doubtful = false;
  std::vector<std::set<std::string>> keys;
  const Json json = Json::parse(
      body,
      [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > kDeepest) doubtful = true;
        if (event == Json::parse_event_t::object_start) keys.emplace_back();
        if (event == Json::parse_event_t::object_end) keys.pop_back();
        if (event == Json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) doubtful = true;
        return true;
      },
      /*allow_exceptions=*/false);
  // A byte order mark, and a NUL, which nlohmann's parser takes for the end.
  doubtful = doubtful || body.starts_with("\xEF\xBB\xBF") || body.find('\0') != std::string_view::npos;
  if (json.is_discarded() || doubtful) return std::nullopt;
  return json;
}

bool has_errors(const Json& answer) {
  if (!answer.contains("errors")) return false;
  const Json& errors = answer.at("errors");
  return !errors.is_null() && !(errors.is_array() && errors.empty());
}

void decode(const Json& answer, Kind kind, bool with_cpr, SimplePage& page) {
  expect(answer.is_object() && !has_errors(answer));
  const Json& collection = member(member(answer, "data"), std::string{os2mo::collection_of(kind)}.c_str());
  if (!os2mo::comes_in_pages(kind))
    return append(kind, uuid_of(member(collection, "uuid")), collection, with_cpr, page.rows);
  const Json& cursor = member(member(collection, "page_info"), "next_cursor");
  if (!cursor.is_null()) {
    expect(cursor.is_string() && !cursor.get<std::string>().empty());
    page.next_cursor = cursor.get<std::string>();
  }
  const Json& objects = member(collection, "objects");
  expect(objects.is_array());
  std::optional<Uuid> last;
  for (const Json& object : objects) {
    const Uuid id = uuid_of(member(object, "uuid"));
    expect(!last || *last < id);
    last = id;
    const Json& current = member(object, "current");
    if (current.is_null()) continue;
    expect(current.is_object());
    append(kind, id, current, with_cpr, page.rows);
  }
}

}  // namespace

std::optional<SimplePage> decode_simply(std::string_view body, Kind kind, bool with_cpr) {
  const std::optional<Json> answer = parse(body);
  if (!answer) return std::nullopt;
  SimplePage page;
  try {
    decode(*answer, kind, with_cpr, page);
    page.is_good = true;
  } catch (const Bad&) {
    page = {};
  }
  return page;
}

}  // namespace os2sync::fuzz
