// SPDX-License-Identifier: MPL-2.0
/// @file Names in the settings (it-systems, hierarchies) as the uuids the source knows them by.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/source.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// It-systems in order of priority. Systems named by one entry share its rank.
class ItSystemRanks {
 public:
  ItSystemRanks() = default;
  /// Each entry is a name, else a user_key, else a uuid. Throws Error{settings} naming `setting` and the nearest known
  /// names when an entry is none of these.
  ItSystemRanks(const std::vector<std::string>& entries, const std::vector<SourceItSystem>& systems,
                std::string_view setting);

  /// 0 = most wanted; none = not on the list.
  std::optional<std::size_t> rank_of(const Uuid& system) const noexcept {
    for (const auto& [listed, rank] : ranks_) {
      if (listed == system) return rank;
    }
    return std::nullopt;
  }
  std::size_t size() const noexcept { return count_; }
  /// Every system on the list, in no order that matters.
  std::vector<Uuid> systems() const;

 private:
  std::vector<std::pair<Uuid, std::size_t>> ranks_;
  std::size_t count_ = 0;
};

/// The it-systems that give FK uuids, for units and persons (os2sync.uuid_from_it_systems).
ItSystemRanks resolve_uuid_systems(const std::vector<SourceItSystem>& systems, const Rules& rules);

/// The it-systems that give user names (os2sync.user_key_it_system_name). Left at its default the setting may name a
/// system that does not exist: no person then has a user name, unless users are filtered by it, which is an error.
ItSystemRanks resolve_user_name_systems(const std::vector<SourceItSystem>& systems, const Rules& rules);

/// The it-systems `new` mode looks at.
struct NewModeSystems {
  std::vector<Uuid> users;  ///< whose accounts become users, ascending
  Uuid fk_org;              ///< whose accounts say under which uuid
  bool makes_users(const Uuid& system) const noexcept;
};
/// By user key alone (os2sync.it_system_user_keys; FK-ORG-UUID or FK-ORG UUID). Throws Error{settings} when one is
/// missing: without it every account would seem to be gone.
NewModeSystems resolve_new_mode_systems(const std::vector<SourceItSystem>& systems, const Rules& rules);
/// The user keys an it-system of FK-ORG accounts may have.
bool is_fk_org_system(const SourceItSystem& system) noexcept;

/// The classes of facet org_unit_hierarchy with one of the configured titles, ascending; empty = no filter.
std::vector<Uuid> resolve_hierarchies(const std::vector<SourceClass>& classes, const Rules& rules);

/// Whether a class can be the type of an address: its facet says so, or the source does not tell facets apart.
bool is_address_type(const SourceClass& candidate) noexcept;
/// Throws Error{settings} when os2sync.employee_engagement_address names a type that the source does not have. Only
/// for sources that list their classes whole, which one recognises by the facets.
void check_work_address_types(const std::vector<SourceClass>& classes, const Rules& rules);

}  // namespace os2sync
