// SPDX-License-Identifier: MPL-2.0
// The endpoints that ask FK-ORG while the client waits.
#include <fmt/format.h>

#include "os2sync/model/model.hpp"
#include "os2sync/model/write_json.hpp"

namespace os2sync_model {
namespace {

constexpr int kActive = 1;
constexpr int kInactive = 2;

std::string trouble_text(const Fault& fault, Kind kind) {
  if (!fault.text.empty()) return fault.text;
  const bool user = kind == Kind::user;
  if (fault.target == FaultTarget::sts) return "Token could not be issued by the STS";
  if (fault.mode == FaultMode::temporary) {
    return fmt::format("Failed to establish connection to the Laes operation on the {} service",
                       user ? "Bruger" : "OrganisationEnhed");
  }
  return fmt::format("Service '{}/6.Laes' returned (50) with message: internal error",
                     user ? "bruger" : "organisationenhed");
}

/// What a live object looks like to a reader: the uuid as asked for, robots never shown as such.
User shown(const Held<User>& held, const std::string& uuid) {
  User user = held.record;
  user.uuid = uuid;
  user.status = held.life == Life::active ? kActive : kInactive;
  user.is_robot = false;
  return user;
}

}  // namespace

Model::ReadTrouble Model::read_trouble(Kind kind, const std::string& cvr, std::string_view uuid) {
  if (profile_.needs_sts) {
    if (const auto fault = faults_.strike_read(FaultTarget::sts, uuid)) return trouble_text(*fault, kind);
  }
  if (auto text = fk_.stranger(cvr)) return *std::move(text);
  if (const auto fault = faults_.strike_read(FaultTarget::fk, uuid)) {
    if (fault->mode == FaultMode::looks_absent) return Absent{};
    if (fault->mode != FaultMode::status49) return trouble_text(*fault, kind);
  }
  return std::monostate{};
}

Response Model::read(const Route& route, const Request& request, const std::string& cvr) {
  const ReadTrouble trouble = read_trouble(route.kind, cvr, route.argument);
  if (std::holds_alternative<Absent>(trouble)) return {404, {}, {}, {}};
  if (const auto* text = std::get_if<std::string>(&trouble)) return text_answer(400, *text, request.header("Accept"));

  if (route.kind == Kind::unit) {
    const Held<Unit>* held = fk_.unit(cvr, route.argument);
    if (held == nullptr || held->life == Life::passive) return {404, {}, {}, {}};
    // A soft-deleted unit shows no sign of it.
    return json_answer(unit_json(held->record, iso_text(held->registered, options_.utc_offset), profile_));
  }
  const Held<User>* held = fk_.user(cvr, route.argument);
  if (held == nullptr || held->life == Life::passive) return {404, {}, {}, {}};
  if (profile_.reads_need_a_person && !held->record.person.name) {
    return text_answer(400, "Object reference not set to an instance of an object.", request.header("Accept"));
  }
  return json_answer(
      user_json(shown(*held, route.argument), iso_text(held->registered, options_.utc_offset), profile_));
}

Response Model::list_all(const Route& route, const Request& request, const std::string& cvr) {
  const ReadTrouble trouble = read_trouble(route.kind, cvr, {});
  if (const auto* text = std::get_if<std::string>(&trouble)) return text_answer(400, *text, request.header("Accept"));
  JsonWriter json;
  json.begin_array();
  for (const std::string& uuid : fk_.active(route.kind, cvr)) json.string(uuid);
  return json_answer(json.end_array().take());
}

Response Model::start_hierarchy(const Request& request, const std::string& cvr) {
  const Moment ready = clock_() + options_.crawl_time;
  // Exactly "true"; anything else asks for everything.
  const bool only_units = profile_.has_only_ous && request.header("onlyOUs") == "true";
  const bool failed = !std::holds_alternative<std::monostate>(read_trouble(Kind::unit, cvr, {}));
  static const Municipality kEmpty;
  const auto at = fk_.municipalities().find(cvr);
  const Municipality* municipality = at == fk_.municipalities().end() ? &kEmpty : &at->second;
  std::string tree = hierarchy_json(failed ? nullptr : municipality, only_units, ready, options_.utc_offset, profile_);
  return text_answer(200, tickets_.open(std::move(tree), ready), request.header("Accept"));
}

Response Model::fetch_hierarchy(const std::string& ticket) {
  auto result = tickets_.fetch(ticket, clock_());
  return result ? json_answer(*std::move(result)) : Response{404, {}, {}, {}};
}

Response Model::dtr_ids(const Request& request, const std::string& cvr) {
  if (!std::holds_alternative<std::monostate>(read_trouble(Kind::unit, cvr, {}))) {
    return text_answer(400, "Error - se logs for details", request.header("Accept"));
  }
  JsonWriter json;
  json.begin_array();
  const auto at = fk_.municipalities().find(cvr);
  if (at != fk_.municipalities().end()) {
    for (const Held<User>& held : at->second.users.all()) {
      const User& user = held.record;
      for (const Position& position : user.positions) {
        const Held<Unit>* unit = fk_.unit(cvr, position.org_unit_uuid.value_or(""));
        if (held.life != Life::active || unit == nullptr || !unit->record.dtr_id) continue;
        json.begin_object();
        json.key("uuid").text(user.uuid).key("ssn").text(user.person.cpr).key("userId").text(user.user_id);
        json.key("phone").text(user.phone_number).key("email").text(user.email);
        json.key("dtrId").text(unit->record.dtr_id).key("manager").boolean(unit->record.manager_uuid == user.uuid);
        json.end_object();
      }
    }
  }
  return json_answer(json.end_array().take());
}

}  // namespace os2sync_model
