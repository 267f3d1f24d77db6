// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/duplicates.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "adapters/os2mo/rows.hpp"
#include "core/error.hpp"

namespace os2sync::os2mo {
namespace {

/// The uuids that occur more than once; the usual answer is none, so this is kept light.
template <typename Row>
std::unordered_set<Uuid> find_repeated(const std::vector<Row>& rows) {
  std::vector<Uuid> uuids;
  uuids.reserve(rows.size());
  for (const Row& row : rows) uuids.push_back(row.uuid);
  std::sort(uuids.begin(), uuids.end());
  std::unordered_set<Uuid> repeated;
  for (auto it = uuids.begin(); (it = std::adjacent_find(it, uuids.end())) != uuids.end(); ++it) repeated.insert(*it);
  return repeated;
}

template <typename Row>
bool belongs_to_unit_and_person(const Row& row) {
  if constexpr (requires { row.person; row.unit; row.it_system; } || requires { row.person; row.unit; row.visibility; })
    return row.person && row.unit;
  else
    return false;
}

}  // namespace

void settle_duplicates(Snapshot& rows) {
  for (const Kind kind : {Kind::class_, Kind::it_system, Kind::unit, Kind::person, Kind::it_user, Kind::address}) {
    with_rows(rows, kind, [&](auto& list) {
      using Row = typename std::remove_reference_t<decltype(list)>::value_type;
      const std::unordered_set<Uuid> repeated = find_repeated(list);
      if (repeated.empty()) return;
      std::unordered_map<Uuid, Row> first_seen;
      std::erase_if(list, [&](const Row& row) {
        if (!repeated.contains(row.uuid)) return false;
        const auto [first, is_first] = first_seen.try_emplace(row.uuid, row);
        if (is_first) return false;
        if (belongs_to_unit_and_person(row) && first->second == row) return true;
        throw Error{ErrorKind::incomplete,
                    "OS2MO returned object {} of {} twice: it was moved while we read. Nothing was changed; try again later",
                    row.uuid, collection_of(kind)};
      });
    });
  }
}

}  // namespace os2sync::os2mo
