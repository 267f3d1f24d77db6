// SPDX-License-Identifier: MPL-2.0
/// @file What has to be sent, in which order and why: wanted against ledger. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/ledger_entry.hpp"
#include "core/scope.hpp"
#include "core/wanted.hpp"

namespace os2sync {

enum class Action { create, update, remove };

/// How one field of a changed object differs from what was last sent.
enum class FieldChangeKind { added, changed, removed };
struct FieldChange {
  FieldId field{};
  FieldChangeKind kind{};
  bool operator==(const FieldChange&) const = default;
};

/// Why a change is planned or an object left alone.
enum class Reason {
  never_sent,           ///< create: the ledger does not know it
  sent_deleted_before,  ///< create: it was deleted once and is back
  fields_differ,        ///< update
  no_longer_wanted,     ///< remove: sent by us, not produced by the rules any more
  uuid_replaced,        ///< remove: the same OS2MO object is now sent under another FK uuid
  not_delivered,        ///< update: nothing differs from what was sent last, but FK-ORG does not hold that
};

/// One change of one object. Create and update refer to Wanted by index.
struct Change {
  Action action{};
  ObjectKind kind{};
  Uuid uuid;    ///< FK uuid
  Uuid source;  ///< OS2MO uuid
  Reason reason{};
  std::size_t wanted_index = 0;     ///< into Wanted::units or ::users; unused for remove
  std::vector<FieldChange> fields;  ///< FieldId order; empty for remove
  /// What the ledger will remember once it is accepted (changed_at still 0).
  LedgerEntry after;
  /// FK-ORG was seen to hold something else than was sent last, so OS2sync must not skip this as already done.
  bool bypass_cache = false;
  bool operator==(const Change&) const = default;
};

/// Changes that may be sent side by side; the next wave waits for this one.
struct Wave {
  std::vector<Change> changes;
};

/// Why a removal is not carried out.
enum class WithheldReason {
  guard,            ///< more removals than the guard allows
  autowash_off,     ///< units are removed only with os2sync.autowash
  record_held,      ///< the record in the source is unfit: nothing is concluded from it
  top_unit,         ///< never
  needs_whole_run,  ///< a unit, in a run about some objects only: what is below it was not read
};
struct Withheld {
  Change change;
  WithheldReason reason{};
};

struct ObjectCounts {
  std::size_t wanted = 0, in_ledger = 0, create = 0, update = 0, remove = 0, unchanged = 0, held = 0, withheld = 0;
  bool operator==(const ObjectCounts&) const = default;
};

/// Everything a run would do. Waves in order: units top-down by depth, users, user removals, unit removals bottom-up.
struct Plan {
  std::vector<Wave> waves;
  std::vector<Withheld> withheld;  ///< by (kind, uuid)
  ObjectCounts units;
  ObjectCounts users;

  bool empty() const noexcept { return waves.empty(); }
  std::size_t change_count() const noexcept;
};

/// Limits of S2: removals of a kind are withheld when there are more than
/// max(count, percent of what the ledger says FK-ORG holds). count 0 = never remove.
struct RemovalLimit {
  std::size_t count = 0;
  std::size_t percent = 0;
};
struct Guards {
  RemovalLimit users{10, 5};
  RemovalLimit units{5, 5};
  std::size_t max_shrink_percent = 20;  ///< S3: the source against the last good run
};
/// FK uuids of objects, ascending, that are sent again although nothing differs from what was sent last.
struct Reposts {
  std::vector<Uuid> units;
  std::vector<Uuid> users;
};
struct PlanRules {
  bool autowash = false;
  Guards guards;
  /// OS2MO's uuid of the top unit; Wanted::top_unit is its FK uuid. Neither is ever removed.
  Uuid top_unit;
  /// Nothing else is changed or removed.
  Scope scope;
  Reposts reposts;
};

/// Compares what FK-ORG should hold with what was last accepted. Touches nothing; the same input gives the same plan.
/// Guard S2 is applied: removals beyond the limit are withheld, all of that kind, not some.
Plan plan_changes(const Wanted& wanted, const std::vector<LedgerEntry>& ledger, const Digester& digester,
                  const PlanRules& rules);

/// What the guards of S3 see of a run.
struct SourceFacts {
  std::size_t units_read = 0;
  std::size_t persons_read = 0;
  bool top_unit_read = false;
};
/// Why a run must stop before its first write; none = it may go on. The text is for the operator, in English and Danish
/// by render; here the closed list.
enum class Refusal { source_empty, top_unit_missing, no_users_wanted, units_shrank, persons_shrank };
std::optional<Refusal> judge_source(const SourceFacts& facts, const std::optional<RunFacts>& last, const Wanted& wanted,
                                    const std::vector<LedgerEntry>& ledger, const Guards& guards);

}  // namespace os2sync
