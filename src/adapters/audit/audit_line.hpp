// SPDX-License-Identifier: MPL-2.0
/// @file One line of the audit trail: a sealed part, its hash, and beside them the subject, which can be blanked.
///
/// {"n":7,"at":"…","event":"write","prev":"<hash of line 6>","facts":{…},"subject_hash":"…","hash":"…","subject":{…}}
/// "hash" is over everything before it. Of the subject the sealed part holds a hash alone, and the subject holds a
/// random salt, so that after its erasure nobody can try whose it was.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/audit_event.hpp"

namespace os2sync {

/// What the next line is chained to.
struct ChainEnd {
  std::int64_t number = 0;  ///< of the last line; 0 = none yet
  std::string hash = std::string(64, '0');
};

/// Makes the line after `end`, without its line break, and moves `end` on to it. Unix seconds.
std::string make_audit_line(const AuditEvent& event, std::int64_t at, ChainEnd& end);

/// Holds a line against the one before it and, when it is sound, moves `end` on to it.
AuditFault check_audit_line(std::string_view line, ChainEnd& end);

/// What a sound line says; none when it cannot be read.
std::optional<AuditRecord> read_audit_line(std::string_view line);

/// The line without its subject; its hash stays what it was.
std::string blank_subject(std::string_view line);

}  // namespace os2sync
