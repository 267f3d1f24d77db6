// SPDX-License-Identifier: MPL-2.0
#include "plan/diff.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "plan/digests.hpp"

namespace os2sync {
namespace {

constexpr ObjectKind kind_of(const WantedUnit&) { return ObjectKind::unit; }
constexpr ObjectKind kind_of(const WantedUser&) { return ObjectKind::user; }
std::optional<Uuid> parent_of(const WantedUnit& unit) { return unit.parent; }
std::optional<Uuid> parent_of(const WantedUser&) { return std::nullopt; }

const FieldDigest* find_field(const std::vector<FieldDigest>& digests, FieldId field) {
  const auto found =
      std::find_if(digests.begin(), digests.end(), [&](const auto& digest) { return digest.field == field; });
  return found == digests.end() ? nullptr : &*found;
}

/// What happens to each owned field. A field we owned once and do not own now is left out: FK-ORG keeps its value.
std::vector<FieldChange> compare_fields(const std::vector<FieldDigest>& before, const std::vector<FieldDigest>& after,
                                        const std::vector<Field>& owned) {
  std::vector<FieldChange> changes;
  for (const Field& field : owned) {
    const FieldDigest* const was = find_field(before, field.id);
    const FieldDigest* const is = find_field(after, field.id);
    if (was && !is) changes.push_back({field.id, FieldChangeKind::removed});
    if (!was && is) changes.push_back({field.id, FieldChangeKind::added});
    if (was && is && was->digest != is->digest) changes.push_back({field.id, FieldChangeKind::changed});
  }
  std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
  return changes;
}

/// Compares the objects of one kind; keeps the scratch buffer of the digests.
template <typename Object>
class Differ {
 public:
  Differ(const LedgerIndex& sent, const Digester& digester) : sent_{sent}, digester_{digester} {}

  std::vector<Change> diff(const std::vector<Object>& wanted) {
    std::vector<Change> changes;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (auto change = diff_one(wanted[i])) {
        change->wanted_index = i;
        changes.push_back(std::move(*change));
      }
    }
    return changes;
  }

 private:
  std::optional<Change> diff_one(const Object& object) {
    const std::vector<Field> fields = fields_of(object);
    const Digest digest = object_digest(fields, digester_, buffer_);
    const auto known = sent_.find(object.uuid);
    const LedgerEntry* const entry = known == sent_.end() ? nullptr : known->second;
    const bool live = entry && !entry->deleted && entry->accepted;
    // An object that moved to another OS2MO record is sent again although no field differs: the ledger must not go on
    // naming the old record, because removals are decided by it.
    if (live && entry->digest == digest && entry->source == object.source) return std::nullopt;

    Change change;
    change.action = live ? Action::update : Action::create;
    change.kind = kind_of(object);
    change.uuid = object.uuid;
    change.source = object.source;
    change.reason = live                      ? Reason::fields_differ
                    : entry && entry->deleted ? Reason::sent_deleted_before
                                              : Reason::never_sent;
    change.after.kind = change.kind;
    change.after.uuid = object.uuid;
    change.after.source = object.source;
    change.after.parent = parent_of(object);
    change.after.digest = digest;
    change.after.fields = field_digests(fields, digester_);
    change.fields = compare_fields(live ? entry->fields : std::vector<FieldDigest>{}, change.after.fields, fields);
    return change;
  }

  const LedgerIndex& sent_;
  const Digester& digester_;
  std::string buffer_;
};

}  // namespace

LedgerIndex index_entries(const std::vector<LedgerEntry>& ledger, ObjectKind kind) {
  LedgerIndex index;
  index.reserve(ledger.size());
  for (const LedgerEntry& entry : ledger) {
    if (entry.kind == kind) index.emplace(entry.uuid, &entry);
  }
  return index;
}

std::vector<Change> diff_units(const std::vector<WantedUnit>& wanted, const LedgerIndex& sent,
                               const Digester& digester) {
  return Differ<WantedUnit>{sent, digester}.diff(wanted);
}

std::vector<Change> diff_users(const std::vector<WantedUser>& wanted, const LedgerIndex& sent,
                               const Digester& digester) {
  return Differ<WantedUser>{sent, digester}.diff(wanted);
}

}  // namespace os2sync
