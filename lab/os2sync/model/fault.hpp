// SPDX-License-Identifier: MPL-2.0
/// @file Troubles that can be switched on behind the service: database, FK-ORG, security token service.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os2sync/model/text.hpp"

namespace os2sync_model {

enum class FaultTarget { db, fk, sts };

enum class FaultMode {
  temporary,     ///< a communication error: the row stays queued
  permanent,     ///< a refusal: the row moves to the failures
  status49,      ///< FK-ORG's "no change": counted as success, nothing written
  looks_absent,  ///< reads get a status that OS2sync takes for "does not exist"
};

struct Fault {
  FaultTarget target = FaultTarget::fk;
  FaultMode mode = FaultMode::temporary;
  std::string text;          ///< empty: a typical text
  std::optional<int> count;  ///< strikes left; none: until cleared
  Text uuid;                 ///< only this object
};

class Faults {
 public:
  void set(Fault fault) { faults_.push_back(std::move(fault)); }
  void clear() { faults_.clear(); }
  void clear(FaultTarget target);

  /// The fault that hits a write now, counted down; `uuid` is empty where no single object is concerned.
  std::optional<Fault> strike(FaultTarget target, std::string_view uuid = {});
  /// The same for a read, which `looks_absent` hits as well.
  std::optional<Fault> strike_read(FaultTarget target, std::string_view uuid = {});

 private:
  std::optional<Fault> strike(FaultTarget target, std::string_view uuid, bool reading);

  std::vector<Fault> faults_;
};

}  // namespace os2sync_model
