// SPDX-License-Identifier: MPL-2.0
/// @file A snapshot with its indexes: who owns which rows, which class is meant.
#pragma once

#include "core/source.hpp"
#include "rules/rows_by_owner.hpp"
#include "rules/uuid_table.hpp"

namespace os2sync {

/// Borrows the snapshot. Rows whose owner the snapshot does not hold are in no group.
struct Directory {
  explicit Directory(const Snapshot& source);

  /// What is named by a reference; null when the snapshot has no such class or system.
  const SourceClass* class_of(const std::optional<Uuid>& id) const noexcept;
  const SourceItSystem* it_system_of(const Uuid& id) const noexcept;
  /// Has the rows of a person that is mapped soon fetched into the cache: they lie anywhere in a million others, and
  /// waiting for each in turn would take most of the time. Harmless for a row number that is too high.
  void announce_person(std::uint32_t person_row) const noexcept;

  const Snapshot& snapshot;
  UuidTable classes;
  UuidTable it_systems;
  UuidTable units;
  UuidTable persons;
  RowsByOwner unit_it_users;
  RowsByOwner unit_addresses;
  RowsByOwner unit_kles;
  RowsByOwner unit_managers;
  RowsByOwner person_engagements;
  RowsByOwner person_it_users;
  RowsByOwner person_addresses;
};

}  // namespace os2sync
