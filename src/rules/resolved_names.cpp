// SPDX-License-Identifier: MPL-2.0
#include "rules/resolved_names.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "core/error.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr std::string_view kHierarchyFacet = "org_unit_hierarchy";
constexpr std::string_view kAddressFacet = "address_type";
constexpr std::size_t kSuggestions = 3;

/// How many bytes must be inserted, dropped or replaced to make one of the other (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

/// The known names most like `wanted`, quoted, for an error text.
std::string name_nearest(std::string_view wanted, std::vector<std::string> known) {
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  std::erase(known, "");
  if (known.empty()) return "OS2MO has none";
  std::stable_sort(known.begin(), known.end(), [&](const std::string& a, const std::string& b) {
    return distance(wanted, a) < distance(wanted, b);
  });
  known.resize(std::min(known.size(), kSuggestions));
  return fmt::format("nearest in OS2MO: '{}'", fmt::join(known, "', '"));
}

std::vector<Uuid> find_systems(std::string_view entry, const std::vector<SourceItSystem>& systems) {
  std::vector<Uuid> found;
  const auto collect = [&](auto matches) {
    for (const SourceItSystem& system : systems) {
      if (matches(system)) found.push_back(system.uuid);
    }
    return !found.empty();
  };
  if (collect([&](const SourceItSystem& system) { return system.name == entry; })) return found;
  if (collect([&](const SourceItSystem& system) { return system.user_key == entry; })) return found;
  if (const auto id = Uuid::parse(entry)) {
    collect([&](const SourceItSystem& system) { return system.uuid == *id; });
  }
  return found;
}

}  // namespace

ItSystemRanks::ItSystemRanks(const std::vector<std::string>& entries, const std::vector<SourceItSystem>& systems,
                             std::string_view setting)
    : count_{entries.size()} {
  for (std::size_t rank = 0; rank < entries.size(); ++rank) {
    const std::vector<Uuid> found = find_systems(trim(entries[rank]), systems);
    if (found.empty()) {
      std::vector<std::string> known;
      known.reserve(systems.size());
      for (const SourceItSystem& system : systems) known.push_back(system.name);
      throw Error{ErrorKind::settings,
                  Text{"{}: OS2MO has no it-system with name, user_key or uuid '{}' ({}); correct the setting or "
                       "create the it-system",
                       "{}: OS2MO har intet it-system med navn, user_key eller uuid '{}' ({}); ret indstillingen, "
                       "eller opret it-systemet"},
                  setting, entries[rank], name_nearest(entries[rank], known)};
    }
    for (const Uuid& id : found) {
      if (!rank_of(id)) ranks_.emplace_back(id, rank);
    }
  }
}

std::vector<Uuid> ItSystemRanks::systems() const {
  std::vector<Uuid> ids;
  for (const auto& [id, rank] : ranks_) ids.push_back(id);
  return ids;
}

ItSystemRanks resolve_uuid_systems(const std::vector<SourceItSystem>& systems, const Rules& rules) {
  return {rules.uuid_from_it_systems, systems, "os2sync.uuid_from_it_systems"};
}

ItSystemRanks resolve_user_name_systems(const std::vector<SourceItSystem>& systems, const Rules& rules) {
  const bool is_default = rules.user_name_it_systems == Rules{}.user_name_it_systems;
  if (is_default && !rules.filter_users_by_it_system && find_systems(rules.user_name_it_systems[0], systems).empty()) {
    return {};
  }
  return {rules.user_name_it_systems, systems, "os2sync.user_key_it_system_name"};
}

bool NewModeSystems::makes_users(const Uuid& system) const noexcept {
  return std::binary_search(users.begin(), users.end(), system);
}

bool is_fk_org_system(const SourceItSystem& system) noexcept {
  return system.user_key == "FK-ORG-UUID" || system.user_key == "FK-ORG UUID";
}

