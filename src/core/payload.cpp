// SPDX-License-Identifier: MPL-2.0
#include "core/payload.hpp"

namespace os2sync {
namespace {

constexpr std::array<std::string_view, kFieldCount> kFieldNames{"Name",
                                                                "ParentOrgUnitUuid",
                                                                "ManagerUuid",
                                                                "Tasks",
                                                                "ContactForTasks",
                                                                "ItSystems",
                                                                "PhoneNumber",
                                                                "Email",
                                                                "Location",
                                                                "ContactOpenHours",
                                                                "DtrId",
                                                                "Contact",
                                                                "PhoneOpenHours",
                                                                "Ean",
                                                                "Url",
                                                                "Landline",
                                                                "Post",
                                                                "PNR",
                                                                "UserId",
                                                                "Person.Name",
                                                                "Person.Cpr",
                                                                "Positions"};

FieldValue value_of(const std::optional<std::string>& text) {
  return text ? FieldValue{std::string_view{*text}} : FieldValue{};
}
FieldValue value_of(const std::optional<Uuid>& id) { return id ? FieldValue{*id} : FieldValue{}; }

void leave_out(const FieldSet& theirs, std::vector<Field>& fields) {
  if (theirs.any()) std::erase_if(fields, [&](const Field& field) { return theirs[bit_of(field.id)]; });
}

void append_text(std::string_view text, std::string& out) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}
void append_uuid(const Uuid& id, std::string& out) {
  out.append(reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size());
}
void append_day(const std::optional<Day>& day, std::string& out) { append_text(day ? day->to_string() : "", out); }

struct CanonicalAppender {
  std::string& out;

  void operator()(std::monostate) const { out += 'n'; }
  void operator()(std::string_view text) const {
    out += 't';
    append_text(text, out);
  }
  void operator()(const Uuid& id) const {
    out += 'u';
    append_uuid(id, out);
  }
  void operator()(std::reference_wrapper<const Cpr> cpr) const {
    out += 'c';
    out += cpr.get().reveal_for_sending();
  }
  void operator()(std::span<const Uuid> ids) const {
    out += 'l';
    append_text(std::to_string(ids.size()), out);
    for (const Uuid& id : ids) append_uuid(id, out);
  }
  void operator()(std::span<const WantedPosition> positions) const {
    out += 'p';
    append_text(std::to_string(positions.size()), out);
    for (const WantedPosition& position : positions) {
      append_uuid(position.unit, out);
      append_text(position.name, out);
      append_day(position.start, out);
      append_day(position.stop, out);
    }
  }
};

}  // namespace

std::string_view field_name(FieldId field) noexcept { return kFieldNames[static_cast<std::size_t>(field)]; }

std::vector<Field> fields_of(const WantedUnit& unit) {
  constexpr auto kFirstText = static_cast<std::size_t>(FieldId::phone_number);
  std::vector<Field> fields;
  fields.reserve(kUnitTextCount + 6);
  fields.push_back({FieldId::name, std::string_view{unit.name}});
  fields.push_back({FieldId::parent, value_of(unit.parent)});
  if (unit.owns_manager) fields.push_back({FieldId::manager, value_of(unit.manager)});
  if (unit.owns_kle) {
    fields.push_back({FieldId::tasks, std::span<const Uuid>{unit.tasks}});
    fields.push_back({FieldId::contact_for_tasks, std::span<const Uuid>{unit.contact_for_tasks}});
  }
  fields.push_back({FieldId::it_systems, std::span<const Uuid>{unit.it_systems}});
  for (std::size_t i = 0; i < kUnitTextCount; ++i) {
    fields.push_back({static_cast<FieldId>(kFirstText + i), value_of(unit.texts[i])});
  }
  leave_out(unit.owners.theirs, fields);
  return fields;
}

std::vector<Field> fields_of(const WantedUser& user) {
  std::vector<Field> fields;
  fields.reserve(8);
  fields.push_back({FieldId::user_id, std::string_view{user.user_id}});
  fields.push_back({FieldId::person_name, std::string_view{user.name}});
  fields.push_back({FieldId::person_cpr, user.cpr ? FieldValue{std::cref(*user.cpr)} : FieldValue{}});
  fields.push_back({FieldId::phone_number, value_of(user.phone_number)});
  fields.push_back({FieldId::landline, value_of(user.landline)});
  fields.push_back({FieldId::email, value_of(user.email)});
  if (user.owns_location) fields.push_back({FieldId::location, value_of(user.location)});
  fields.push_back({FieldId::positions, std::span<const WantedPosition>{user.positions}});
  leave_out(user.owners.theirs, fields);
  return fields;
}

void append_canonical(const FieldValue& value, std::string& out) { std::visit(CanonicalAppender{out}, value); }

}  // namespace os2sync
