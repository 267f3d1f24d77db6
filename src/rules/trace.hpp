// SPDX-License-Identifier: MPL-2.0
/// @file What `explain` shows: each rule that was asked about one object, what it saw and what it decided.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/said.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// One rule's decision. `rule` names a section of docs/rules.md (e.g. "unit.parent"), `setting` the key it depends on.
struct TraceStep {
  std::string rule;
  std::string setting;  ///< empty when no setting matters
  Said saw;  ///< uuids, classes, counts; may hold a person's data, so it goes to the terminal only; never CPR
  Said decided;
  bool operator==(const TraceStep&) const = default;
};

/// Collects the steps of one object (OS2MO uuid of a unit or person). Mapping asks wants() before it builds texts, so a
/// run without explain pays nothing.
class Trace {
 public:
  explicit Trace(const Uuid& object) : object_{object} {}

  bool wants(const Uuid& object) const noexcept { return object == object_; }
  void add(TraceStep step) { steps_.push_back(std::move(step)); }
  const std::vector<TraceStep>& steps() const noexcept { return steps_; }

 private:
  Uuid object_;
  std::vector<TraceStep> steps_;
};

}  // namespace os2sync
