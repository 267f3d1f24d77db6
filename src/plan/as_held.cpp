// SPDX-License-Identifier: MPL-2.0
#include "plan/as_held.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "plan/digests.hpp"

namespace os2sync {
namespace {

std::optional<std::string> text_in(const FkFields& held, std::string_view name) {
  const auto found = held.find(name);
  if (found == held.end() || !std::holds_alternative<std::string>(found->second)) return std::nullopt;
  return std::get<std::string>(found->second);
}

std::optional<Uuid> uuid_in(const FkFields& held, std::string_view name) {
  const auto text = text_in(held, name);
  return text ? Uuid::parse(*text) : std::nullopt;
}

std::vector<Uuid> uuids_in(const FkFields& held, std::string_view name) {
  std::vector<Uuid> uuids;
  const auto found = held.find(name);
  if (found == held.end() || !std::holds_alternative<std::vector<std::string>>(found->second)) return uuids;
  for (const std::string& text : std::get<std::vector<std::string>>(found->second)) {
    if (const auto uuid = Uuid::parse(text)) uuids.push_back(*uuid);
  }
  std::sort(uuids.begin(), uuids.end());
  return uuids;
}

/// Puts FK-ORG's values in the place of ours, but where ours would not be sent because FK-ORG's stands in its way.
class Replacer {
 public:
  Replacer(const FieldOwners& owners, const FkFields& held) : owners_{owners}, held_{held} {}

  void replace(FieldId field, std::string& ours) const {
    if (!stays(field)) ours = text_in(held_, field_name(field)).value_or("");
  }
  void replace(FieldId field, std::optional<std::string>& ours) const {
    if (!stays(field)) ours = text_in(held_, field_name(field));
  }
  void replace(FieldId field, std::optional<Uuid>& ours) const {
    if (!stays(field)) ours = uuid_in(held_, field_name(field));
  }
  void replace(FieldId field, std::vector<Uuid>& ours) const {
    if (!stays(field)) ours = uuids_in(held_, field_name(field));
  }
  bool stays(FieldId field) const { return owners_.fill_if_empty[bit_of(field)] && held_.contains(field_name(field)); }

 private:
  const FieldOwners& owners_;
  const FkFields& held_;
};

/// As OS2sync compares: unit and title, and the dates when we give a start.
bool is_same(const WantedPosition& ours, const WantedPosition& theirs) {
  if (ours.unit != theirs.unit || ours.name != theirs.name) return false;
  return !ours.start || (ours.start == theirs.start && ours.stop == theirs.stop);
}

/// FK-ORG's positions in our order and our spelling where they are ours.
std::vector<WantedPosition> positions_as_held(const std::vector<WantedPosition>& wanted,
                                              std::vector<WantedPosition> theirs) {
  std::vector<WantedPosition> held;
  for (const WantedPosition& ours : wanted) {
    const auto same = std::find_if(theirs.begin(), theirs.end(),
                                   [&](const WantedPosition& position) { return is_same(ours, position); });
    if (same == theirs.end()) continue;
    held.push_back(ours);
    theirs.erase(same);
  }
  std::move(theirs.begin(), theirs.end(), std::back_inserter(held));
  return held;
}

template <typename Object>
LedgerEntry make_entry(ObjectKind kind, const Object& object, std::optional<Uuid> parent, const Digester& digester) {
  LedgerEntry entry = entry_without_values(kind, object.uuid, object.source, parent);
  const std::vector<Field> fields = fields_of(object);
  std::string buffer;
  entry.digest = object_digest(fields, digester, buffer);
  entry.fields = field_digests(fields, digester);
  entry.owned = set_of(fields);
  return entry;
}

}  // namespace

WantedUnit as_held(const WantedUnit& wanted, const FkFields& held) {
  WantedUnit unit = wanted;
  const Replacer fk{wanted.owners, held};
  fk.replace(FieldId::name, unit.name);
  fk.replace(FieldId::parent, unit.parent);
  fk.replace(FieldId::manager, unit.manager);
  fk.replace(FieldId::tasks, unit.tasks);
  fk.replace(FieldId::contact_for_tasks, unit.contact_for_tasks);
  fk.replace(FieldId::it_systems, unit.it_systems);
  for (std::size_t i = 0; i < kUnitTextCount; ++i)
    fk.replace(static_cast<FieldId>(bit_of(FieldId::phone_number) + i), unit.texts[i]);
  return unit;
}

WantedUser as_held(const WantedUser& wanted, const FkFields& held, const std::optional<Cpr>& cpr,
                   const std::vector<WantedPosition>& positions) {
  WantedUser user = wanted;
  const Replacer fk{wanted.owners, held};
  fk.replace(FieldId::user_id, user.user_id);
  fk.replace(FieldId::person_name, user.name);
  fk.replace(FieldId::phone_number, user.phone_number);
  fk.replace(FieldId::landline, user.landline);
  fk.replace(FieldId::email, user.email);
  fk.replace(FieldId::location, user.location);
  user.cpr = cpr;
  user.positions = positions_as_held(wanted.positions, positions);
  return user;
}

LedgerEntry entry_of(const WantedUnit& unit, const Digester& digester) {
  return make_entry(ObjectKind::unit, unit, unit.parent, digester);
}
LedgerEntry entry_of(const WantedUser& user, const Digester& digester) {
  return make_entry(ObjectKind::user, user, std::nullopt, digester);
}

LedgerEntry entry_without_values(ObjectKind kind, const Uuid& uuid, const Uuid& source,
                                 const std::optional<Uuid>& parent) {
  LedgerEntry entry;
  entry.kind = kind;
  entry.uuid = uuid;
  entry.source = source;
  entry.parent = parent;
  return entry;
}

std::optional<Uuid> parent_in(const FkFields& held) { return uuid_in(held, field_name(FieldId::parent)); }

}  // namespace os2sync
