// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/duplicates.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "adapters/os2mo/rows.hpp"
#include "core/error.hpp"

namespace os2sync::os2mo {
namespace {

/// The last eight bytes of a uuid; two different uuids hardly ever share them, and it does no harm if they do.
std::uint64_t shorten(const Uuid& uuid) {
  std::uint64_t tail = 0;
  std::memcpy(&tail, uuid.bytes().data() + sizeof tail, sizeof tail);
  return tail;
}

/// Shortened uuids that occur more than once. The usual answer is none, so this is a table of bare numbers instead of a
/// set of nodes: half a million rows take a few milliseconds.
template <typename Row>
std::unordered_set<std::uint64_t> find_repeated(const std::vector<Row>& rows) {
  constexpr std::uint64_t kFree = 0;
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15ULL;
  const std::size_t size = std::bit_ceil(rows.size() * 2 + 2);
  const int shift = 64 - std::countr_zero(size);
  std::vector<std::uint64_t> table(size, kFree);
  std::unordered_set<std::uint64_t> repeated;
  for (const Row& row : rows) {
    const std::uint64_t tail = shorten(row.uuid);
    if (tail == kFree) {
      repeated.insert(tail);  // has no place in the table; the comparison of whole uuids will tell
      continue;
    }
    std::size_t at = tail * kSpread >> shift;
    while (table[at] != kFree && table[at] != tail) at = (at + 1) & (size - 1);
    if (table[at] == tail) repeated.insert(tail);
    table[at] = tail;
  }
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
      const std::unordered_set<std::uint64_t> repeated = find_repeated(list);
      if (repeated.empty()) return;
      std::unordered_map<Uuid, Row> first_seen;
      std::erase_if(list, [&](const Row& row) {
        if (!repeated.contains(shorten(row.uuid))) return false;
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
