// SPDX-License-Identifier: MPL-2.0
/// @file OS2MO as this program meets it: answers its GraphQL questions from rows that may change at any time.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/http.hpp"
#include "core/source.hpp"

namespace os2sync::sim {

/// What spoils one answer on its way.
struct PageSpoil {
  enum class Kind {
    none,
    shorter,   ///< fewer objects than there are, and the cursor says so
    omitted,   ///< one object is left out and nothing says so
    repeated,  ///< one object comes twice
    disorder,  ///< two objects change places
    looping,   ///< the cursor leads back
    ended,     ///< one object is listed, but not valid any more: "current" is null
  };
  Kind kind = Kind::none;
  std::size_t at = 0;  ///< which object, wrapping round
};

/// Keyset pages over the collections of a Snapshot, with the filters the reader uses. No sockets, no time of its own.
class MoModel {
 public:
  /// What OS2MO holds now.
  Snapshot truth;
  bool seems_empty = false;  ///< every collection answers 200 with nothing in it

  /// The answer to a GraphQL request with a good token, as one body.
  std::string answer(const std::string& request_body, const PageSpoil& spoil);
  /// True when the last spoiled page really lacked something without saying so.
  bool omitted_something() const { return omitted_; }

 private:
  using Json = nlohmann::json;
  struct Found {
    Uuid uuid;
    std::string current;
  };
  std::vector<Found> find(const std::string& collection, const Json& filter, bool with_cpr) const;
  std::string make_page(const std::string& collection, const Json& variables, const Json& filter, bool with_cpr,
                        const PageSpoil& spoil);

  bool omitted_ = false;
};

}  // namespace os2sync::sim
