// SPDX-License-Identifier: MPL-2.0
#include "app/guards.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/error.hpp"
#include "plan/approvable.hpp"
#include "plan/guard.hpp"
#include "plan/scope.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

constexpr std::int64_t kHour = 3600;

using HeldKey = std::tuple<HeldAction, ObjectKind, Uuid>;

HeldKey key_of(const Change& change) {
  const HeldItem item = held_item(change);
  return {item.action, item.kind, item.uuid};
}

/// What of `held` this run has nothing to say about.
std::vector<HeldSince> outside(const Scope& scope, const std::vector<LedgerEntry>& ledger, const Wanted& wanted,
                               std::vector<HeldSince> held) {
  if (scope.is_all()) return {};
  std::set<std::pair<ObjectKind, Uuid>> inside;
  for (const LedgerEntry& entry : entries_in_scope(ledger, scope, wanted)) inside.emplace(entry.kind, entry.uuid);
  std::erase_if(held, [&](const HeldSince& one) { return inside.contains({one.kind, one.uuid}); });
  return held;
}

}  // namespace

GuardHistory recall_history(Ledger& ledger, GuardMemory& memory, const Guards& guards, std::int64_t now) {
  const std::int64_t window = static_cast<std::int64_t>(guards.window_hours) * kHour;
  // Approvals look back as far as they live, which may be further than the budget's window.
  const std::vector<Deletion> deletions = ledger.deletions_since(now - std::max(window, kApprovalSeconds));
  GuardHistory history;
  for (const Deletion& deletion : deletions) {
    if (deletion.at < now - window) continue;
    ++(deletion.kind == ObjectKind::unit ? history.units_removed : history.users_removed);
  }
  history.approved = find_approved(memory.approvals(), deletions, now);
  return history;
}

bool is_first_run_on_a_filled_fk_org(const std::vector<LedgerEntry>& ledger, const Uuid& top_unit, Sink& fk_org,
                                     Observer& observer) {
  if (!ledger.empty()) return false;
  const auto warn = [&](const auto& why) {
    observer.warn(say({"FK-ORG cannot be asked whether it holds the top unit already ({}); if it does, nothing is sent "
                       "until the plan is approved",
                       "FK-ORG kan ikke spørges, om den allerede har topenheden ({}); har den det, sendes intet, før "
                       "planen er godkendt"},
                      why));
  };
  try {
    const FkRead read = fk_org.read(ObjectKind::unit, top_unit);
    if (const auto* unavailable = std::get_if<FkUnavailable>(&read)) warn(unavailable->why);
    return std::holds_alternative<FkObject>(read);
  } catch (const Error& error) {
    warn(error.said());
    return false;
  }
}

void confirm_removals(const RunInputs& inputs, const Rules& rules, PreparedRun& run) {
  std::vector<const Change*> removals;
  for (const Wave& wave : run.plan.waves) {
    for (const Change& change : wave.changes) {
      if (change.action == Action::remove) removals.push_back(&change);
    }
  }
  for (const Withheld& withheld : run.plan.withheld) {
    if (withheld.change.action == Action::remove && is_guarded(withheld.reason)) removals.push_back(&withheld.change);
  }
  if (removals.empty()) return;

  ReadRequest request = read_request_for(rules);
  for (const Change* change : removals) {
    (change->kind == ObjectKind::unit ? request.scope.units : request.scope.persons).push_back(change->source);
  }
  for (std::vector<Uuid>* uuids : {&request.scope.units, &request.scope.persons}) {
    std::sort(uuids->begin(), uuids->end());
    uuids->erase(std::unique(uuids->begin(), uuids->end()), uuids->end());
  }
  const Snapshot again = inputs.source.read(request, inputs.observer);
  const bool has_top = std::any_of(again.units.begin(), again.units.end(),
                                   [&](const SourceUnit& unit) { return unit.uuid == rules.top_unit; });
  if (!has_top) {
    throw Error{
        ErrorKind::incomplete,
        Text{"the top unit was gone when OS2MO was asked once more about {} objects that vanished; nothing was "
             "changed. Try again later",
             "topenheden var væk, da OS2MO blev spurgt igen om {} objekter, der er forsvundet; intet er ændret. "
             "Prøv igen senere"},
        removals.size()};
  }
  for (const SourceUnit& unit : again.units) run.names_of_vanished[unit.uuid] = unit.name;
  for (const SourcePerson& person : again.persons) {
    run.names_of_vanished[person.uuid] = fmt::format("{} {}", person.given_name, person.surname);
  }
  Wanted wanted = map_snapshot(again, rules, nullptr, inputs.templates, holders_of(run.ledger));
  restrict_to_scope(wanted, run.ledger, request.scope);
  std::set<std::pair<ObjectKind, Uuid>> uuids;
  std::set<std::pair<ObjectKind, Uuid>> sources;
  const auto add = [&](ObjectKind kind, const auto& objects) {
    for (const auto& object : objects) {
      uuids.emplace(kind, object.uuid);
      sources.emplace(kind, object.source);
    }
  };
  add(ObjectKind::unit, wanted.units);
  add(ObjectKind::user, wanted.users);
  for (const Change* change : removals) {
    const bool still_there =
        uuids.contains({change->kind, change->uuid}) ||
        (change->reason == Reason::no_longer_wanted && sources.contains({change->kind, change->source}));
    if (!still_there) continue;
    throw Error{ErrorKind::incomplete,
                Text{"{} {} was missing when OS2MO was read, but is there when asked for by its uuid: the read was not "
                     "whole, or OS2MO changed meanwhile. Nothing was changed; try again later",
                     "{} {} manglede, da OS2MO blev læst, men er der ved opslag på uuid: læsningen var ikke "
                     "fuldstændig, eller OS2MO blev ændret imens. Intet er ændret; prøv igen senere"},
                change->kind == ObjectKind::unit ? Text{"unit", "enhed"} : Text{"person", "person"}, change->source};
  }
}

