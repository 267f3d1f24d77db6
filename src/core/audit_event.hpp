// SPDX-License-Identifier: MPL-2.0
/// @file What the audit trail tells: decisions and writes, with uuids, names of fields and counts; never values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/finding.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// The names of events, as they stand in the file.
namespace audit {
inline constexpr std::string_view kRunStarted = "run_started";
inline constexpr std::string_view kRefused = "refused";       ///< a guard's verdict on the whole run
inline constexpr std::string_view kPlanned = "planned";       ///< what the run is about to do
inline constexpr std::string_view kWithheld = "withheld";     ///< changes that a guard or a rule held back
inline constexpr std::string_view kHeldBack = "held_back";    ///< one of them, in the first run that held it back
inline constexpr std::string_view kWrite = "write";           ///< one change of one object, and what became of it
inline constexpr std::string_view kFkAccount = "fk_account";  ///< one account in OS2MO, made or ended there
inline constexpr std::string_view kRunEnded = "run_ended";
inline constexpr std::string_view kApproved = "approved";       ///< an operator lets exactly what was withheld through
inline constexpr std::string_view kRevoked = "revoked";         ///< an operator took an approval back
inline constexpr std::string_view kRetryAsked = "retry_asked";  ///< an operator lets a refused object try once more
inline constexpr std::string_view kDropped = "dropped";         ///< an operator took an object out of the quarantine
inline constexpr std::string_view kErased = "erased";           ///< an operator had somebody forgotten
inline constexpr std::string_view kMended = "mended";  ///< the end of the file was broken by a kill and was closed off
}  // namespace audit

/// One thing about an event. No uuid and nothing personal may stand in it: it stays when a person is erased.
struct AuditFact {
  std::string name;
  std::variant<std::int64_t, std::string, std::vector<std::string>> value;
  bool operator==(const AuditFact&) const = default;
};

/// Whom an event is about: the part that can be erased.
struct AuditSubject {
  Uuid uuid;    ///< FK uuid
  Uuid source;  ///< OS2MO uuid
  bool operator==(const AuditSubject&) const = default;
};

struct AuditEvent {
  std::string_view name;
  std::vector<AuditFact> facts;
  std::optional<AuditSubject> subject;
};

/// An event as it was found in the trail.
struct AuditRecord {
  std::int64_t number = 0;
  std::string at;  ///< "2026-11-25T02:10:00Z"
  std::string event;
  std::vector<AuditFact> facts;
  std::optional<AuditSubject> subject;
};

/// What can be wrong with a trail. The first line that is at fault ends the reading.
enum class AuditFault {
  none,
  not_a_line,    ///< no line of this program's
  changed,       ///< its content does not give its hash
  out_of_chain,  ///< it does not follow the line before: lines are missing, were moved or put in
  subject,       ///< uuids that were not there when the line was written
  unfinished,    ///< the last line breaks off: a run was killed; the next one closes it off
  head_missing,  ///< the line that was asked for is not in the chain: the end was cut off
};

struct AuditVerdict {
  AuditFault fault = AuditFault::none;
  std::string path;
  bool exists = false;
  std::int64_t lines = 0;       ///< sound ones
  std::int64_t fault_line = 0;  ///< counted from 1; 0 = none or the end
  std::int64_t erased = 0;      ///< lines whose subject was erased
  std::string head;             ///< the hash of the last sound line
};

}  // namespace os2sync
