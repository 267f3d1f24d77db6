// SPDX-License-Identifier: MPL-2.0
/// @file The audit trail as a file of JSON lines.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/said.hpp"
#include "ports/audit_trail.hpp"
#include "ports/clock.hpp"

namespace os2sync {

/// A trail and what was put right on the way, for the operator.
struct OpenedAuditTrail {
  std::unique_ptr<AuditTrail> trail;
  std::vector<Said> remarks;
};

/// Opens or makes the file (mode 0600) and keeps every other writer out until it is closed. A last line that a kill
/// broke off is taken away, which the trail tells; a file that cannot be gone on with is moved aside, never over
/// another. Throws Error{locked, state}.
OpenedAuditTrail open_audit_trail(const std::string& path, const Clock& clock);

/// For looking at; the file need not be there.
std::unique_ptr<AuditArchive> open_audit_archive(const std::string& path);

}  // namespace os2sync
