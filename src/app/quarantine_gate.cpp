// SPDX-License-Identifier: MPL-2.0
#include "app/quarantine_gate.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace os2sync {

QuarantineGate::QuarantineGate(Quarantine* quarantine, const Clock& clock) : quarantine_{quarantine}, clock_{clock} {
  if (!quarantine_) return;
  for (SetAside& object : quarantine_->load()) set_aside_.emplace(Key{object.kind, object.uuid}, std::move(object));
}

const SetAside* QuarantineGate::find(const Change& change) const {
  const auto known = set_aside_.find({change.kind, change.uuid});
  const bool held = known != set_aside_.end() && !known->second.retry && known->second.payload == change.after.digest;
  return held ? &known->second : nullptr;
}

void QuarantineGate::refused(const Change& change, const Rejected& rejection) {
  if (!quarantine_) return;
  const std::int64_t now = clock_.now().time_since_epoch().count();
  const auto [known, is_new] = set_aside_.try_emplace({change.kind, change.uuid});
  SetAside& object = known->second;
  const bool same_reason = !is_new && object.code == rejection.code && object.field == rejection.field;
  object = SetAside{change.kind,
                    change.uuid,
                    change.source,
                    rejection.code,
                    rejection.field,
                    same_reason ? object.attempts + 1 : 1,
                    same_reason ? object.first_at : now,
                    now,
                    change.after.digest,
                    false};
  quarantine_->put(object);
}

void QuarantineGate::accepted(const Change& change) {
  if (set_aside_.erase({change.kind, change.uuid}) > 0) quarantine_->release(change.kind, change.uuid);
}

void mark_set_aside(Plan& plan, Quarantine* quarantine, const Clock& clock) {
  const QuarantineGate gate{quarantine, clock};
  for (const Wave& wave : plan.waves) {
    for (const Change& change : wave.changes) {
      const SetAside* object = gate.find(change);
      if (!object) continue;
      plan.set_aside.push_back({change.action, *object});
      ObjectCounts& counts = change.kind == ObjectKind::unit ? plan.units : plan.users;
      --counts.of(change.action);
      ++counts.set_aside;
    }
  }
  std::sort(plan.set_aside.begin(), plan.set_aside.end(), [](const RefusedBefore& a, const RefusedBefore& b) {
    return std::tie(a.object.kind, a.object.uuid) < std::tie(b.object.kind, b.object.uuid);
  });
}

void release_what_is_not_planned(const Plan& plan, const Wanted& wanted, Quarantine& quarantine) {
  std::set<std::pair<ObjectKind, Uuid>> planned;
  for (const Wave& wave : plan.waves) {
    for (const Change& change : wave.changes) planned.emplace(change.kind, change.uuid);
  }
  for (const Withheld& withheld : plan.withheld) planned.emplace(withheld.change.kind, withheld.change.uuid);
  for (const SetAside& object : quarantine.load()) {
    const std::vector<Uuid>& held = object.kind == ObjectKind::unit ? wanted.held_units : wanted.held_persons;
    const bool is_held = std::binary_search(held.begin(), held.end(), object.source);
    if (!is_held && !planned.contains({object.kind, object.uuid})) quarantine.release(object.kind, object.uuid);
  }
}

}  // namespace os2sync
