// SPDX-License-Identifier: MPL-2.0
#include "app/single.hpp"

#include <algorithm>

namespace os2sync {

Scope find_scope(ObjectKind kind, const std::vector<Uuid>& asked, const std::vector<LedgerEntry>& ledger) {
  Scope scope;
  std::vector<Uuid>& sources = kind == ObjectKind::unit ? scope.units : scope.persons;
  for (const Uuid& uuid : asked) {
    const auto sent = std::find_if(ledger.begin(), ledger.end(), [&](const LedgerEntry& entry) {
      return entry.kind == kind && (entry.uuid == uuid || entry.source == uuid);
    });
    sources.push_back(sent == ledger.end() ? uuid : sent->source);
  }
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  return scope;
}

}  // namespace os2sync
