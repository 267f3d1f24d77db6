// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/duplicates.hpp"

#include <cstring>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "adapters/os2mo/rows.hpp"
#include "core/error.hpp"

namespace os2sync::os2mo {
namespace {

template <typename Row>
std::unordered_set<Uuid> find_repeated(const std::vector<Row>& rows) {
  std::unordered_set<Uuid> seen;
  std::unordered_set<Uuid> repeated;
  for (const Row& row : rows)
    if (!seen.insert(row.uuid).second) repeated.insert(row.uuid);
  return repeated;
}

bool is_account_of_unit(const SourceItUser& row) { return row.unit.has_value(); }
template <typename Row>
bool is_account_of_unit(const Row& /*row*/) {
  return false;
}

template <typename Row>
bool belongs_to_unit_and_person(const Row& row) {
  if constexpr (
      requires {
        row.person;
        row.unit;
        row.it_system;
      } ||
      requires {
        row.person;
        row.unit;
        row.visibility;
      })
    return row.person && row.unit;
  else
    return false;
}

}  // namespace

bool Repetitions::see(const Uuid& uuid) {
  std::uint64_t tail = 0;
  std::memcpy(&tail, uuid.bytes().data() + sizeof tail, sizeof tail);
  if (tail == 0) return true;  // has no place in the table; a closer look will tell
  if ((size_ + 1) * 2 > tails_.size()) grow();
  std::uint64_t& slot = tails_[find_slot(tail)];
  if (slot == tail) return true;
  slot = tail;
  ++size_;
  return false;
}

std::size_t Repetitions::find_slot(std::uint64_t tail) const {
  constexpr std::uint64_t kSpread = 0xD6E8FEB86659FD93ULL;
  const std::uint64_t mixed = tail * kSpread;
  const std::size_t mask = tails_.size() - 1;
  std::size_t at = static_cast<std::size_t>(mixed ^ mixed >> 32) & mask;
  while (tails_[at] != 0 && tails_[at] != tail) at = (at + 1) & mask;
  return at;
}

void Repetitions::grow() {
  std::vector<std::uint64_t> old(tails_.size() * 2);
  old.swap(tails_);
  for (const std::uint64_t tail : old)
    if (tail != 0) tails_[find_slot(tail)] = tail;
}

void settle_duplicates(Snapshot& rows, Overlap overlap) {
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
        const bool is_expected =
            belongs_to_unit_and_person(row) || (overlap == Overlap::accounts_of_units && is_account_of_unit(row));
        if (is_expected && first->second == row) return true;
        throw Error{ErrorKind::incomplete,
                    Text{"OS2MO returned object {} of {} twice: it was moved while we read. Nothing was changed; try "
                         "again later",
                         "OS2MO gav objekt {} af {} to gange: det blev flyttet, mens vi læste. Intet er ændret; prøv "
                         "igen senere"},
                    row.uuid, collection_of(kind)};
      });
    });
  }
}

}  // namespace os2sync::os2mo
