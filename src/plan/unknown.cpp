// SPDX-License-Identifier: MPL-2.0
#include "plan/unknown.hpp"

#include <algorithm>
#include <unordered_set>

#include "plan/diff.hpp"

namespace os2sync {
namespace {

template <typename Object>
Unknown find_unknown_of(const std::vector<Uuid>& listed, const std::vector<Object>& wanted, const LedgerIndex& sent,
                        const std::vector<Uuid>& never) {
  const std::unordered_set<Uuid> held{listed.begin(), listed.end()};
  std::unordered_set<Uuid> not_foreign{never.begin(), never.end()};
  Unknown unknown;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    not_foreign.insert(wanted[i].uuid);
    const auto entry = sent.find(wanted[i].uuid);
    if (entry != sent.end() && !entry->second->deleted) continue;
    if (held.contains(wanted[i].uuid)) {
      unknown.wanted.push_back(i);
    } else {
      ++unknown.not_listed;
    }
  }
  for (const Uuid& uuid : listed) {
    const bool remembered = sent.contains(uuid);
    unknown.known += remembered ? 1 : 0;
    if (!remembered && !not_foreign.contains(uuid)) unknown.unwanted.push_back(uuid);
  }
  return unknown;
}

}  // namespace

Unknown find_unknown(ObjectKind kind, const std::vector<Uuid>& listed, const Wanted& wanted,
                     const std::vector<LedgerEntry>& ledger, const Uuid& top_unit) {
  const LedgerIndex sent = index_entries(ledger, kind);
  return kind == ObjectKind::unit ? find_unknown_of(listed, wanted.units, sent, {top_unit, wanted.top_unit})
                                  : find_unknown_of(listed, wanted.users, sent, {});
}

Uuid owner_of(const Uuid& uuid, const UuidOwners& owners) {
  const auto owner = owners.find(uuid);
  return owner == owners.end() ? uuid : owner->second;
}

}  // namespace os2sync
