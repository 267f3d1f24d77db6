// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/hierarchy.hpp"

#include "os2sync/model/json_writer.hpp"

namespace os2sync_model {
namespace {

constexpr std::chrono::hours kTicketLife{1};
constexpr std::size_t kMaxUnits = 10'000;

void write_units(JsonWriter& json, const Municipality& municipality) {
  std::size_t count = 0;
  for (const Held<Unit>& held : municipality.units.all()) {
    // A deleted unit has lost its tie to the municipality; units beyond the limit are left out without a word.
    if (held.life != Life::active || ++count > kMaxUnits) continue;
    json.begin_object();
    json.key("Uuid").text(held.record.uuid).key("Name").text(held.record.name);
    json.key("ParentOU").text(held.record.parent_uuid).end_object();
  }
}

void write_users(JsonWriter& json, const Municipality& municipality, const Profile& profile) {
  for (const Held<User>& held : municipality.users.all()) {
    const User& user = held.record;
    if (held.life == Life::passive || user.positions.empty() || !user.person.name) continue;
    json.begin_object();
    json.key("Uuid").text(user.uuid).key("UserId").text(user.user_id).key("Name").text(user.person.name);
    json.key("Positions").begin_array();
    for (const Position& position : user.positions) {
      json.begin_object().key("Uuid").text(position.org_unit_uuid).key("Name").text(position.name).end_object();
    }
    json.end_array().key("Email").text(user.email).key("Telephone").text(user.phone_number);
    if (profile.has_user_status) json.key("Status").number(held.life == Life::active ? 1 : 2);
    json.end_object();
  }
}

}  // namespace

std::string hierarchy_json(const Municipality* municipality, bool only_units, Moment created,
                           std::chrono::minutes utc_offset, const Profile& profile) {
  JsonWriter json{profile.camel_case};
  json.begin_object().key("Created").string(iso_text(created, utc_offset)).key("Result");
  if (municipality == nullptr) {
    json.null();
  } else {
    json.begin_object().key("OUs").begin_array();
    write_units(json, *municipality);
    json.end_array().key("Users").begin_array();
    if (!only_units) write_users(json, *municipality, profile);
    json.end_array().end_object();
  }
  return json.key("Status").number(municipality == nullptr ? 1 : 0).end_object().take();
}

std::string Tickets::open(std::string result, Moment ready) {
  std::string ticket = random_uuid(random_);
  entries_.emplace(ticket, Entry{std::move(result), ready});
  return ticket;
}

std::optional<std::string> Tickets::fetch(const std::string& ticket, Moment now) {
  std::erase_if(entries_, [&](const auto& entry) { return now > entry.second.ready + kTicketLife; });
  const auto at = entries_.find(ticket);
  if (at == entries_.end() || now < at->second.ready) return std::nullopt;
  std::string result = std::move(at->second.result);
  entries_.erase(at);
  return result;
}

}  // namespace os2sync_model
