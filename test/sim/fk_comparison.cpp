// SPDX-License-Identifier: MPL-2.0
#include "sim/fk_comparison.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace os2sync::sim {
namespace {

using os2sync_model::Life;
using Key = std::pair<ObjectKind, Uuid>;
using Text = std::optional<std::string>;

Text text_of(const std::optional<Uuid>& uuid) { return uuid ? Text{uuid->to_string()} : std::nullopt; }

std::set<std::string> set_of(const std::vector<Uuid>& uuids) {
  std::set<std::string> texts;
  for (const Uuid& uuid : uuids) texts.insert(uuid.to_string());
  return texts;
}
std::set<std::string> set_of(const os2sync_model::List& list) {
  std::set<std::string> texts;
  if (list) {
    for (const auto& text : *list) texts.insert(text.value_or("(null)"));
  }
  return texts;
}

/// Collects the first field that differs.
class Fields {
 public:
  template <typename Value>
  void same(std::string_view field, const Value& wanted, const Value& held) {
    if (!(wanted == held) && different_.empty()) different_ = field;
  }
  const std::string& different() const { return different_; }

 private:
  std::string different_;
};

std::string different_field(const WantedUser& wanted, const os2sync_model::User& held) {
  Fields fields;
  fields.same("UserId", Text{wanted.user_id}, held.user_id);
  fields.same("Person.Name", Text{wanted.name}, held.person.name);
  fields.same("Person.Cpr", wanted.cpr ? Text{wanted.cpr->reveal_for_sending()} : std::nullopt, held.person.cpr);
  fields.same("PhoneNumber", wanted.phone_number, held.phone_number);
  fields.same("Landline", wanted.landline, held.landline);
  fields.same("Email", wanted.email, held.email);
  if (wanted.owns_location) fields.same("Location", wanted.location, held.location);
  std::set<std::pair<std::string, std::string>> wanted_positions;
  for (const WantedPosition& position : wanted.positions)
    wanted_positions.insert({position.name, position.unit.to_string()});
  std::set<std::pair<std::string, std::string>> held_positions;
  for (const os2sync_model::Position& position : held.positions)
    held_positions.insert({position.name.value_or(""), position.org_unit_uuid.value_or("")});
  fields.same("Positions", wanted_positions, held_positions);
  return fields.different();
}

std::string different_field(const WantedUnit& wanted, const os2sync_model::Unit& held) {
  Fields fields;
  fields.same("Name", Text{wanted.name}, held.name);
  fields.same("ParentOrgUnitUuid", text_of(wanted.parent), held.parent_uuid);
  if (wanted.owns_manager) fields.same("ManagerUuid", text_of(wanted.manager), held.manager_uuid);
  const std::array<const Text*, kUnitTextCount> texts{
      &held.phone_number,     &held.email, &held.location, &held.contact_open_hours, &held.dtr_id, &held.contact,
      &held.phone_open_hours, &held.ean,   &held.url,      &held.landline,           &held.post,   &held.pnr};
  for (std::size_t i = 0; i < kUnitTextCount; ++i) fields.same(kUnitTextNames[i], wanted.texts[i], *texts[i]);
  if (wanted.owns_kle) fields.same("Tasks", set_of(wanted.tasks), set_of(held.tasks));
  fields.same("ItSystems", set_of(wanted.it_systems), set_of(held.it_systems));
  return fields.different();
}

template <typename Object, typename Look>
void compare_wanted(ObjectKind kind, const std::vector<Object>& wanted, const std::set<Key>& excused, const Look& look,
                    FkComparison& result) {
  for (const Object& object : wanted) {
    if (excused.contains({kind, object.uuid})) continue;
    ++result.compared;
    const auto* const held = look(object.uuid.to_string());
    if (held == nullptr || held->life != Life::active) {
      if (!result.difference) result.difference = fmt::format("{} is not there", object.uuid);
      continue;
    }
    const std::string field = different_field(object, held->record);
    if (!field.empty() && !result.difference) result.difference = fmt::format("{} differs in {}", object.uuid, field);
  }
}

}  // namespace

FkComparison compare_fk(const os2sync_model::Model& os2sync, const Wanted& wanted, const std::set<Key>& sent,
                        const std::vector<Withheld>& kept, const std::set<Key>& excused, const std::set<Key>& told_of) {
  FkComparison result;
  const os2sync_model::Fk& fk = os2sync.fk();
  compare_wanted(
      ObjectKind::unit, wanted.units, excused, [&](const std::string& id) { return fk.unit(kCvr, id); }, result);
  compare_wanted(
      ObjectKind::user, wanted.users, excused, [&](const std::string& id) { return fk.user(kCvr, id); }, result);

  std::set<Key> expected = excused;
  for (const WantedUnit& unit : wanted.units) expected.insert({ObjectKind::unit, unit.uuid});
  for (const WantedUser& user : wanted.users) expected.insert({ObjectKind::user, user.uuid});
  for (const Withheld& one : kept) expected.insert({one.change.kind, one.change.uuid});
  for (const Key& key : sent) {
    if (expected.contains(key)) continue;
    ++result.compared;
    const std::string id = key.second.to_string();
    const auto* const unit = key.first == ObjectKind::unit ? fk.unit(kCvr, id) : nullptr;
    const auto* const user = key.first == ObjectKind::user ? fk.user(kCvr, id) : nullptr;
    const bool active =
        (unit != nullptr && unit->life == Life::active) || (user != nullptr && user->life == Life::active);
    if (active && told_of.contains(key)) {
      ++result.not_removed;
    } else if (active && !result.difference) {
      result.difference = fmt::format("{} is still there", id);
    }
  }
  return result;
}

}  // namespace os2sync::sim
