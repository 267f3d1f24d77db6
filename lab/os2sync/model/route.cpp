// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/route.hpp"

#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "os2sync/model/http.hpp"

namespace os2sync_model {
namespace {

using Segments = std::vector<std::string>;

/// Decoded path segments without one trailing slash; nothing when a segment is empty.
std::optional<Segments> split(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  Segments segments;
  while (true) {
    const auto end = path.find('/');
    if (end == 0 || path.empty()) return std::nullopt;
    segments.push_back(url_decoded(path.substr(0, end), false));
    if (end == std::string_view::npos) return segments;
    path.remove_prefix(end + 1);
  }
}

/// Picks the endpoint of the method; the table is in alphabetical order, as Allow lists it.
Route choose(std::string_view method, std::initializer_list<std::pair<std::string_view, Endpoint>> table) {
  Route route{Endpoint::wrong_method, Kind::unit, {}, {}};
  for (const auto& [name, endpoint] : table) {
    if (endpoint == Endpoint::unknown) continue;
    if (name == method) return {endpoint, Kind::unit, {}, {}};
    if (!route.allow.empty()) route.allow += ", ";
    route.allow += name;
  }
  return route;
}

Route object_route(std::string_view method, const Segments& segments, const Profile& profile) {
  if (segments.size() == 2) return choose(method, {{"POST", Endpoint::post}});
  const std::string& word = segments[2];
  if (segments.size() == 4) {
    if (!profile.has_passiver || !equal_ignoring_case(word, "passiver")) return {};
    return choose(method, {{"POST", Endpoint::passivate}});
  }
  // Literal words win over {uuid} for their own method only: GET /api/user/cleanup reads the user "cleanup".
  const bool lists = profile.has_all_and_cleanup && equal_ignoring_case(word, "all");
  const bool cleans = profile.has_all_and_cleanup && equal_ignoring_case(word, "cleanup");
  return choose(method, {{"DELETE", Endpoint::remove},
                         {"GET", lists ? Endpoint::list_all : Endpoint::read},
                         {"POST", cleans ? Endpoint::cleanup : Endpoint::unknown}});
}

}  // namespace

Route find_route(std::string_view method, std::string_view path, const Profile& profile) {
  const auto segments = split(path);
  if (!segments || segments->size() < 2 || segments->size() > 4) return {};
  const auto is = [&](std::size_t at, std::string_view word) { return equal_ignoring_case(segments->at(at), word); };

  if (segments->size() == 2 && is(0, "manage") && is(1, "health")) return {Endpoint::health, Kind::unit, {}, {}};
  if (!is(0, "api")) return {};
  Route route;
  if (is(1, "orgUnit") || is(1, "user")) {
    route = object_route(method, *segments, profile);
    route.kind = is(1, "user") ? Kind::user : Kind::unit;
  } else if (is(1, "hierarchy") && segments->size() <= 3) {
    route = choose(method, {{"GET", segments->size() == 2 ? Endpoint::hierarchy_start : Endpoint::hierarchy_result}});
  } else if (is(1, "DtrId") && segments->size() == 2) {
    route = choose(method, {{"GET", Endpoint::dtr_id}});
  }
  if (segments->size() > 2) route.argument = segments->back();
  return route;
}

}  // namespace os2sync_model
