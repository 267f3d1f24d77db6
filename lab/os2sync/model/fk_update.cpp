// SPDX-License-Identifier: MPL-2.0
// How an UPDATE changes what FK-ORG holds: what is refused, what is kept, what counts as a write.
#include <algorithm>

#include <fmt/format.h>

#include "os2sync/model/fk.hpp"
#include "os2sync/model/members.hpp"

namespace os2sync_model {
namespace {

/// Status 40, FK-ORG's refusal for good.
std::optional<std::string> bad(std::string_view what) {
  return fmt::format("Service 'organisation/6.Ret' returned (40) with message: invalid {}", what);
}

bool is_bad_reference(const Text& uuid) { return uuid && !uuid->empty() && !looks_like_uuid(*uuid); }

bool is_bad_list(const List& list) {
  return list &&
         std::any_of(list->begin(), list->end(), [](const Text& uuid) { return !uuid || !looks_like_uuid(*uuid); });
}

/// OS2sync ignores "" when it creates an object and sends it on when it updates one, where it does harm.
template <typename Record, typename Members>
bool sends_empty_text(const Record& record, const Members& members) {
  return std::any_of(members.begin(), members.end(), [&](const auto& member) {
    const Text& value = record.*member.value;
    return value && value->empty();
  });
}

template <typename Record, typename Members>
void forget_empty_texts(Record& record, const Members& members) {
  for (const auto& member : members) {
    Text& value = record.*member.value;
    if (value && value->empty()) value.reset();
  }
}

void lower_in_place(Text& text) {
  if (text) text = lower(*text);
}

bool has_capitals(const Text& text) { return text && lower(*text) != *text; }

/// FK-ORG holds sets: null is empty, order and repetition mean nothing.
void make_set(List& list) {
  if (!list) list.emplace();
  for (Text& item : *list) lower_in_place(item);
  std::sort(list->begin(), list->end());
  list->erase(std::unique(list->begin(), list->end()), list->end());
}

template <typename Record>
const Held<Record>* not_passive(const Held<Record>* held) {
  return held != nullptr && held->life != Life::passive ? held : nullptr;
}

std::optional<std::string> objection(const User& user, bool known) {
  if (!looks_like_uuid(*user.uuid)) return bad("uuid");
  if (is_bad_reference(user.person.uuid)) return bad("person uuid");
  if (known && sends_empty_text(user, user_addresses())) return bad("empty address");
  for (const Position& position : user.positions) {
    if (!looks_like_uuid(*position.org_unit_uuid)) return bad("position unit");
    if (!position.start_date) continue;  // StopDate alone is not even looked at
    if (!looks_like_day(*position.start_date)) return bad("start date");
    if (position.stop_date && !position.stop_date->empty() && !looks_like_day(*position.stop_date)) {
      return bad("stop date");
    }
  }
  return std::nullopt;
}

/// OS2sync: a position is its unit and title, and its dates too when the client gives a start.
bool is_same_position(const Position& wanted, const Position& held) {
  if (wanted.name != held.name || wanted.org_unit_uuid != held.org_unit_uuid) return false;
  return !wanted.start_date || (wanted.start_date == held.start_date && wanted.stop_date == held.stop_date);
}

std::vector<Position> resolved_positions(const std::vector<Position>& wanted, const std::vector<Position>& held,
                                         const std::string& today) {
  std::vector<Position> result;
  bool all_found = true;
  for (const Position& position : wanted) {
    const auto match = std::find_if(held.begin(), held.end(),
                                    [&](const Position& known) { return is_same_position(position, known); });
    if (match != held.end()) {
      result.push_back(*match);
      continue;
    }
    all_found = false;
    Position created = position;
    if (!created.start_date) created.stop_date.reset();
    if (created.stop_date && created.stop_date->empty()) created.stop_date.reset();
    if (!created.start_date) created.start_date = today;
    result.push_back(std::move(created));
  }
  // The same trick that makes duplicates blind SyncEquals makes them blind the comparison with FK-ORG.
  return all_found && wanted.size() == held.size() ? held : result;
}

/// An empty StopDate never equals what FK-ORG holds, so the position is made anew each time.
bool recreates_positions(const User& user) {
  return std::any_of(user.positions.begin(), user.positions.end(), [](const Position& position) {
    return position.start_date && position.stop_date && position.stop_date->empty();
  });
}

}  // namespace

std::optional<std::string> Fk::objection(const std::string& cvr, const Unit& wanted) const {
  const bool known = not_passive(unit(cvr, *wanted.uuid)) != nullptr;
  if (!looks_like_uuid(*wanted.uuid)) return bad("uuid");
  if (wanted.type < 0 || static_cast<std::size_t>(wanted.type) >= kUnitTypes.size()) return bad("type");
  for (const Text* reference : {&wanted.parent_uuid, &wanted.manager_uuid, &wanted.payout_unit_uuid}) {
    if (is_bad_reference(*reference) || (known && *reference && (*reference)->empty())) return bad("reference");
  }
  for (const UnitList& list : kUnitLists) {
    if (is_bad_list(wanted.*list.value)) return bad("list of references");
  }
  if (known && sends_empty_text(wanted, unit_addresses())) return bad("empty address");
  if (options_.refuse_unknown_parents && wanted.parent_uuid && unit(cvr, lower(*wanted.parent_uuid)) == nullptr) {
    return bad("unknown parent");
  }
  if (options_.refuse_unknown_managers && wanted.manager_uuid && user(cvr, lower(*wanted.manager_uuid)) == nullptr) {
    return bad("unknown manager");
  }
  return std::nullopt;
}

Unit Fk::resolved(const Unit& wanted, const Held<Unit>* held) {
  Unit next = wanted;
  lower_in_place(next.parent_uuid);
  lower_in_place(next.manager_uuid);
  lower_in_place(next.payout_unit_uuid);
  forget_empty_texts(next, kUnitTexts);
  for (const UnitList& list : kUnitLists) make_set(next.*list.value);
  if (!next.short_key) next.short_key = held != nullptr ? held->record.short_key : short_key();
  if (!next.post) next.post_secondary.reset();

  // Fields that OS2sync's switches keep out of its hands stay as FK-ORG holds them.
  const Unit before = held != nullptr ? held->record : Unit{};
  if (options_.ignore_payout_units.value_or(profile_.ignores_payout_units)) {
    next.payout_unit_uuid = before.payout_unit_uuid;
  }
  if (options_.ignore_contact_places.value_or(profile_.ignores_contact_places)) {
    next.contact_for_tasks = before.contact_for_tasks;
    next.contact_places = before.contact_places;
    make_set(next.contact_for_tasks);
    make_set(next.contact_places);
  }
  if (options_.ignore_tasks) {
    next.tasks = before.tasks;
    make_set(next.tasks);
  }
  if (held != nullptr && options_.leave_sor_alone.value_or(profile_.leaves_sor_alone)) next.sor = before.sor;
  return next;
}

User Fk::resolved(const User& wanted, const Held<User>* held, Moment now) {
  User next = wanted;
  next.status = 0;
  forget_empty_texts(next, user_addresses());
  if (!next.short_key) next.short_key = held != nullptr ? held->record.short_key : short_key();
  if (next.person.uuid) {
    lower_in_place(next.person.uuid);
  } else if (profile_.has(Version::v4_9_1)) {
    next.person.uuid =
        held != nullptr && held->record.person.uuid ? held->record.person.uuid : std::optional{random_uuid(random_)};
  }
  const std::vector<Position> none;
  next.positions = resolved_positions(next.positions, held != nullptr ? held->record.positions : none, today(now));
  return next;
}

FkOutcome Fk::update(const std::string& cvr, const Unit& unit, Moment now) {
  Unit wanted = unit;
  lower_in_place(wanted.uuid);
  if (auto text = objection(cvr, wanted)) return Refused{std::move(*text)};
  Shelf<Unit>& shelf = municipalities_[cvr].units;
  const Held<Unit>* held = not_passive<Unit>(shelf.find(*wanted.uuid));
  Unit next = resolved(wanted, held);
  // OS2sync does not lower these two, and what FK-ORG gives back never equals capitals.
  const bool always_differs = has_capitals(wanted.parent_uuid) || has_capitals(wanted.manager_uuid);
  if (held != nullptr && held->life == Life::active && !always_differs && held->record == next) return Taken{false};
  shelf.put(*wanted.uuid, {std::move(next), Life::active, now});
  return Taken{true};
}

FkOutcome Fk::update(const std::string& cvr, const User& user, Moment now) {
  User wanted = user;
  lower_in_place(wanted.uuid);
  for (Position& position : wanted.positions) lower_in_place(position.org_unit_uuid);
  Shelf<User>& shelf = municipalities_[cvr].users;
  const Held<User>* held = not_passive<User>(shelf.find(*wanted.uuid));
  if (auto text = os2sync_model::objection(wanted, held != nullptr)) return Refused{std::move(*text)};
  User next = resolved(wanted, held, now);
  if (held != nullptr && held->life == Life::active && !recreates_positions(wanted) && held->record == next) {
    return Taken{false};
  }
  shelf.put(*wanted.uuid, {std::move(next), Life::active, now});
  return Taken{true};
}

std::string Fk::short_key() { return fmt::format("{:08x}", random_() & 0xffffffffU); }

}  // namespace os2sync_model
