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
/// Left out it is false, and null is refused. Present only where FK-ORG said true.
constexpr std::string_view kRobot = "IsRobot";
constexpr std::array<std::string_view, 3> kKeptUserTexts{"ShortKey", "RacfID", "FMKID"};

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
  // "Person.Name" stands inside Person.
  json.write_name(name.substr(name.find('.') + 1));
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

/// Decides field by field between our value and the one FK-ORG holds.
class FieldWriter {
 public:
  FieldWriter(JsonWriter& json, const FieldOwners& owners, const FkFields* kept)
      : json_{json}, owners_{owners}, kept_{kept ? *kept : none_} {}

  template <typename WriteOurs>
  void write(FieldId field, WriteOurs write_ours) {
    const std::string_view name = field_name(field);
    const bool is_kept =
        owners_.theirs[bit_of(field)] || (owners_.fill_if_empty[bit_of(field)] && kept_.contains(name));
    is_kept ? write_kept(json_, name, kept_) : write_ours(name);
  }
  void write_text(FieldId field, const std::string& text) {
    write(field, [&](std::string_view name) {
      json_.write_name(name.substr(name.find('.') + 1));
      json_.write_text(text);
    });
  }
  template <typename Value>
  void write_optional(FieldId field, const std::optional<Value>& value) {
    write(field, [&](std::string_view name) { os2sync::write_optional(json_, name, value); });
  }
  void write_ids(FieldId field, const std::vector<Uuid>& ids) {
    write(field, [&](std::string_view name) { os2sync::write_ids(json_, name, ids); });
  }
  void write_kept_as_it_is(std::string_view name) { write_kept(json_, name, kept_); }
  bool holds(std::string_view name) const { return kept_.contains(name); }

 private:
  JsonWriter& json_;
  const FieldOwners& owners_;
  const FkFields none_;
  const FkFields& kept_;
};

void write_person(const WantedUser& user, JsonWriter& json, FieldWriter& fields) {
  json.write_name("Person");
  json.begin_object();
  fields.write_text(FieldId::person_name, user.name);
  json.write_name("Cpr");
  if (user.cpr) {
    json.write_text(user.cpr->reveal_for_sending());
  } else {
    json.write_null();
  }
  json.end_object();
}

}  // namespace

std::string write_unit_json(const PostUnit& post) {
  const WantedUnit& unit = *post.unit;
  std::string body;
  JsonWriter json{body};
  FieldWriter fields{json, unit.owners, post.kept};
  json.begin_object();
  json.write_name("Uuid");
  json.write_uuid(unit.uuid);
  fields.write_text(FieldId::name, unit.name);
  write_optional(json, field_name(FieldId::parent), unit.parent);
  if (unit.owns_manager) {
    fields.write_optional(FieldId::manager, unit.manager);
  } else {
    fields.write_kept_as_it_is(field_name(FieldId::manager));
  }
  for (std::size_t i = 0; i < kUnitTextCount; ++i) {
    fields.write_optional(static_cast<FieldId>(bit_of(FieldId::phone_number) + i), unit.texts[i]);
  }
  for (const std::string_view name : kKeptTexts) fields.write_kept_as_it_is(name);
  if (unit.owns_kle) {
    fields.write_ids(FieldId::tasks, unit.tasks);
    fields.write_ids(FieldId::contact_for_tasks, unit.contact_for_tasks);
  } else {
    fields.write_kept_as_it_is(field_name(FieldId::tasks));
    fields.write_kept_as_it_is(field_name(FieldId::contact_for_tasks));
  }
  fields.write_ids(FieldId::it_systems, unit.it_systems);
  fields.write_kept_as_it_is("ContactPlaces");
  json.end_object();
  return body;
}

std::string write_user_json(const PostUser& post) {
  const WantedUser& user = *post.user;
  std::string body;
  JsonWriter json{body};
  FieldWriter fields{json, user.owners, post.kept};
  json.begin_object();
  json.write_name("Uuid");
  json.write_uuid(user.uuid);
  fields.write_text(FieldId::user_id, user.user_id);
  write_person(user, json, fields);
  fields.write_optional(FieldId::phone_number, user.phone_number);
  fields.write_optional(FieldId::landline, user.landline);
  fields.write_optional(FieldId::email, user.email);
  if (user.owns_location) {
    fields.write_optional(FieldId::location, user.location);
  } else {
    fields.write_kept_as_it_is(field_name(FieldId::location));
  }
  for (const std::string_view name : kKeptUserTexts) fields.write_kept_as_it_is(name);
  if (fields.holds(kRobot)) {
    json.write_name(kRobot);
    json.write_true();
  }
  json.write_name("Positions");
  json.begin_array();
  for (const WantedPosition& position : user.positions) write_position(json, position);
  json.end_array();
  json.end_object();
  return body;
}

}  // namespace os2sync
