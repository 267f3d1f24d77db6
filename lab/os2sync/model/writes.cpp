// SPDX-License-Identifier: MPL-2.0
// The endpoints that put rows into the queue.
#include <algorithm>
#include <unordered_set>

#include "os2sync/model/database.hpp"
#include "os2sync/model/model.hpp"
#include "os2sync/model/validate.hpp"
#include "os2sync/model/write_json.hpp"

namespace os2sync_model {
namespace {

constexpr std::chrono::minutes kEchoAge{5};  // OS2sync stamps a registration five minutes back
constexpr std::string_view kNullFollowed = "Object reference not set to an instance of an object.";

/// The answer to a body that does not fit, or nothing.
std::optional<Response> refusal_of(const Verdict& verdict, std::string_view accept) {
  if (std::holds_alternative<Crash>(verdict)) return Response{400, {}, {}, {}};
  if (const auto* text = std::get_if<std::string_view>(&verdict)) return text_answer(400, *text, accept);
  return std::nullopt;
}

}  // namespace

Response Model::post_user(const Request& request, const std::string& cvr) {
  const auto posted = read_user(request.body, profile_);
  if (!posted) return {400, {}, {}, {}};
  const std::string_view accept = request.header("Accept");
  if (auto refusal = refusal_of(validate(*posted), accept)) return *std::move(refusal);
  if (const auto text = insert(update_row(request, cvr, Kind::user, *posted->user.uuid, posted->user))) {
    return text_answer(400, *text, accept);
  }
  return json_answer(user_json(posted->user, echo_time(posted->timestamp), profile_));
}

Response Model::post_unit(const Request& request, const std::string& cvr) {
  const auto posted = read_unit(request.body, profile_);
  if (!posted) return {400, {}, {}, {}};
  const std::string_view accept = request.header("Accept");
  if (auto refusal = refusal_of(validate(*posted), accept)) return *std::move(refusal);
  if (const auto text = insert(update_row(request, cvr, Kind::unit, *posted->unit.uuid, posted->unit))) {
    return text_answer(400, *text, accept);
  }
  return json_answer(unit_json(posted->unit, echo_time(posted->timestamp), profile_));
}

QueueRow Model::update_row(const Request& request, const std::string& cvr, Kind kind, std::string uuid,
                           Payload payload) {
  QueueRow row{0, kind, Operation::update, std::move(uuid), cvr, false, kDefaultPriority, {}, std::move(payload)};
  if (profile_.has_priority) {
    row.bypass_cache = query_flag(request.query, "bypassCache", false);
    row.priority = query_number(request.query, "priority", kDefaultPriority);
  }
  return row;
}

Response Model::queue_removal(Operation operation, const Route& route, const Request& request, const std::string& cvr) {
  const auto text =
      insert({0, route.kind, operation, route.argument, cvr, false, kDefaultPriority, {}, std::monostate{}});
  return text ? text_answer(400, *text, request.header("Accept")) : Response{};
}

std::optional<std::string> Model::insert(QueueRow row) {
  if (const auto fault = faults_.strike(FaultTarget::db, row.uuid)) {
    return fault->text.empty() ? std::string{outage_text(options_.database)} : fault->text;
  }
  if (auto text = insert_refusal(row, profile_, options_.database)) return text;
  row.inserted = clock_();
  // OS2sync 3.x sorts by whole seconds: the order within one is anybody's guess.
  const bool by_time = !profile_.has_priority;
  queue_.push(std::move(row), by_time && options_.shuffle ? random_() : 0, by_time);
  return std::nullopt;
}

Response Model::cleanup(const Route& route, const Request& request, const std::string& cvr) {
  const std::string_view accept = request.header("Accept");
  const ReadTrouble trouble = read_trouble(route.kind, cvr, {});
  if (const auto* text = std::get_if<std::string>(&trouble)) return text_answer(400, *text, accept);
  const auto kept = read_uuids(request.body, profile_);
  if (!kept) return text_answer(400, kNullFollowed, accept);

  const std::vector<std::string> held = fk_.active(route.kind, cvr);
  if (!query_flag(request.query, "dryrun", false)) {
    std::unordered_set<std::string> listed;
    for (const Text& uuid : *kept) listed.insert(uuid.value_or(""));
    for (const std::string& uuid : held) {
      if (listed.contains(uuid)) continue;
      // One transaction each: a database that dies half-way leaves the deletes before it.
      const auto text =
          insert({0, route.kind, Operation::remove, uuid, cvr, false, kCleanupPriority, {}, std::monostate{}});
      if (text) return text_answer(400, *text, accept);
    }
  }
  const std::unordered_set<std::string> known{held.begin(), held.end()};
  JsonWriter json;
  json.begin_array();
  for (const Text& uuid : *kept) {
    if (!uuid || !known.contains(*uuid)) json.text(uuid);
  }
  return json_answer(json.end_array().take());
}

std::string Model::echo_time(const Text& given) const {
  return given ? *given : iso_text(clock_() - kEchoAge, options_.utc_offset);
}

}  // namespace os2sync_model