void recall_ages(GuardMemory& memory, Plan& plan) {
  std::map<HeldKey, std::int64_t> since;
  for (const HeldSince& held : memory.held()) since[{held.action, held.kind, held.uuid}] = held.since;
  for (Withheld& withheld : plan.withheld) {
    if (const auto found = since.find(key_of(withheld.change)); found != since.end()) withheld.since = found->second;
  }
}

void remember_withheld(GuardMemory& memory, const PreparedRun& run) {
  std::vector<HeldSince> held = outside(run.plan_rules.scope, run.ledger, run.wanted, memory.held());
  for (const Withheld& withheld : run.plan.withheld) {
    if (!can_be_approved(withheld.reason)) continue;
    const auto [action, kind, uuid] = key_of(withheld.change);
    held.push_back({action, kind, uuid, withheld.since == 0 ? run.facts.finished_at : withheld.since});
  }
  std::sort(held.begin(), held.end());
  memory.record_held(held);
}

void tell_of_guards(const PreparedRun& run, Observer& observer) {
  const WithheldAlarm alarm = find_alarm(run.plan, run.facts.finished_at);
  if (alarm.over_a_week > 0) {
    observer.warn(
        say({"second alarm: {} deletions have been withheld for more than 7 days; whoever left keeps access "
             "until somebody approves them or mends OS2MO",
             "anden alarm: {} sletninger har været tilbageholdt i over 7 døgn; fratrådte beholder adgang, til "
             "nogen godkender dem eller retter OS2MO"},
            alarm.over_a_week));
  } else if (alarm.over_a_day > 0) {
    observer.warn(
        say({"alarm: {} deletions have been withheld for more than 24 hours; look at them with plan, then "
             "approve them or mend OS2MO",
             "alarm: {} sletninger har været tilbageholdt i over 24 timer; se på dem med plan, og godkend dem "
             "så, eller ret OS2MO"},
            alarm.over_a_day));
  }
}

Said how_to_approve(const Plan& plan) {
  const std::string hash = approval_hash(plan);
  if (hash.empty()) {
    return say({"`os2sync-export plan` shows what is withheld, and the hash to approve it by",
                "`os2sync-export plan` viser det tilbageholdte og koden til at godkende det med"});
  }
  return say({"If all of it is right, `os2sync-export approve {}` lets this plan and no other through",
              "Er det hele rigtigt, slipper `os2sync-export approve {}` netop denne plan igennem"},
             hash);
}

bool has_guarded(const Plan& plan) {
  return !plan.fk_accounts.withheld.empty() ||
         std::any_of(plan.withheld.begin(), plan.withheld.end(),
                     [](const Withheld& withheld) { return is_guarded(withheld.reason); });
}

std::optional<Text> find_stop(const Plan& plan, const Guards& guards) {
  if (plan.refusal) return text_of(*plan.refusal);
  if (guards.continue_when_withheld || !has_guarded(plan)) return std::nullopt;
  return Text{"changes are withheld, and os2sync.guard.continue_when_withheld is off: nothing is sent",
              "ændringer er tilbageholdt, og os2sync.guard.continue_when_withheld er slået fra: intet sendes"};
}

void refuse(const Text& why, const Plan& plan) {
  throw Error{ErrorKind::refused, Text{"{}. {}", "{}. {}"}, why, how_to_approve(plan)};
}

}  // namespace os2sync
