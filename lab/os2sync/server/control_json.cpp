// SPDX-License-Identifier: MPL-2.0
// Reads what the control plane is told. Unknown words are refused: a misspelt fault would test nothing.
#include <nlohmann/json.hpp>

#include "os2sync/server/lab_json.hpp"

namespace os2sync_lab {
namespace {

using nlohmann::json;
using namespace os2sync_model;

json parse_object(const std::string& body) {
  if (body.empty()) return json::object();
  json value = json::parse(body, nullptr, false);
  if (!value.is_object()) throw BadRequest{"expected a JSON object"};
  return value;
}

/// Takes members out of an object one by one; what is left at the end was misspelt.
class Members {
 public:
  // Parentheses: with braces the library would make an array of one.
  explicit Members(json object) : object_(std::move(object)) {}

  template <typename Value>
  void take(const char* name, Value& into) {
    const auto at = object_.find(name);
    if (at == object_.end()) return;
    try {
      into = at->get<Value>();
    } catch (const json::exception&) {
      throw BadRequest{std::string{name} + ": wrong type"};
    }
    object_.erase(at);
  }
  /// The same for members that may be null or absent.
  template <typename Value>
  void take(const char* name, std::optional<Value>& into) {
    const auto at = object_.find(name);
    if (at == object_.end()) return;
    if (at->is_null()) {
      into.reset();
      object_.erase(at);
      return;
    }
    Value value{};
    take(name, value);
    into = std::move(value);
  }
  void finish() const {
    if (!object_.empty()) throw BadRequest{"unknown member: " + object_.begin().key()};
  }

 private:
  json object_;
};

FaultMode parse_mode(const std::string& name) {
  if (name == "temporary") return FaultMode::temporary;
  if (name == "permanent") return FaultMode::permanent;
  if (name == "status49") return FaultMode::status49;
  if (name == "looks_absent") return FaultMode::looks_absent;
  throw BadRequest{"mode: expected temporary, permanent, status49 or looks_absent, got " + name};
}

HttpFault http_fault(Members& members) {
  HttpFault fault;
  std::string kind;
  long pause = 0;
  members.take("kind", kind);
  members.take("method", fault.match.method);
  members.take("path", fault.match.path_prefix);
  members.take("uuid", fault.match.uuid);
  members.take("nth", fault.match.nth);
  members.take("times", fault.times);
  members.take("status", fault.status);
  members.take("body", fault.body);
  members.take("content_type", fault.content_type);
  members.take("bytes", fault.bytes);
  members.take("pause_ms", pause);
  members.take("close", fault.plain_close);
  const auto known = parse_fault_kind(kind);
  if (!known) throw BadRequest{"kind: unknown fault '" + kind + "'"};
  fault.kind = *known;
  fault.pause = std::chrono::milliseconds{pause};
  return fault;
}

Life parse_life(const std::string& name) {
  for (const Life life : {Life::active, Life::inactive, Life::passive}) {
    if (name_of(life) == name) return life;
  }
  throw BadRequest{"state: expected active, inactive or passive, got " + name};
}

void seed_one(const json& object, Model& model) {
  Members members{object};
  std::string cvr = model.options().known_cvrs.empty() ? "" : *model.options().known_cvrs.begin();
  std::string kind;
  std::string state = "active";
  json payload;
  members.take("cvr", cvr);
  members.take("kind", kind);
  members.take("state", state);
  members.take("payload", payload);
  members.finish();
  const Life life = parse_life(state);
  if (kind == name_of(Kind::unit)) {
    auto posted = read_unit(payload.dump(), model.profile());
    if (!posted || missing(posted->unit.uuid)) throw BadRequest{"payload: not an org unit with a Uuid"};
    model.fk().seed(cvr, std::move(posted->unit), life, model.now());
  } else if (kind == name_of(Kind::user)) {
    auto posted = read_user(payload.dump(), model.profile());
    if (!posted || missing(posted->user.uuid)) throw BadRequest{"payload: not a user with a Uuid"};
    model.fk().seed(cvr, std::move(posted->user), life, model.now());
  } else {
    throw BadRequest{"kind: expected orgUnit or user, got '" + kind + "'"};
  }
}

}  // namespace

AnyFault parse_fault(const std::string& body) {
  Members members{parse_object(body)};
  std::string target = "http";
  members.take("target", target);
  if (target == "http") {
    HttpFault fault = http_fault(members);
    members.finish();
    return fault;
  }
  Fault fault;
  if (target == "db") {
    fault.target = FaultTarget::db;
  } else if (target == "sts") {
    fault.target = FaultTarget::sts;
  } else if (target != "fk") {
    throw BadRequest{"target: expected http, db, fk or sts, got " + target};
  }
  std::string mode = "temporary";
  members.take("mode", mode);
  members.take("text", fault.text);
  members.take("count", fault.count);
  members.take("uuid", fault.uuid);
  members.finish();
  fault.mode = parse_mode(mode);
  return fault;
}

Options parse_options(const std::string& body, Options options) {
  Members members{parse_object(body)};
  std::string profile{name_of(options.version)};
  std::string database = options.database == Database::mysql ? "mysql" : "mssql";
  long crawl_seconds = static_cast<long>(options.crawl_time.count());
  members.take("profile", profile);
  members.take("database", database);
  members.take("crawl_seconds", crawl_seconds);
  members.take("api_key", options.api_key);
  members.take("cvr", options.cvr);
  members.take("known_cvrs", options.known_cvrs);
  members.take("threads", options.threads);
  members.take("seed", options.seed);
  members.take("shuffle", options.shuffle);
  members.take("refuse_unknown_parents", options.refuse_unknown_parents);
  members.take("refuse_unknown_managers", options.refuse_unknown_managers);
  members.take("ignore_payout_units", options.ignore_payout_units);
  members.take("ignore_contact_places", options.ignore_contact_places);
  members.take("leave_sor_alone", options.leave_sor_alone);
  members.take("ignore_tasks", options.ignore_tasks);
  members.finish();
  const auto version = parse_version(profile);
  if (!version) throw BadRequest{"profile: unknown version " + profile};
  if (database != "mysql" && database != "mssql") throw BadRequest{"database: expected mysql or mssql"};
  if (options.threads < 1) throw BadRequest{"threads: at least 1"};
  options.version = *version;
  options.database = database == "mysql" ? Database::mysql : Database::mssql;
  options.crawl_time = std::chrono::seconds{crawl_seconds};
  return options;
}

std::size_t seed_fk(const std::string& body, Model& model) {
  const json value = json::parse(body, nullptr, false);
  if (value.is_object()) {
    seed_one(value, model);
    return 1;
  }
  if (!value.is_array()) throw BadRequest{"expected an object {cvr, kind, state, payload} or an array of them"};
  for (const json& object : value) {
    if (!object.is_object()) throw BadRequest{"expected objects {cvr, kind, state, payload}"};
    seed_one(object, model);
  }
  return value.size();
}

long parse_number(const std::string& body, const char* name, long otherwise) {
  Members members{parse_object(body)};
  members.take(name, otherwise);
  members.finish();
  return otherwise;
}

}  // namespace os2sync_lab
