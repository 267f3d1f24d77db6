// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/fault.hpp"

#include <algorithm>

namespace os2sync_model {

void Faults::clear(FaultTarget target) {
  std::erase_if(faults_, [&](const Fault& fault) { return fault.target == target; });
}

std::optional<Fault> Faults::strike(FaultTarget target, std::string_view uuid) { return strike(target, uuid, false); }

std::optional<Fault> Faults::strike_read(FaultTarget target, std::string_view uuid) {
  return strike(target, uuid, true);
}

std::optional<Fault> Faults::strike(FaultTarget target, std::string_view uuid, bool reading) {
  const auto hit = std::find_if(faults_.begin(), faults_.end(), [&](const Fault& fault) {
    return fault.target == target && (!fault.uuid || *fault.uuid == uuid) &&
           (reading || fault.mode != FaultMode::looks_absent);
  });
  if (hit == faults_.end()) return std::nullopt;
  const Fault fault = *hit;
  if (hit->count && --*hit->count <= 0) faults_.erase(hit);
  return fault;
}

}  // namespace os2sync_model
