// SPDX-License-Identifier: MPL-2.0
/// @file What has to be sent, in which order and why: wanted against ledger. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/approval.hpp"
#include "core/digest.hpp"
#include "core/ledger_entry.hpp"
#include "core/scope.hpp"
#include "core/set_aside.hpp"
#include "core/wanted.hpp"
#include "plan/fk_account_plan.hpp"

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
  uuid_replaced,        ///< remove: the same OS2MO object is to be sent under an FK uuid that FK-ORG does not have yet
  not_delivered,        ///< update: nothing differs from what was sent last, but FK-ORG does not hold that
  foreign,              ///< remove: FK-ORG holds it, we never sent it and no rule wants it
  duplicate_positions,  ///< update: FK-ORG holds a position twice; deleted there and sent again
  reimported,           ///< update: passivated in FK-ORG and sent again
  fields_given_up,      ///< update: fields that were ours are left to others now; nothing else differs
  other_uuid_stays,     ///< remove: sent by us, not wanted any more; another FK uuid of the same OS2MO object stays
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

/// Why a change is not carried out.
enum class WithheldReason {
  guard,             ///< S2: more removals than one run may carry out
  autowash_off,      ///< units are removed only with os2sync.autowash
  record_held,       ///< the record in the source is unfit: nothing is concluded from it
  top_unit,          ///< never
  needs_whole_run,   ///< a unit, in a run about some objects only: what is below it was not read
  budget,            ///< S4: with those of the last hours, more removals than one run may carry out
  removal_off,       ///< S2: the limit is 0, which is never
  mass_change,       ///< S8: it is one of too many that change the same field
  source_shrank,     ///< S3: the source holds so much less than before that nothing is concluded from it
  first_run,         ///< S9: FK-ORG held something before this program sent anything
  updates_withheld,  ///< a removal that has to come after changes which are withheld
};
struct Withheld {
  Change change;
  WithheldReason reason{};
  std::uint64_t value = 0;  ///< of a mass change: HeldItem::value
  std::int64_t since = 0;   ///< Unix seconds; 0 = this is the first run that withholds it
};

/// One field that too many objects of a kind would change in (S8).
struct MassChange {
  ObjectKind kind{};
  FieldId field{};
  std::size_t changed = 0;  ///< objects whose field would change or be blanked
  std::size_t held = 0;     ///< of so many
  bool operator==(const MassChange&) const = default;
};

/// Why a run must stop before its first write. The text is for the operator, in English and Danish by render; here the
/// closed list. Stored in approvals: append, never renumber.
enum class Refusal { source_empty, top_unit_missing, no_users_wanted, units_shrank, persons_shrank, first_run };

/// A planned change that a run passes over: it was refused for good before, with this very content.
struct RefusedBefore {
  Action action{};
  SetAside object;
};

struct ObjectCounts {
  std::size_t wanted = 0, in_ledger = 0, create = 0, update = 0, remove = 0, unchanged = 0, held = 0, withheld = 0;
  std::size_t set_aside = 0;  ///< like those withheld in none of create, update and remove

  std::size_t& of(Action action) noexcept {
    return action == Action::create ? create : action == Action::update ? update : remove;
  }
  bool operator==(const ObjectCounts&) const = default;
};

/// Everything a run would do. Waves in order: units top-down by depth, users, user removals, unit removals bottom-up.
struct Plan {
  std::vector<Wave> waves;
  std::vector<Withheld> withheld;        ///< by (kind, uuid)
  std::vector<MassChange> mass_changes;  ///< by (kind, field)
  /// Nothing at all is sent until this plan is approved; then every change is among the withheld ones.
  std::optional<Refusal> refusal;
  bool is_whole = true;  ///< false: about some objects only
  ObjectCounts units;
  ObjectCounts users;
  FkAccountPlan fk_accounts;  ///< what `new` mode writes to OS2MO
  /// By (kind, uuid). Their changes stay in the waves: who sends passes over them and names them.
  std::vector<RefusedBefore> set_aside;

  bool empty() const noexcept { return waves.empty() && fk_accounts.empty(); }
  std::size_t change_count() const noexcept;
  /// False when all that is planned is set aside.
  bool sends_something() const noexcept { return change_count() > set_aside.size() || !fk_accounts.empty(); }
  /// Why a run passes over this change; null when it does not.
  const SetAside* find_set_aside(const Change& change) const noexcept;
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
  std::size_t window_hours = 24;        ///< S4: the limits hold for all runs of so many hours together
  RemovalLimit changes{10, 20};         ///< S8: objects of a kind that may change in one field
  bool continue_when_withheld = true;   ///< S5
};

/// What was done and approved before this run, as far as it counts now.
struct GuardHistory {
  std::size_t units_removed = 0;  ///< within Guards::window_hours
  std::size_t users_removed = 0;
  std::vector<HeldItem> approved;  ///< ascending

  std::size_t removed(ObjectKind kind) const noexcept {
    return kind == ObjectKind::unit ? units_removed : users_removed;
  }
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
  GuardHistory history;
  /// What judge_source() said: then only what was approved under this refusal is carried out.
  std::optional<Refusal> refusal;
  Reposts reposts;
  /// What FK-ORG holds and we never sent is removed too, if no rule wants it.
  bool wash_foreign = false;
};

/// Compares what FK-ORG should hold with what was last accepted. Touches nothing; the same input gives the same plan.
/// The guards are applied: beyond a limit all removals of that kind are withheld, not some, but for approved ones (S2,
/// S4, S6); so are updates of a field that changes too often (S8), and everything when the run is refused (S3, S9).
Plan plan_changes(const Wanted& wanted, const std::vector<LedgerEntry>& ledger, const Digester& digester,
                  const PlanRules& rules);

/// What the guards of S3 see of a run.
struct SourceFacts {
  std::size_t units_read = 0;
  std::size_t persons_read = 0;
  bool top_unit_read = false;
};
/// None = the run may go on.
std::optional<Refusal> judge_source(const SourceFacts& facts, const std::optional<RunFacts>& last, const Wanted& wanted,
                                    const std::vector<LedgerEntry>& ledger, const Guards& guards);

}  // namespace os2sync
