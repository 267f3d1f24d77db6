// SPDX-License-Identifier: MPL-2.0
/// @file The record of what the program decided and did, which only ever grows and shows when somebody changed it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/audit_event.hpp"

namespace os2sync {

/// For one thread at a time.
class AuditTrail {
 public:
  virtual ~AuditTrail() = default;

  /// Adds an event; it survives kill -9 once this has returned. Throws Error{state} when it cannot be written: what is
  /// not on record must not happen.
  virtual void record(const AuditEvent& event) = 0;
  /// Blanks these uuids wherever they are the subject, as FK uuid or as OS2MO uuid; the chain stays sound. Returns on
  /// how many lines.
  virtual std::int64_t erase(std::span<const Uuid> uuids) = 0;
};

/// For looking at; changes nothing and waits for nobody.
class AuditArchive {
 public:
  virtual ~AuditArchive() = default;

  /// Holds every line against the one before. With `head` the chain must also hold the line with that hash.
  virtual AuditVerdict verify(const std::string& head) = 0;
  /// Everything about an object or a person, in order. Says nothing of whether the trail is sound.
  virtual std::vector<AuditRecord> about(const Uuid& uuid) = 0;
};

}  // namespace os2sync
