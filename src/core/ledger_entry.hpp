// SPDX-License-Identifier: MPL-2.0
/// @file What the ledger remembers of one object: uuids, times and keyed digests; no personal data.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/digest.hpp"
#include "core/field_id.hpp"
#include "core/finding.hpp"
#include "core/payload.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// The first eight bytes of a keyed digest: enough to name a changed field, useless for guessing its value.
struct FieldDigest {
  FieldId field{};
  std::uint64_t digest = 0;
  bool operator==(const FieldDigest&) const = default;
};

/// The state of one object as OS2sync last accepted it (answered 200).
struct LedgerEntry {
  ObjectKind kind{};
  Uuid uuid;                        ///< FK uuid
  Uuid source;                      ///< OS2MO uuid it was made from
  std::optional<Uuid> parent;       ///< units: FK uuid of the parent, for deleting leaf first
  Digest digest;                    ///< of all owned fields
  std::vector<FieldDigest> fields;  ///< one per owned field that was not null
  bool deleted = false;             ///< the last accepted change was a DELETE
  bool accepted = true;             ///< false: only ever under way, OS2sync may hold it or not; never stored
  std::int64_t changed_at = 0;      ///< Unix seconds of the last accepted change
  FieldSet owned{};                 ///< the fields that were ours; none = not remembered
  bool adopted = false;             ///< taken over from FK-ORG as it was: nothing of it waits in OS2sync's queue
  bool operator==(const LedgerEntry&) const = default;
};

/// One accepted DELETE. Kept when the object comes back: a budget counts what was deleted, not what is gone.
struct Deletion {
  ObjectKind kind{};
  Uuid uuid;
  std::int64_t at = 0;  ///< Unix seconds
  bool operator==(const Deletion&) const = default;
};

/// How much a complete, successful read held; the next run compares against it.
struct RunFacts {
  std::int64_t units_read = 0;
  std::int64_t persons_read = 0;
  std::int64_t finished_at = 0;  ///< Unix seconds
  bool operator==(const RunFacts&) const = default;
};

}  // namespace os2sync
