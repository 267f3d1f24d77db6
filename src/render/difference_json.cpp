// SPDX-License-Identifier: MPL-2.0
#include "render/difference_json.hpp"

#include "render/difference_text.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

ordered_json side_of(const std::optional<PlannedObject>& object) {
  if (!object) return nullptr;
  ordered_json json{
      {"action", name_of(object->action)}, {"reason", name_of(object->reason)}, {"fields", json_of(object->fields)}};
  if (object->withheld) json["withheld"] = name_of(*object->withheld);
  return json;
}

}  // namespace

ordered_json json_of(const PlanDifference& difference) {
  const PlannedObject& object = difference.either();
  return {{"kind", name_of(object.kind)},
          {"uuid", object.uuid.to_string()},
          {"source_uuid", object.source.to_string()},
          {"difference", name_of(kind_of(difference))},
          {"before", side_of(difference.before)},
          {"after", side_of(difference.after)}};
}

ordered_json json_of(const std::vector<PlanDifference>& differences) {
  ordered_json list = ordered_json::array();
  for (const PlanDifference& difference : differences) list.push_back(json_of(difference));
  return list;
}

}  // namespace os2sync
