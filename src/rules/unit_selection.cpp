// SPDX-License-Identifier: MPL-2.0
#include "rules/unit_selection.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "rules/notes.hpp"
#include "rules/rule_names.hpp"

namespace os2sync {
namespace {

constexpr Text kParent{"parent {}", "overordnet {}"};
constexpr Text kFiltered{"the unit or one above it is on the list: not transferred",
                         "enheden eller en over den står på listen: overføres ikke"};
constexpr Text kBelowTop{"below the top unit", "under topenheden"};
constexpr Text kOutside{"its tree has another root: not transferred", "dens træ har en anden rod: overføres ikke"};
constexpr Text kDetached{"the chain of parents is broken or circular: not transferred, left as it is in FK-ORG",
                         "kæden af overordnede er brudt eller en ring: overføres ikke, bliver, som den er i FK-ORG"};
constexpr Text kLevelAndType{"level {}, type {}", "niveau {}, type {}"};
constexpr Text kIgnored{"ignored: not transferred", "ignoreres: overføres ikke"};
constexpr Text kNotIgnored{"neither is ignored", "ingen af dem ignoreres"};
constexpr Text kHierarchy{"hierarchy {}", "hierarki {}"};
constexpr Text kListed{"one of those to be transferred", "et af dem, der skal overføres"};
constexpr Text kBypassed{"another one, but an account gives the unit a FK uuid: transferred",
                         "et andet, men en konto giver enheden et FK-uuid: overføres"};
constexpr Text kNotListed{"not one of those to be transferred", "ikke et af dem, der skal overføres"};
constexpr Text kTopAlways{"the top unit is always transferred", "topenheden overføres altid"};
constexpr Text kNoParent{"the top unit is sent without parent", "topenheden sendes uden overordnet"};
constexpr Text kParentStays{"the parent is transferred", "den overordnede overføres"};
constexpr Text kNearest{"the parent is not in FK-ORG; nearest unit above it that is: '{}' {}",
                        "den overordnede er ikke i FK-ORG; nærmeste enhed over den, der er: '{}' {}"};

std::string class_text(const Directory& directory, const std::optional<Uuid>& id) {
  if (!id) return "–";
  const SourceClass* const known = directory.class_of(id);
  return known ? fmt::format("'{}' {}", known->name, *id) : id->to_string();
}

bool has_fk_account(const Directory& directory, std::uint32_t row, const ItSystemRanks& uuid_systems) {
  return std::ranges::any_of(directory.unit_it_users.of(row), [&](std::uint32_t account) {
    return uuid_systems.rank_of(directory.snapshot.it_users[account].it_system).has_value();
  });
}

/// The chain of parents: below the top unit and not below a filtered one.
bool passes_tree(UnitStanding standing, const SourceUnit& unit, Notes& notes) {
  if (standing == UnitStanding::detached) notes.find(FindingCode::unit_detached);
  if (notes.traced()) {
    const Said parent = say(kParent, unit.parent ? unit.parent->to_string() : "–");
    if (standing == UnitStanding::filtered) {
      notes.step(rule::kUnitFilter, "os2sync.filter_orgunit_uuid", parent, say(kFiltered));
    } else {
      notes.step(rule::kUnitTree, "os2sync.top_unit_uuid", parent,
                 say(standing == UnitStanding::below_top ? kBelowTop
                     : standing == UnitStanding::outside ? kOutside
                                                         : kDetached));
    }
  }
  return standing == UnitStanding::below_top;
}

bool passes_ignored(const SourceUnit& unit, const Rules& rules, const Directory& directory, Notes& notes) {
  const bool ignored = is_ignored(unit, rules);
  if (notes.traced()) {
    notes.step(rule::kUnitIgnored, "os2sync.ignored.unit_levels, os2sync.ignored.unit_types",
               say(kLevelAndType, class_text(directory, unit.level), class_text(directory, unit.type)),
               say(ignored ? kIgnored : kNotIgnored));
  }
  return !ignored;
}

bool passes_hierarchy(const SourceUnit& unit, std::uint32_t row, const Directory& directory,
                      const ItSystemRanks& uuid_systems, const std::vector<Uuid>& hierarchies, Notes& notes) {
  if (hierarchies.empty()) return true;
  const bool listed = unit.hierarchy && std::binary_search(hierarchies.begin(), hierarchies.end(), *unit.hierarchy);
  const bool passes = listed || has_fk_account(directory, row, uuid_systems);
  if (notes.traced()) {
    notes.step(rule::kUnitHierarchy, "os2sync.filter_hierarchy_names",
               say(kHierarchy, class_text(directory, unit.hierarchy)),
               say(listed   ? kListed
                   : passes ? kBypassed
                            : kNotListed));
  }
  return passes;
}

}  // namespace

UnitSelection select_units(const Directory& directory, const Rules& rules, const ItSystemRanks& uuid_systems,
                           const std::vector<Uuid>& hierarchies, std::vector<Finding>& findings, Trace* trace) {
  const std::vector<SourceUnit>& units = directory.snapshot.units;
  UnitSelection selection{walk_units(units, directory.units, rules), std::vector<bool>(units.size())};
  if (selection.tree.top == kNoRow) {
    throw Error{ErrorKind::refused,
                Text{"os2sync.top_unit_uuid: unit {} is not among the {} units read from OS2MO; is it the uuid of a "
                     "unit that exists today?",
                     "os2sync.top_unit_uuid: enhed {} er ikke blandt de {} enheder, der er læst fra OS2MO; er det "
                     "uuid'et på en enhed, der findes i dag?"},
                rules.top_unit, units.size()};
  }
  for (std::uint32_t row = 0; row < units.size(); ++row) {
    Notes notes{ObjectKind::unit, units[row].uuid, findings, trace};
    if (row == selection.tree.top) {
      if (notes.traced()) notes.step(rule::kUnitTree, "os2sync.top_unit_uuid", {}, say(kTopAlways));
      selection.transferred[row] = true;
      continue;
    }
    selection.transferred[row] = passes_tree(selection.tree.standings[row], units[row], notes) &&
                                 passes_ignored(units[row], rules, directory, notes) &&
                                 passes_hierarchy(units[row], row, directory, uuid_systems, hierarchies, notes);
  }
  return selection;
}

std::vector<std::uint32_t> find_parents(const Directory& directory, const UnitSelection& selection,
                                        const std::vector<bool>& skipped, std::vector<Finding>& findings,
                                        Trace* trace) {
  const std::vector<SourceUnit>& units = directory.snapshot.units;
  std::vector<std::uint32_t> parents(units.size(), kNoRow);
  // anchor = the nearest unit, itself included, that others can hang under; known for the parent before the child.
  std::vector<std::uint32_t> anchors(units.size(), kNoRow);
  for (const std::uint32_t row : selection.tree.top_down) {
    const bool is_top = row == selection.tree.top;
    const std::uint32_t direct = units[row].parent && !is_top ? directory.units.find(*units[row].parent) : kNoRow;
    const std::uint32_t nearest = direct == kNoRow ? kNoRow : anchors[direct];
    anchors[row] = selection.transferred[row] && !skipped[row] ? row : nearest;
    if (!selection.transferred[row]) continue;
    parents[row] = nearest;

    Notes notes{ObjectKind::unit, units[row].uuid, findings, trace};
    if (nearest != direct) notes.find(FindingCode::unit_reparented, units[direct].uuid.to_string());
    if (notes.traced()) {
      notes.step(rule::kUnitParent, "os2sync.top_unit_uuid",
                 say(kParent, units[row].parent ? units[row].parent->to_string() : "–"),
                 is_top              ? say(kNoParent)
                 : nearest == direct ? say(kParentStays)
                                     : say(kNearest, units[nearest].name, units[nearest].uuid));
    }
  }
  return parents;
}

}  // namespace os2sync
