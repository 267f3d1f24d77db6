// SPDX-License-Identifier: MPL-2.0
/// @file The audit trail in words: whether it is sound, and what it says of one object or person.
#pragma once

#include <string>
#include <vector>

#include "core/audit_event.hpp"
#include "core/language.hpp"

namespace os2sync {

std::string_view name_of(AuditFault fault) noexcept;  ///< "none", "not_a_line", …

std::string render_audit_verdict(const AuditVerdict& verdict, Language language, std::size_t width);
std::string render_audit_verdict_json(const AuditVerdict& verdict);

/// One event a line, continued where it is wider than `width`.
std::string render_audit_records(const std::vector<AuditRecord>& records, Language language, std::size_t width);
std::string render_audit_records_json(const std::vector<AuditRecord>& records);
/// Lines of type audit.
std::string render_audit_records_ndjson(const std::vector<AuditRecord>& records);

}  // namespace os2sync
