// SPDX-License-Identifier: MPL-2.0
#include "plan/plan_difference.hpp"

#include <algorithm>
#include <tuple>

namespace os2sync {
namespace {

bool comes_before(const PlannedObject& a, const PlannedObject& b) {
  return std::tie(a.kind, a.uuid) < std::tie(b.kind, b.uuid);
}

PlannedObject object_of(const Change& change, std::optional<WithheldReason> withheld) {
  return {change.kind,   change.uuid,   change.source,       change.action,
          change.reason, change.fields, change.after.digest, withheld};
}

}  // namespace

std::vector<PlannedObject> objects_of(const Plan& plan) {
  std::vector<PlannedObject> objects;
  objects.reserve(plan.change_count() + plan.withheld.size());
  for (const Wave& wave : plan.waves) {
    for (const Change& change : wave.changes) objects.push_back(object_of(change, std::nullopt));
  }
  for (const Withheld& withheld : plan.withheld) objects.push_back(object_of(withheld.change, withheld.reason));
  std::sort(objects.begin(), objects.end(), comes_before);
  return objects;
}

std::vector<PlanDifference> subtract_plans(const std::vector<PlannedObject>& after,
                                           const std::vector<PlannedObject>& before) {
  std::vector<PlanDifference> differences;
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    if (now == after.end() || (old != before.end() && comes_before(*old, *now))) {
      differences.push_back({*old++, std::nullopt});
    } else if (old == before.end() || comes_before(*now, *old)) {
      differences.push_back({std::nullopt, *now++});
    } else {
      if (*old != *now) differences.push_back({*old, *now});
      ++old;
      ++now;
    }
  }
  return differences;
}

}  // namespace os2sync
