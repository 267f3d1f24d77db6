// SPDX-License-Identifier: MPL-2.0
#include "app/account_writer.hpp"

#include <utility>
#include <variant>

#include "app/audited_run.hpp"

namespace os2sync {
namespace {

/// Each mutation that fails half-way can cost OS2MO one of its fifteen database connections.
constexpr std::size_t kMostFailuresInARow = 5;

}  // namespace

AccountWriter::AccountWriter(const FkAccountPlan& plan, AccountBook* book, Clock& clock, AuditTrail* audit)
    : plan_{plan}, book_{book}, clock_{clock}, audit_{audit} {
  // What was not tried has not been done.
  for (const NewFkAccount& account : plan.created) not_made_.insert(account.fk_uuid);
  for (const EndedFkAccount& account : plan.ended) not_ended_.insert(account.fk_uuid);
}

bool AccountWriter::may_go_on(Said& why_not) const {
  if (clock_.stop_requested()) why_not = say({"asked to stop", "bedt om at stoppe"});
  if (failures_in_a_row_ >= kMostFailuresInARow) {
    why_not = say({"OS2MO took none of the writes before it", "OS2MO tog ingen af skrivningerne før denne"});
  }
  return why_not.empty();
}

void AccountWriter::make_all() {
  for (const NewFkAccount& account : plan_.created) {
    Said why_not;
    if (!may_go_on(why_not)) {
      fail(account.fk_uuid, why_not, false, true);
      continue;
    }
    const WriteResult result = book_->create(*plan_.it_system, account);
    if (audit_) audit_->record(event_of(account, result));
    if (const auto* failure = std::get_if<NotWritten>(&result)) {
      fail(account.fk_uuid, failure->why, false, false);
      continue;
    }
    failures_in_a_row_ = 0;
    ++report_.created;
    not_made_.erase(account.fk_uuid);
  }
}

void AccountWriter::end_all(const std::unordered_set<Uuid>& failed_persons) {
  for (const EndedFkAccount& account : plan_.ended) {
    Said why_not;
    if (failed_persons.contains(account.person)) {
      why_not = say({"not everything about the person was accepted", "ikke alt om personen blev modtaget"});
    }
    if (!why_not.empty() || !may_go_on(why_not)) {
      fail(account.fk_uuid, why_not, true, true);
      continue;
    }
    const WriteResult result = book_->end(account);
    if (audit_) audit_->record(event_of(account, result));
    if (const auto* failure = std::get_if<NotWritten>(&result)) {
      fail(account.fk_uuid, failure->why, true, false);
      continue;
    }
    failures_in_a_row_ = 0;
    ++report_.ended;
    not_ended_.erase(account.fk_uuid);
  }
}

std::optional<Text> AccountWriter::find_obstacle(const Change& change) const {
  if (change.kind != ObjectKind::user) return std::nullopt;
  if (change.action == Action::remove) {
    if (!not_ended_.contains(change.uuid)) return std::nullopt;
    return Text{"its FK-ORG account was not ended in OS2MO", "brugerens FK-ORG-konto blev ikke afsluttet i OS2MO"};
  }
  if (!not_made_.contains(change.uuid)) return std::nullopt;
  return Text{"its FK-ORG account was not made in OS2MO", "brugerens FK-ORG-konto blev ikke oprettet i OS2MO"};
}

void AccountWriter::fail(const Uuid& fk_uuid, Said why, bool ending, bool postponed) {
  if (!postponed) ++failures_in_a_row_;
  report_.failed.push_back({fk_uuid, std::move(why), ending, postponed});
}

}  // namespace os2sync
