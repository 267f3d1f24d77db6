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
    change.fields = compare_fields(live ? entry->fields : std::vector<FieldDigest>{}, change.after.fields, fields);
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
