// SPDX-License-Identifier: MPL-2.0
#include "rules/directory.hpp"

namespace os2sync {
namespace {

std::uint32_t row_of(const UuidTable& table, const std::optional<Uuid>& id) { return id ? table.find(*id) : kNoRow; }

template <typename Row>
RowsByOwner rows_of_units(const std::vector<Row>& rows, const Directory& directory) {
  return {rows, directory.snapshot.units.size(),
          [&](const Row& row) { return row_of(directory.units, row.unit); }};
}

template <typename Row>
RowsByOwner rows_of_persons(const std::vector<Row>& rows, const Directory& directory) {
  return {rows, directory.snapshot.persons.size(),
          [&](const Row& row) { return row_of(directory.persons, row.person); }};
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

}  // namespace os2sync