NewModeSystems resolve_new_mode_systems(const std::vector<SourceItSystem>& systems, const Rules& rules) {
  NewModeSystems found;
  for (const std::string& entry : rules.new_mode_it_systems) {
    const std::size_t before = found.users.size();
    std::vector<std::string> known;
    for (const SourceItSystem& system : systems) {
      known.push_back(system.user_key);
      if (system.user_key == trim(entry)) found.users.push_back(system.uuid);
    }
    if (found.users.size() > before) continue;
    throw Error{
        ErrorKind::settings,
        Text{"os2sync.it_system_user_keys: OS2MO has no it-system with the user_key '{}' ({}); correct the "
             "setting or create the it-system",
             "os2sync.it_system_user_keys: OS2MO har intet it-system med user_key '{}' ({}); ret indstillingen, "
             "eller opret it-systemet"},
        entry, name_nearest(entry, known)};
  }
  std::sort(found.users.begin(), found.users.end());
  const auto fk_systems = std::count_if(systems.begin(), systems.end(), is_fk_org_system);
  if (fk_systems != 1) {
    throw Error{
        ErrorKind::settings,
        Text{"os2sync.new: OS2MO has {} it-systems with the user_key FK-ORG-UUID or 'FK-ORG UUID', where the "
             "uuids of FK-ORG's users are kept; there must be exactly one",
             "os2sync.new: OS2MO har {} it-systemer med user_key FK-ORG-UUID eller 'FK-ORG UUID', hvor uuid'erne "
             "på FK-ORG's brugere opbevares; der skal være netop ét"},
        fk_systems};
  }
  found.fk_org = std::find_if(systems.begin(), systems.end(), is_fk_org_system)->uuid;
  if (found.makes_users(found.fk_org)) {
    throw Error{
        ErrorKind::settings,
        Text{"os2sync.it_system_user_keys: names the it-system of the FK-ORG accounts; name those the users come "
             "from",
             "os2sync.it_system_user_keys: nævner FK-ORG-kontienes it-system; nævn dem, brugerne kommer fra"}};
  }
  return found;
}

std::vector<Uuid> resolve_hierarchies(const std::vector<SourceClass>& classes, const Rules& rules) {
  std::vector<Uuid> found;
  std::vector<std::string> known;
  for (const SourceClass& candidate : classes) {
    if (candidate.facet == kHierarchyFacet) known.push_back(candidate.name);
  }
  for (const std::string& title : rules.filter_hierarchy_names) {
    const std::size_t before = found.size();
    for (const SourceClass& candidate : classes) {
      // A source that does not tell facets apart can only be matched by title.
      if (!candidate.facet.empty() && candidate.facet != kHierarchyFacet) continue;
      if (candidate.name == trim(title)) found.push_back(candidate.uuid);
    }
    if (found.size() == before) {
      throw Error{ErrorKind::settings,
                  Text{"os2sync.filter_hierarchy_names: OS2MO has no hierarchy (facet {}) with the title '{}' ({}); "
                       "correct the setting",
                       "os2sync.filter_hierarchy_names: OS2MO har intet hierarki (facet {}) med titlen '{}' ({}); ret "
                       "indstillingen"},
                  kHierarchyFacet, title, name_nearest(title, known)};
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_address_type(const SourceClass& candidate) noexcept {
  return candidate.facet.empty() || candidate.facet.ends_with(kAddressFacet);
}

void check_work_address_types(const std::vector<SourceClass>& classes, const Rules& rules) {
  std::vector<std::string> known;
  bool whole = false;
  for (const SourceClass& candidate : classes) {
    whole |= candidate.facet.ends_with(kAddressFacet);
    if (is_address_type(candidate)) known.push_back(candidate.name);
  }
  if (!whole) return;
  for (const std::string& name : rules.work_address_types) {
    if (std::ranges::find(known, trim(name)) != known.end()) continue;
    throw Error{ErrorKind::settings,
                Text{"os2sync.employee_engagement_address: OS2MO has no address type with the name '{}' ({}); correct "
                     "the setting",
                     "os2sync.employee_engagement_address: OS2MO har ingen adressetype med navnet '{}' ({}); ret "
                     "indstillingen"},
                name, name_nearest(name, known)};
  }
}

}  // namespace os2sync
