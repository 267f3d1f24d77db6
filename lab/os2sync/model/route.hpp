// SPDX-License-Identifier: MPL-2.0
/// @file Which endpoint a method and a path mean, as ASP.NET Core routes them.
#pragma once

#include <string>
#include <string_view>

#include "os2sync/model/registration.hpp"
#include "os2sync/model/version.hpp"

namespace os2sync_model {

enum class Endpoint {
  unknown,       ///< 404
  wrong_method,  ///< 405 with `allow`
  post,
  remove,
  passivate,
  cleanup,
  list_all,
  read,
  hierarchy_start,
  hierarchy_result,
  dtr_id,
  health,
};

struct Route {
  Endpoint endpoint = Endpoint::unknown;
  Kind kind = Kind::unit;
  std::string argument;  ///< the uuid or ticket of the path, decoded, letter case kept
  std::string allow;

  bool takes_body() const noexcept { return endpoint == Endpoint::post || endpoint == Endpoint::cleanup; }
};

/// The raw endpoints and the browser pages are left out: an exporter that calls them shall notice.
Route find_route(std::string_view method, std::string_view path, const Profile& profile);

}  // namespace os2sync_model
