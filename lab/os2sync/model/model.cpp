// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/model.hpp"

namespace os2sync_model {
namespace {

/// Whether the version compares the key at this endpoint.
bool guarded(Endpoint endpoint, const Profile& profile) {
  if (!profile.checks_key) return false;
  switch (endpoint) {
    case Endpoint::hierarchy_start:
    case Endpoint::dtr_id: return profile.key_guards_open_reads;
    case Endpoint::hierarchy_result: return profile.key_guards_ticket;
    default: return true;
  }
}

}  // namespace

Model::Model(Options options, Clock clock)
    : options_{std::move(options)},
      profile_{profile_of(options_.version)},
      clock_{std::move(clock)},
      random_{options_.seed},
      fk_{options_, profile_},
      tickets_{options_.seed},
      scheduler_{options_, profile_, queue_, fk_, faults_} {}

Response Model::handle(const Request& request) {
  const Route route = find_route(request.method, request.path, profile_);
  if (route.endpoint == Endpoint::unknown) return {404, {}, {}, {}};
  if (route.endpoint == Endpoint::wrong_method) return {405, {}, {}, route.allow};
  if (route.endpoint == Endpoint::health) return {};
  // OS2sync: the media type is judged before the key, an unreadable body only after it.
  if (route.takes_body() && !is_json_type(request.header("Content-Type"))) return {415, {}, {}, {}};

  Admission admission = admit(route, request);
  if (auto* refusal = std::get_if<Response>(&admission)) return std::move(*refusal);
  return answer(route, request, std::get<std::string>(admission));
}

Model::Admission Model::admit(const Route& route, const Request& request) const {
  const Endpoint endpoint = route.endpoint;
  if (options_.api_key && guarded(endpoint, profile_) && request.header("ApiKey") != *options_.api_key) {
    return Response{401, {}, {}, {}};
  }
  if (endpoint == Endpoint::hierarchy_result) return std::string{};

  const std::string header{request.header("Cvr")};
  const bool header_wins =
      endpoint == Endpoint::hierarchy_start && profile_.header_cvr_wins_for_hierarchy && !header.empty();
  std::string cvr = header_wins ? header : options_.cvr.value_or(header);
  if (!cvr.empty()) return cvr;
  const bool unchecked =
      !profile_.key_guards_open_reads && (endpoint == Endpoint::hierarchy_start || endpoint == Endpoint::dtr_id);
  if (!profile_.missing_cvr_crashes && !unchecked) return Response{401, {}, {}, {}};
  return request.method == "GET" ? crash_page() : Response{400, {}, {}, {}};
}

Response Model::answer(const Route& route, const Request& request, const std::string& cvr) {
  switch (route.endpoint) {
    case Endpoint::post: return route.kind == Kind::user ? post_user(request, cvr) : post_unit(request, cvr);
    case Endpoint::remove: return queue_removal(Operation::remove, route, request, cvr);
    case Endpoint::passivate: return queue_removal(Operation::passivate, route, request, cvr);
    case Endpoint::cleanup: return cleanup(route, request, cvr);
    case Endpoint::list_all: return list_all(route, request, cvr);
    case Endpoint::read: return read(route, request, cvr);
    case Endpoint::hierarchy_start: return start_hierarchy(request, cvr);
    case Endpoint::hierarchy_result: return fetch_hierarchy(route.argument);
    case Endpoint::dtr_id: return dtr_ids(request, cvr);
    case Endpoint::unknown:
    case Endpoint::wrong_method:
    case Endpoint::health: break;
  }
  return {404, {}, {}, {}};
}

}  // namespace os2sync_model
