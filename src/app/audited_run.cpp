// SPDX-License-Identifier: MPL-2.0
#include "app/audited_run.hpp"

#include <map>
#include <utility>

#include "core/error.hpp"
#include "core/field_id.hpp"
#include "plan/approvable.hpp"
#include "render/names.hpp"
#include "render/quarantine_text.hpp"

namespace os2sync {
namespace {

std::string text(std::string_view view) { return std::string{view}; }
std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

AuditEvent account_event(const Uuid& fk_uuid, const Uuid& person, std::string_view action, const WriteResult& result) {
  const bool is_done = std::holds_alternative<Written>(result);
  return {audit::kFkAccount,
          {{"action", text(action)}, {"result", text(is_done ? "accepted" : "failed")}},
          AuditSubject{fk_uuid, person}};
}

}  // namespace

int on_record(AuditTrail* trail, const RunIdentity& identity, const std::function<int()>& work) {
  if (!trail) return work();
  trail->record({audit::kRunStarted,
                 {{"command", text(identity.command)},
                  {"version", text(identity.version)},
                  {"settings", identity.settings_digest}},
                 {}});
  const auto end = [&](int exit_code) {
    trail->record({audit::kRunEnded, {{"exit_code", std::int64_t{exit_code}}}, {}});
    return exit_code;
  };
  try {
    return end(work());
  } catch (const Error& error) {
    end(exit_code_of(error.kind()));
    throw;
  }
}

void record_plan(const Plan& plan, AuditTrail& trail) {
  if (plan.refusal) trail.record({audit::kRefused, {{"reason", text(name_of(*plan.refusal))}}, {}});
  for (const auto& [kind, counts] : {std::pair{ObjectKind::unit, plan.units}, {ObjectKind::user, plan.users}}) {
    trail.record({audit::kPlanned,
                  {{"kind", text(name_of(kind))},
                   {"create", number(counts.create)},
                   {"update", number(counts.update)},
                   {"delete", number(counts.remove)},
                   {"held", number(counts.held)}},
                  {}});
  }
  const FkAccountPlan& accounts = plan.fk_accounts;
  if (!accounts.empty() || !accounts.withheld.empty()) {
    trail.record({audit::kPlanned,
                  {{"kind", text("fk_account")},
                   {"create", number(accounts.created.size())},
                   {"end", number(accounts.ended.size())},
                   {"withheld", number(accounts.withheld.size())}},
                  {}});
  }
  std::map<std::pair<ObjectKind, WithheldReason>, std::int64_t> withheld;
  for (const Withheld& one : plan.withheld) {
    ++withheld[{one.change.kind, one.reason}];
    if (!can_be_approved(one.reason) || one.since != 0) continue;  // nobody waits for it, or it is on record
    trail.record({audit::kHeldBack,
                  {{"kind", text(name_of(one.change.kind))},
                   {"action", text(name_of(one.change.action))},
                   {"reason", text(name_of(one.reason))}},
                  AuditSubject{one.change.uuid, one.change.source}});
  }
  for (const auto& [what, count] : withheld) {
    trail.record({audit::kWithheld,
                  {{"kind", text(name_of(what.first))}, {"reason", text(name_of(what.second))}, {"changes", count}},
                  {}});
  }
}

AuditEvent event_of(const Change& change, const PushResult& result) {
  AuditEvent event{audit::kWrite, {}, AuditSubject{change.uuid, change.source}};
  event.facts = {{"kind", text(name_of(change.kind))},
                 {"action", text(name_of(change.action))},
                 {"reason", text(name_of(change.reason))}};
  if (const auto* rejected = std::get_if<Rejected>(&result)) {
    event.facts.push_back({"result", text("rejected")});
    event.facts.push_back({"code", text(rejection_info(rejected->code).name)});
    event.facts.push_back({"field", rejected->field});
  } else {
    event.facts.push_back({"result", text(std::holds_alternative<Accepted>(result) ? "accepted" : "failed")});
  }
  std::vector<std::string> fields;
  for (const FieldChange& field : change.fields) fields.push_back(text(field_name(field.field)));
  event.facts.push_back({"fields", std::move(fields)});
  return event;
}

AuditEvent event_of(const NewFkAccount& account, const WriteResult& result) {
  return account_event(account.fk_uuid, account.person, "create", result);
}

AuditEvent event_of(const EndedFkAccount& account, const WriteResult& result) {
  return account_event(account.fk_uuid, account.person, "end", result);
}

}  // namespace os2sync
