// SPDX-License-Identifier: MPL-2.0
#include "plan/repairs.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "plan/diff.hpp"
#include "plan/guard.hpp"
#include "plan/order.hpp"

namespace os2sync {
namespace {

/// Of all there is, as if none had been sent, the changes of these objects.
std::vector<Change> pick(std::vector<Change> changes, const RepairReasons& reasons) {
  std::vector<Change> picked;
  for (Change& change : changes) {
    const auto reason = reasons.find({change.kind, change.uuid});
    if (reason == reasons.end()) continue;
    change.action = Action::update;
    change.reason = reason->second;
    change.fields.clear();
    change.bypass_cache = true;  // OS2sync sent just this before it left
    picked.push_back(std::move(change));
  }
  return picked;
}

ObjectCounts count(std::size_t wanted, std::size_t repaired, const LedgerIndex& sent) {
  ObjectCounts counts;
  counts.wanted = wanted;
  counts.update = repaired;
  counts.unchanged = wanted - repaired;
  counts.in_ledger = static_cast<std::size_t>(
      std::count_if(sent.begin(), sent.end(), [](const auto& item) { return !item.second->deleted; }));
  return counts;
}

template <typename Object>
void add_named(ObjectKind kind, const Uuid& named, const std::vector<Object>& wanted, RepairReasons& reasons,
               bool& found) {
  for (const Object& object : wanted) {
    if (object.uuid != named && object.source != named) continue;
    reasons.emplace(ObjectKey{kind, object.uuid}, Reason::reimported);
    found = true;
  }
}

}  // namespace

Plan plan_repairs(const RepairReasons& reasons, const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                  const Digester& digester) {
  std::vector<Change> units = pick(diff_units(wanted.units, {}, digester, {}), reasons);
  std::vector<Change> users = pick(diff_users(wanted.users, {}, digester, {}), reasons);
  Plan plan;
  plan.units = count(wanted.units.size(), units.size(), index_entries(ledger, ObjectKind::unit));
  plan.users = count(wanted.users.size(), users.size(), index_entries(ledger, ObjectKind::user));
  ParentMap parents;
  for (const WantedUnit& unit : wanted.units) parents.emplace(unit.uuid, unit.parent);
  plan.waves = make_waves_by_depth(std::move(units), find_depths(parents));
  if (!users.empty()) plan.waves.push_back({std::move(users)});
  return plan;
}

RepairReasons reimport_all(const Wanted& wanted) {
  RepairReasons reasons;
  for (const WantedUnit& unit : wanted.units) {
    if (unit.uuid != wanted.top_unit) reasons.emplace(ObjectKey{ObjectKind::unit, unit.uuid}, Reason::reimported);
  }
  for (const WantedUser& user : wanted.users)
    reasons.emplace(ObjectKey{ObjectKind::user, user.uuid}, Reason::reimported);
  return reasons;
}

RepairReasons reimport_named(const std::vector<Uuid>& named, const Wanted& wanted, std::vector<Uuid>& nameless) {
  RepairReasons reasons;
  for (const Uuid& uuid : named) {
    bool found = false;
    add_named(ObjectKind::unit, uuid, wanted.units, reasons, found);
    add_named(ObjectKind::user, uuid, wanted.users, reasons, found);
    if (!found) nameless.push_back(uuid);
  }
  return reasons;
}

bool has_duplicates(std::vector<WantedPosition> positions) {
  // Units that FK-ORG names by no uuid could be any two.
  std::erase_if(positions, [](const WantedPosition& position) { return position.unit.is_nil(); });
  const auto key = [](const WantedPosition& position) { return std::tie(position.unit, position.name); };
  std::sort(positions.begin(), positions.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return std::adjacent_find(positions.begin(), positions.end(),
                            [&](const auto& a, const auto& b) { return key(a) == key(b); }) != positions.end();
}

bool needs_confirmation(const Plan& plan, const Guards& guards) {
  return plan.units.update > removal_limit(guards.units, plan.units.in_ledger) ||
         plan.users.update > removal_limit(guards.users, plan.users.in_ledger);
}

}  // namespace os2sync
