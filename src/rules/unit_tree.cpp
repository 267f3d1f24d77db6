// SPDX-License-Identifier: MPL-2.0
#include "rules/unit_tree.hpp"

#include <algorithm>

namespace os2sync {
namespace {

bool contains(const std::vector<Uuid>& ids, const std::optional<Uuid>& id) {
  return id && std::find(ids.begin(), ids.end(), *id) != ids.end();
}

/// Walks upwards until a unit whose standing is known, then hands that standing down the way it came.
class Walk {
 public:
  Walk(const std::vector<SourceUnit>& units, const UuidTable& table, const Rules& rules)
      : units_{units}, table_{table}, rules_{rules}, on_path_(units.size()) {
    tree_.top = table.find(rules.top_unit);
    tree_.standings.resize(units.size());
    tree_.top_down.reserve(units.size());
  }

  UnitTree run() {
    for (std::uint32_t row = 0; row < units_.size(); ++row) settle(row);
    return std::move(tree_);
  }

 private:
  void settle(std::uint32_t row) {
    path_.clear();
    UnitStanding standing = tree_.standings[row];
    while (standing == UnitStanding::unknown) {
      path_.push_back(row);
      on_path_[row] = true;
      const std::optional<Uuid>& parent = units_[row].parent;
      if (row == tree_.top) {
        standing = UnitStanding::below_top;
      } else if (!parent) {
        standing = UnitStanding::outside;
      } else {
        row = table_.find(*parent);
        standing = row == kNoRow || on_path_[row] ? UnitStanding::detached : tree_.standings[row];
      }
    }
    for (auto at = path_.rbegin(); at != path_.rend(); ++at) {
      // Only below the top unit: which member of a circle is met first must not decide about the others.
      const bool cut_off = standing == UnitStanding::below_top && contains(rules_.filter_units, units_[*at].uuid);
      if (cut_off) standing = UnitStanding::filtered;
      tree_.standings[*at] = standing;
      tree_.top_down.push_back(*at);
      on_path_[*at] = false;
    }
  }

  const std::vector<SourceUnit>& units_;
  const UuidTable& table_;
  const Rules& rules_;
  UnitTree tree_;
  std::vector<bool> on_path_;
  std::vector<std::uint32_t> path_;
};

}  // namespace

UnitTree walk_units(const std::vector<SourceUnit>& units, const UuidTable& table, const Rules& rules) {
  return Walk{units, table, rules}.run();
}

bool is_ignored(const SourceUnit& unit, const Rules& rules) noexcept {
  return contains(rules.ignored_unit_levels, unit.level) || contains(rules.ignored_unit_types, unit.type);
}

}  // namespace os2sync
