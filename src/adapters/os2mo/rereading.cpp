// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/rereading.hpp"

#include <algorithm>

#include "adapters/os2mo/references.hpp"
#include "core/error.hpp"

namespace os2sync::os2mo {

bool Rereading::ask_for_unknown(const Snapshot& rows, const UuidSet& units, const UuidSet& persons, bool with_details) {
  std::array<std::vector<Uuid>, kKindCount> missing;
  for (const UnknownReferences& unknown : find_unknown_references(rows, units, persons, with_details)) {
    const auto kind = static_cast<std::size_t>(unknown.kind);
    for (const Uuid& uuid : unknown.uuids) {
      const bool asked_before = asked_[kind].contains(uuid);
      if (asked_before && unknown.must_be_known)
        throw Error{ErrorKind::incomplete,
                    Text{"{} {} are unknown to OS2MO even when asked for by uuid (first: {}). Nothing was changed. If "
                         "they were ended while we read, trying again later helps; else end or correct the references "
                         "in OS2MO",
                         "{} {} er ukendte for OS2MO, selv når der spørges med uuid (det første: {}). Intet er ændret. "
                         "Blev de afsluttet, mens vi læste, hjælper det at prøve igen senere; ellers afslut eller ret "
                         "henvisningerne i OS2MO"},
                    unknown.uuids.size(), unknown.relation, uuid};
      if (!asked_before) missing[kind].push_back(uuid);
    }
  }
  bool asks = false;
  for (std::size_t i = 0; i < kKindCount; ++i) {
    std::sort(missing[i].begin(), missing[i].end());
    missing[i].erase(std::unique(missing[i].begin(), missing[i].end()), missing[i].end());
    for (const Uuid& uuid : missing[i]) asked_[i].insert(uuid);
    for_each_batch(missing[i], batch_size_, [&](std::vector<Uuid> ids) {
      pager_.add(static_cast<Kind>(i), {Selection::By::uuids, batches_.emplace_back(std::move(ids)), {}});
      asks = true;
    });
  }
  return asks;
}

}  // namespace os2sync::os2mo
