// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/fk_list.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "adapters/os2sync/json_members.hpp"

namespace os2sync {
namespace {

using nlohmann::json;

constexpr int kSuccess = 0;
constexpr int kInactive = 2;

FkList sorted(std::vector<Uuid> uuids, bool complete) {
  std::sort(uuids.begin(), uuids.end());
  uuids.erase(std::unique(uuids.begin(), uuids.end()), uuids.end());
  return {std::move(uuids), complete};
}

/// FK-ORG may hold objects of others under ids that are no uuids; none of them is ours.
void add(const json& text, std::vector<Uuid>& uuids) {
  if (const auto uuid = Uuid::parse(text.get_ref<const std::string&>())) uuids.push_back(*uuid);
}

bool is_inactive(const json& object) {
  const json* const status = find_member(object, "Status");
  return status && status->is_number_integer() && *status == kInactive;
}

}  // namespace

FkListing parse_all(std::string_view body) {
  const json list = json::parse(body, nullptr, /*allow_exceptions=*/false);
  const bool texts =
      list.is_array() && std::all_of(list.begin(), list.end(), [](const json& item) { return item.is_string(); });
  if (!texts)
    return FkUnavailable{say({"OS2sync answered 200 with something that is no list of uuids",
                              "OS2sync svarede 200 med noget, der ikke er en liste af uuid'er"})};
  std::vector<Uuid> uuids;
  uuids.reserve(list.size());
  for (const json& item : list) add(item, uuids);
  return sorted(std::move(uuids), true);
}

FkListing parse_tree(std::string_view body, ObjectKind kind) {
  const json answer = json::parse(body, nullptr, /*allow_exceptions=*/false);
  const json* const status = find_member(answer, "Status");
  if (!status || !status->is_number_integer()) {
    return FkUnavailable{say({"OS2sync answered 200 with something that is no hierarchy",
                              "OS2sync svarede 200 med noget, der ikke er et hierarki"})};
  }
  if (*status != kSuccess)
    return FkUnavailable{
        say({"OS2sync could not read the hierarchy from FK-ORG", "OS2sync kunne ikke læse hierarkiet i FK-ORG"})};
  const json* const result = find_member(answer, "Result");
  const json* const objects = result ? find_member(*result, kind == ObjectKind::unit ? "OUs" : "Users") : nullptr;
  if (!objects || !objects->is_array())
    return FkUnavailable{say({"OS2sync's hierarchy holds no list of the kind asked for",
                              "OS2syncs hierarki indeholder ikke den liste, der blev spurgt efter"})};
  std::vector<Uuid> uuids;
  uuids.reserve(objects->size());
  for (const json& object : *objects) {
    const json* const uuid = find_member(object, "Uuid");
    if (!uuid || !uuid->is_string())
      return FkUnavailable{
          say({"an object of OS2sync's hierarchy has no uuid", "et objekt i OS2syncs hierarki har intet uuid"})};
    if (!is_inactive(object)) add(*uuid, uuids);
  }
  return sorted(std::move(uuids), false);
}

}  // namespace os2sync
