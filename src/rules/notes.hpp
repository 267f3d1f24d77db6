// SPDX-License-Identifier: MPL-2.0
/// @file Where the rules put their remarks about one object: findings for the run, trace steps for `explain`.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.hpp"
#include "rules/trace.hpp"

namespace os2sync {

/// Cheap to make for every object; build texts for step() only when traced().
class Notes {
 public:
  Notes(ObjectKind kind, const Uuid& object, std::vector<Finding>& findings, Trace* trace)
      : kind_{kind}, object_{object}, findings_{findings}, trace_{trace && trace->wants(object) ? trace : nullptr} {}

  void find(FindingCode code, std::string detail = {}) {
    findings_.push_back(Finding{code, kind_, object_, std::move(detail)});
  }
  bool traced() const noexcept { return trace_ != nullptr; }
  void step(std::string_view rule, std::string_view setting, Said saw, Said decided) {
    if (trace_) trace_->add({std::string{rule}, std::string{setting}, std::move(saw), std::move(decided)});
  }
  const Uuid& object() const noexcept { return object_; }

 private:
  ObjectKind kind_;
  Uuid object_;
  std::vector<Finding>& findings_;
  Trace* trace_;
};

}  // namespace os2sync
