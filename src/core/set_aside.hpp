// SPDX-License-Identifier: MPL-2.0
/// @file An object that was refused for good and waits in the quarantine until it is mended.
#pragma once

#include <cstdint>
#include <string>

#include "core/digest.hpp"
#include "core/finding.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// The closed list of permanent refusals; render/quarantine_text.cpp words them. Stored by number: append only.
enum class RejectionCode {
  value_missing,       ///< a mandatory value is empty
  text_too_long,       ///< longer than OS2sync can file away
  text_unsendable,     ///< broken UTF-8 or characters no XML document can carry
  reference_broken,    ///< a uuid is missing, a unit is its own parent, a user has no position
  refused_by_os2sync,  ///< OS2sync's own validation said no
  no_room_in_os2sync,  ///< a column of OS2sync's database is too short
  row_incomplete,      ///< OS2sync's database misses a mandatory value
};
inline constexpr int kRejectionCodeCount = static_cast<int>(RejectionCode::row_incomplete) + 1;

/// What the ledger keeps of one refused object: uuids, times and a keyed digest; no personal data.
struct SetAside {
  ObjectKind kind{};
  Uuid uuid;    ///< FK uuid
  Uuid source;  ///< OS2MO uuid
  RejectionCode code{};
  std::string field;          ///< the field or column at fault, in OS2sync's words; may be empty
  std::int64_t attempts = 0;  ///< refused for the same reason so many times
  std::int64_t first_at = 0;  ///< Unix seconds of the first and the latest refusal
  std::int64_t last_at = 0;
  Digest payload;      ///< of the owned fields that were refused: while they are the same it is not sent again
  bool retry = false;  ///< an operator wants it tried once more
  bool operator==(const SetAside&) const = default;
};

}  // namespace os2sync
