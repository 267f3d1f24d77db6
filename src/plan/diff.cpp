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

/// What happens to each owned field. A field we owned once and do not own now is left out: FK-ORG keeps its value. Of
/// one that becomes ours (but not if it is only filled when empty) nobody knows what FK-ORG holds: it is overwritten,
/// with nothing if need be. `before` is null for an object that is created.
std::vector<FieldChange> compare_fields(const LedgerEntry* before, const std::vector<FieldDigest>& after,
                                        const std::vector<Field>& owned, const FieldSet& fill_if_empty) {
  std::vector<FieldChange> changes;
  for (const Field& field : owned) {
    const FieldDigest* const was = before ? find_field(before->fields, field.id) : nullptr;
    const FieldDigest* const is = find_field(after, field.id);
    const bool was_theirs = before && before->owned.any() && !before->owned[bit_of(field.id)];
    if (was_theirs && !fill_if_empty[bit_of(field.id)]) {
      changes.push_back({field.id, is ? FieldChangeKind::changed : FieldChangeKind::removed});
      continue;
    }
    if (was && !is) changes.push_back({field.id, FieldChangeKind::removed});
    if (!was && is) changes.push_back({field.id, FieldChangeKind::added});
    if (was && is && was->digest != is->digest) changes.push_back({field.id, FieldChangeKind::changed});
  }
  std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
  return changes;
}

/// Whether all that differs is that fields are left to others now. The object is sent once more all the same: the
/// ledger must not go on saying that they hold what we sent.
bool gave_up_fields(const LedgerEntry& entry, const Change& change) {
  return change.fields.empty() && entry.owned != change.after.owned && entry.source == change.source;
}

/// Compares the objects of one kind; keeps the scratch buffer of the digests.
template <typename Object>
class Differ {
 public:
  Differ(const LedgerIndex& sent, const Digester& digester, const std::vector<Uuid>& reposts)
      : sent_{sent}, digester_{digester}, reposts_{reposts} {}

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
    const bool as_sent = live && entry->digest == digest && entry->source == object.source;
    const bool repost = std::binary_search(reposts_.begin(), reposts_.end(), object.uuid);
    if (as_sent && !repost) return std::nullopt;

    Change change;
    change.action = live ? Action::update : Action::create;
    change.kind = kind_of(object);
    change.uuid = object.uuid;
    change.source = object.source;
    change.reason = as_sent                   ? Reason::not_delivered
                    : live                    ? Reason::fields_differ
                    : entry && entry->deleted ? Reason::sent_deleted_before
                                              : Reason::never_sent;
    // OS2sync skips a post equal to the last one it worked off, also when a delete lies between, and whoever sent it:
    // what is not known to stand as it was sent last goes past that memory.
    const bool unsure = live && entry->digest == Digest{};
    change.bypass_cache = repost || unsure || change.reason == Reason::sent_deleted_before;
    change.after.kind = change.kind;
    change.after.uuid = object.uuid;
    change.after.source = object.source;
    change.after.parent = parent_of(object);
    change.after.digest = digest;
    change.after.fields = field_digests(fields, digester_);
    change.after.owned = set_of(fields);
    change.fields = compare_fields(live ? entry : nullptr, change.after.fields, fields, object.owners.fill_if_empty);
    if (change.reason == Reason::fields_differ && gave_up_fields(*entry, change))
      change.reason = Reason::fields_given_up;
    return change;
  }

  const LedgerIndex& sent_;
  const Digester& digester_;
  const std::vector<Uuid>& reposts_;
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

std::size_t count_live(const LedgerIndex& sent) {
  return static_cast<std::size_t>(
      std::count_if(sent.begin(), sent.end(), [](const auto& item) { return !item.second->deleted; }));
}

std::vector<Change> diff_units(const std::vector<WantedUnit>& wanted, const LedgerIndex& sent, const Digester& digester,
                               const std::vector<Uuid>& reposts) {
  return Differ<WantedUnit>{sent, digester, reposts}.diff(wanted);
}

std::vector<Change> diff_users(const std::vector<WantedUser>& wanted, const LedgerIndex& sent, const Digester& digester,
                               const std::vector<Uuid>& reposts) {
  return Differ<WantedUser>{sent, digester, reposts}.diff(wanted);
}

}  // namespace os2sync
