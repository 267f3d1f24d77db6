// SPDX-License-Identifier: MPL-2.0
#include "rules/directory.hpp"

namespace os2sync {
namespace {

std::uint32_t row_of(const UuidTable& table, const std::optional<Uuid>& id) { return id ? table.find(*id) : kNoRow; }

template <typename Row>
RowsByOwner rows_of_units(const std::vector<Row>& rows, const Directory& directory) {
  return {rows, directory.snapshot.units.size(), [&](const Row& row) { return row_of(directory.units, row.unit); }};
}

template <typename Row>
RowsByOwner rows_of_persons(const std::vector<Row>& rows, const Directory& directory) {
  return {rows, directory.snapshot.persons.size(),
          [&](const Row& row) { return row_of(directory.persons, row.person); }};
}

/// Touches every cache line of the rows without waiting for them. Inlined by force: GCC drops a call to a function that
/// does nothing but prefetch.
template <typename Row>
[[gnu::always_inline]] inline void fetch(const std::vector<Row>& rows,
                                         std::span<const std::uint32_t> numbers) noexcept {
  constexpr std::size_t kCacheLine = 64;
  for (const std::uint32_t number : numbers) {
    const char* const row = reinterpret_cast<const char*>(&rows[number]);
    for (std::size_t at = 0; at < sizeof(Row); at += kCacheLine) __builtin_prefetch(row + at);
  }
}

}  // namespace

Directory::Directory(const Snapshot& source)
    : snapshot{source},
      classes{source.classes},
      it_systems{source.it_systems},
      units{source.units},
      persons{source.persons},
      unit_it_users{rows_of_units(source.it_users, *this)},
      unit_addresses{rows_of_units(source.addresses, *this)},
      unit_kles{rows_of_units(source.kles, *this)},
      unit_managers{rows_of_units(source.managers, *this)},
      person_engagements{rows_of_persons(source.engagements, *this)},
      person_it_users{rows_of_persons(source.it_users, *this)},
      person_addresses{rows_of_persons(source.addresses, *this)} {}

const SourceClass* Directory::class_of(const std::optional<Uuid>& id) const noexcept {
  const std::uint32_t row = row_of(classes, id);
  return row == kNoRow ? nullptr : &snapshot.classes[row];
}

const SourceItSystem* Directory::it_system_of(const Uuid& id) const noexcept {
  const std::uint32_t row = it_systems.find(id);
  return row == kNoRow ? nullptr : &snapshot.it_systems[row];
}

void Directory::announce_person(std::uint32_t person_row) const noexcept {
  if (person_row >= snapshot.persons.size()) return;
  __builtin_prefetch(&snapshot.persons[person_row]);
  fetch(snapshot.engagements, person_engagements.of(person_row));
  fetch(snapshot.it_users, person_it_users.of(person_row));
  fetch(snapshot.addresses, person_addresses.of(person_row));
}

}  // namespace os2sync
