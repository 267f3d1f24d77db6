// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/fk.hpp"

#include <fmt/format.h>

namespace os2sync_model {
namespace {

/// The relations that end with a unit; its addresses stay.
void end_relations(Unit& unit) {
  unit.parent_uuid.reset();
  unit.manager_uuid.reset();
  unit.payout_unit_uuid.reset();
  unit.tasks.emplace();
  unit.it_systems.emplace();
  unit.contact_for_tasks.emplace();
  unit.contact_places.emplace();
}

void end_relations(User& user) {
  user.positions.clear();
  user.person = {};
}

template <typename Record>
bool remove_from(Shelf<Record>& shelf, const std::string& uuid, Moment now) {
  Held<Record>* held = shelf.find(uuid);
  if (held == nullptr || held->life != Life::active) return false;
  held->life = Life::inactive;
  held->registered = now;
  end_relations(held->record);
  return true;
}

template <typename Record>
bool passivate_in(Shelf<Record>& shelf, const std::string& uuid, Moment now) {
  Held<Record>* held = shelf.find(uuid);
  if (held == nullptr || held->life == Life::passive) return false;
  held->life = Life::passive;
  held->registered = now;
  return true;
}

template <typename Record>
std::vector<std::string> active_in(const Shelf<Record>& shelf) {
  std::vector<std::string> uuids;
  for (const auto& held : shelf.all()) {
    if (held.life == Life::active) uuids.push_back(held.record.uuid.value_or(""));
  }
  return uuids;
}

template <typename Record>
const Held<Record>* find_in(const std::map<std::string, Municipality>& all, Shelf<Record> Municipality::*shelf,
                            const std::string& cvr, const std::string& uuid) {
  const auto at = all.find(cvr);
  return at == all.end() ? nullptr : (at->second.*shelf).find(uuid);
}

}  // namespace

std::string_view name_of(Life life) noexcept {
  switch (life) {
    case Life::active: return "active";
    case Life::inactive: return "inactive";
    case Life::passive: return "passive";
  }
  return "";
}

FkOutcome Fk::remove(Kind kind, const std::string& cvr, const std::string& uuid, Moment now) {
  Municipality& municipality = municipalities_[cvr];
  const bool wrote =
      kind == Kind::unit ? remove_from(municipality.units, uuid, now) : remove_from(municipality.users, uuid, now);
  return Taken{wrote};
}

FkOutcome Fk::passivate(Kind kind, const std::string& cvr, const std::string& uuid, Moment now) {
  Municipality& municipality = municipalities_[cvr];
  const bool wrote =
      kind == Kind::unit ? passivate_in(municipality.units, uuid, now) : passivate_in(municipality.users, uuid, now);
  if (wrote) return Taken{true};
  return Refused{fmt::format("Service '{}/6.Passiver' returned (44) with message: not found",
                             kind == Kind::unit ? "organisationenhed" : "bruger")};
}

std::optional<std::string> Fk::stranger(const std::string& cvr) const {
  if (options_.known_cvrs.contains(cvr)) return std::nullopt;
  return fmt::format("The given key '{}' was not present in the dictionary.", cvr);
}

const Held<Unit>* Fk::unit(const std::string& cvr, const std::string& uuid) const {
  return find_in(municipalities_, &Municipality::units, cvr, uuid);
}

const Held<User>* Fk::user(const std::string& cvr, const std::string& uuid) const {
  return find_in(municipalities_, &Municipality::users, cvr, uuid);
}

std::vector<std::string> Fk::active(Kind kind, const std::string& cvr) const {
  const auto at = municipalities_.find(cvr);
  if (at == municipalities_.end()) return {};
  return kind == Kind::unit ? active_in(at->second.units) : active_in(at->second.users);
}

void Fk::seed(const std::string& cvr, Unit unit, Life life, Moment now) {
  const std::string uuid = unit.uuid.value_or("");
  municipalities_[cvr].units.put(uuid, {std::move(unit), life, now});
}

void Fk::seed(const std::string& cvr, User user, Life life, Moment now) {
  const std::string uuid = user.uuid.value_or("");
  for (Position& position : user.positions) {
    if (!position.start_date) position.start_date = today(now);
  }
  municipalities_[cvr].users.put(uuid, {std::move(user), life, now});
}

std::string random_uuid(std::mt19937_64& random) {
  const std::uint64_t high = random();
  const std::uint64_t low = random();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xffffU, high & 0xfffU,
                     0x8000U | ((low >> 48U) & 0x3fffU), low & 0xffffffffffffULL);
}

}  // namespace os2sync_model
