// SPDX-License-Identifier: MPL-2.0
#include "app/explain.hpp"

#include <algorithm>
#include <map>

#include "render/plan_json.hpp"
#include "rules/map.hpp"

namespace os2sync {
namespace {

template <typename Rows>
bool holds(const Rows& rows, const Uuid& uuid) {
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.uuid == uuid; });
}

/// The OS2MO object behind `asked`, which may be the FK uuid of something wanted.
struct Subject {
  ObjectKind kind = ObjectKind::user;
  Uuid source;
  bool in_source = false;
};

template <typename Objects>
const Uuid* source_of(const Objects& objects, const Uuid& fk_uuid) {
  const auto found =
      std::find_if(objects.begin(), objects.end(), [&](const auto& object) { return object.uuid == fk_uuid; });
  return found == objects.end() ? nullptr : &found->source;
}

Subject find_subject(const Snapshot& snapshot, const Wanted& wanted, const Uuid& asked) {
  if (holds(snapshot.units, asked)) return {ObjectKind::unit, asked, true};
  if (holds(snapshot.persons, asked)) return {ObjectKind::user, asked, true};
  if (const Uuid* source = source_of(wanted.units, asked)) return {ObjectKind::unit, *source, true};
  if (const Uuid* source = source_of(wanted.users, asked)) return {ObjectKind::user, *source, true};
  return {ObjectKind::user, asked, false};
}

/// What the ledger alone knows: an object that was sent once and has left the source since.
Subject find_in_ledger(const std::vector<LedgerEntry>& ledger, const Uuid& asked) {
  for (const LedgerEntry& entry : ledger) {
    if (entry.uuid == asked || entry.source == asked) return {entry.kind, entry.source, false};
  }
  return {ObjectKind::user, asked, false};
}

template <typename Objects>
void add_payloads(const Objects& objects, const Uuid& source, std::map<Uuid, ExplainedObject>& out) {
  for (const auto& object : objects) {
    if (object.source == source) out[object.uuid].payload = render_payload_json(object);
  }
}

std::vector<ExplainedObject> collect_objects(const PreparedRun& run, const Subject& subject) {
  std::map<Uuid, ExplainedObject> objects;
  if (subject.kind == ObjectKind::unit) {
    add_payloads(run.wanted.units, subject.source, objects);
  } else {
    add_payloads(run.wanted.users, subject.source, objects);
  }
  for (const LedgerEntry& entry : run.ledger) {
    if (entry.kind == subject.kind && entry.source == subject.source) objects[entry.uuid].last_sent = entry;
  }
  for (const Wave& wave : run.plan.waves) {
    for (const Change& change : wave.changes) {
      if (change.kind == subject.kind && objects.contains(change.uuid)) objects[change.uuid].change = change;
    }
  }
  for (const Withheld& withheld : run.plan.withheld) {
    const Change& change = withheld.change;
    if (change.kind != subject.kind || !objects.contains(change.uuid)) continue;
    objects[change.uuid].change = change;
    objects[change.uuid].withheld = withheld.reason;
  }
  std::vector<ExplainedObject> list;
  for (auto& [uuid, object] : objects) {
    object.uuid = uuid;
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace

Explanation explain_object(const RunInputs& inputs, const Rules& rules, const PlanRules& plan_rules,
                           const Uuid& asked) {
  Explanation explanation;
  explanation.asked = asked;
  Subject subject;
  const PreparedRun run = prepare_run(inputs, rules, plan_rules, [&](const Snapshot& snapshot, const Wanted& wanted) {
    subject = find_subject(snapshot, wanted, asked);
    if (!subject.in_source || wanted.units.empty()) return;
    Trace trace{subject.source};
    map_snapshot(snapshot, rules, &trace, inputs.templates);
    explanation.steps = trace.steps();
  });
  if (!subject.in_source) subject = find_in_ledger(run.ledger, asked);
  explanation.kind = subject.kind;
  explanation.source = subject.source;
  explanation.in_source = subject.in_source;
  std::copy_if(run.wanted.findings.begin(), run.wanted.findings.end(), std::back_inserter(explanation.findings),
               [&](const Finding& finding) { return finding.object == subject.source; });
  explanation.objects = collect_objects(run, subject);
  return explanation;
}

}  // namespace os2sync
