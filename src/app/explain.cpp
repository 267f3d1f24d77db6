// SPDX-License-Identifier: MPL-2.0
#include "app/explain.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "render/plan_json.hpp"
#include "rules/map.hpp"

namespace os2sync {
namespace {

std::string join(const std::vector<Uuid>& uuids) {
  std::string text;
  for (const Uuid& uuid : uuids) text += (text.empty() ? "" : ", ") + uuid.to_string();
  return text;
}

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

/// What was sent under `asked`, or made from it.
std::optional<Subject> find_in_ledger(const std::vector<LedgerEntry>& ledger, const Uuid& asked) {
  for (const LedgerEntry& entry : ledger) {
    if (entry.uuid == asked || entry.source == asked) return Subject{entry.kind, entry.source, false};
  }
  return std::nullopt;
}

Scope scope_of(const Subject& subject) {
  return subject.kind == ObjectKind::unit ? Scope{{}, {subject.source}} : Scope{{subject.source}, {}};
}

/// The one record whose account is called so.
Scope find_one_owner(const RunInputs& inputs, const std::string& name) {
  Scope owners = inputs.source.find_owners(name, inputs.observer);
  std::vector<Uuid> all = owners.persons;
  all.insert(all.end(), owners.units.begin(), owners.units.end());
  if (all.size() == 1) return owners;
  if (all.empty())
    throw Error{ErrorKind::usage,
                Text{"'{}' is no uuid, and no account in OS2MO is called so; give a uuid of OS2MO or FK-ORG, or a user "
                     "name",
                     "'{}' er ikke et uuid, og ingen konto i OS2MO hedder det; giv et uuid fra OS2MO eller FK-ORG, "
                     "eller et brugernavn"},
                name};
  throw Error{ErrorKind::usage,
              Text{"accounts of {} records are called '{}': {}; give the uuid of one of them",
                   "konti på {} objekter hedder '{}': {}; giv uuid'et på et af dem"},
              all.size(), name, join(all)};
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
      if (change.kind != subject.kind || !objects.contains(change.uuid)) continue;
      objects[change.uuid].change = change;
      if (const SetAside* object = run.plan.find_set_aside(change)) objects[change.uuid].set_aside = *object;
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

/// One attempt: the run for some objects, and what it says about the one that was asked for.
class Attempt {
 public:
  Attempt(const RunInputs& inputs, const Rules& rules, PlanRules plan_rules, const Scope& scope)
      : inputs_{inputs}, rules_{rules}, plan_rules_{std::move(plan_rules)} {
    plan_rules_.scope = scope;
  }

  /// True when the source or the ledger knows the object.
  bool run(const Uuid& asked) {
    run_ = prepare_run(inputs_, rules_, plan_rules_, [&](const Snapshot& snapshot, const Wanted& wanted) {
      subject_ = find_subject(snapshot, wanted, asked);
      if (!subject_.in_source) return;
      Trace trace{subject_.source};
      const std::vector<LedgerEntry> ledger = inputs_.ledger.load();
      map_snapshot(snapshot, rules_, &trace, inputs_.templates, holders_of(ledger),
                   facts_for(inputs_, snapshot, rules_, ledger, plan_rules_.scope));
      steps_ = trace.steps();
    });
    const auto sent = subject_.in_source ? std::nullopt : find_in_ledger(run_.ledger, asked);
    if (sent) subject_ = *sent;
    return subject_.in_source || sent;
  }

  Explanation explain(const std::string& asked) && {
    Explanation explanation;
    explanation.asked = asked;
    explanation.kind = subject_.kind;
    explanation.source = subject_.source;
    explanation.in_source = subject_.in_source;
    explanation.steps = std::move(steps_);
    std::copy_if(run_.wanted.findings.begin(), run_.wanted.findings.end(), std::back_inserter(explanation.findings),
                 [&](const Finding& finding) { return finding.object == subject_.source; });
    explanation.objects = collect_objects(run_, subject_);
    explanation.fk_accounts = run_.wanted.fk_accounts;
    return explanation;
  }

 private:
  const RunInputs& inputs_;
  const Rules& rules_;
  PlanRules plan_rules_;
  PreparedRun run_;
  Subject subject_;
  std::vector<TraceStep> steps_;
};

}  // namespace

Explanation explain_object(const RunInputs& inputs, const Rules& rules, const PlanRules& plan_rules,
                           const std::string& asked) {
  const std::optional<Uuid> uuid = Uuid::parse(asked);
  const auto sent = uuid ? find_in_ledger(inputs.ledger.load(), *uuid) : std::nullopt;
  const Scope first = !uuid ? find_one_owner(inputs, asked) : sent ? scope_of(*sent) : Scope{{*uuid}, {*uuid}};
  const Uuid subject = uuid ? *uuid : first.persons.empty() ? first.units.front() : first.persons.front();
  Attempt attempt{inputs, rules, plan_rules, first};
  if (attempt.run(subject)) return std::move(attempt).explain(asked);
  // Not a record of OS2MO and never sent: a FK uuid that some account says.
  const Scope owners = inputs.source.find_owners(asked, inputs.observer);
  if (!owners.is_all()) {
    Attempt by_owner{inputs, rules, plan_rules, owners};
    if (by_owner.run(*uuid)) return std::move(by_owner).explain(asked);
  }
  Attempt last{inputs, rules, plan_rules, {}};
  last.run(*uuid);
  return std::move(last).explain(asked);
}

}  // namespace os2sync
