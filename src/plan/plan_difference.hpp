// SPDX-License-Identifier: MPL-2.0
/// @file One plan minus another, object by object.
#pragma once

#include <optional>
#include <vector>

#include "plan/plan.hpp"

namespace os2sync {

/// What a plan says of one object, free of the mapping it was made from.
struct PlannedObject {
  ObjectKind kind{};
  Uuid uuid;    ///< FK uuid
  Uuid source;  ///< OS2MO uuid
  Action action{};
  Reason reason{};
  std::vector<FieldChange> fields;         ///< FieldId order
  Digest digest;                           ///< of the payload; all zero for a removal
  std::optional<WithheldReason> withheld;  ///< none = it is sent
  bool operator==(const PlannedObject&) const = default;
};

/// Every object a plan names, what is withheld included; by (kind, uuid).
std::vector<PlannedObject> objects_of(const Plan& plan);

/// One object on which two plans do not agree. Never both empty.
struct PlanDifference {
  std::optional<PlannedObject> before;  ///< none = the earlier plan leaves it alone
  std::optional<PlannedObject> after;

  const PlannedObject& either() const { return after ? *after : *before; }
  bool operator==(const PlanDifference&) const = default;
};

/// after − before: taking every `before` out of the earlier plan and putting every `after` in gives the later one. Both
/// by (kind, uuid), each object once; so is the result.
std::vector<PlanDifference> subtract_plans(const std::vector<PlannedObject>& after,
                                           const std::vector<PlannedObject>& before);

}  // namespace os2sync
