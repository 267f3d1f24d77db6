// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/scheduler.hpp"

#include <algorithm>
#include <map>

#include "os2sync/model/database.hpp"
#include "os2sync/model/sameness.hpp"

namespace os2sync_model {
namespace {

std::string text_or(const Fault& fault, std::string_view otherwise) {
  return fault.text.empty() ? std::string{otherwise} : fault.text;
}

}  // namespace

TickReport& TickReport::operator+=(const TickReport& more) {
  ran = ran || more.ran;
  evaluated += more.evaluated;
  written += more.written;
  skipped += more.skipped;
  failed += more.failed;
  busy += more.busy;
  poisoned += more.poisoned;
  collapsed += more.collapsed;
  return *this;
}

TickReport Scheduler::tick(Moment now) { return now < next_run_ ? TickReport{} : run(now); }

TickReport Scheduler::drain(Moment now) {
  TickReport total;
  std::size_t before = 0;
  do {
    before = queue_.size();
    total += run(now);
  } while (queue_.size() != 0 && queue_.size() != before);
  return total;
}

TickReport Scheduler::run(Moment now) {
  TickReport report;
  report.ran = true;
  bool trouble = false;
  if (faults_.strike(FaultTarget::db)) {
    trouble = true;
  } else {
    trouble = run_phase(Kind::unit, std::nullopt, now, report);
    // Since 4.4 a unit that cannot be sent no longer holds up the users.
    if (!trouble || !profile_.unit_trouble_blocks_users) {
      trouble = run_phase(Kind::user, profile_.users_per_run, now, report) || trouble;
    }
  }
  if (trouble) {
    const auto step = static_cast<std::size_t>(std::min(errors_, 2));
    next_run_ = now + profile_.back_off.at(step);
    ++errors_;
  }
  return report;
}

bool Scheduler::run_phase(Kind kind, std::optional<int> limit, Moment now, TickReport& report) {
  const bool starves =
      kind == Kind::user && profile_.parked_users_starve_on_mysql && options_.database == Database::mysql;
  const std::optional<int> ceiling = starves ? std::optional{kParkedPriority} : std::nullopt;
  const auto threads = static_cast<std::size_t>(options_.threads);

  int taken = 0;
  auto batch = queue_.next(kind, threads, ceiling);
  // OS2sync: duplicates of a uuid are removed from the first batch of a phase only.
  if (profile_.collapses) collapse(batch, report);
  while (!batch.empty()) {
    // Workers run side by side; one after the other by id is one of their possible orders.
    std::sort(batch.begin(), batch.end());
    if (options_.shuffle) std::shuffle(batch.begin(), batch.end(), random_);
    bool trouble = false;
    for (const std::int64_t id : batch) trouble = run_item(id, now, report) || trouble;
    if (trouble) return true;
    taken += static_cast<int>(batch.size());
    if (limit && taken >= *limit) break;
    batch = queue_.next(kind, threads, ceiling);
  }
  return false;
}

void Scheduler::collapse(std::vector<std::int64_t>& batch, TickReport& report) {
  std::map<std::string, std::int64_t> newest;  // by uuid alone: neither cvr nor operation is looked at
  for (const std::int64_t id : batch) {
    auto& id_of_uuid = newest[queue_.row(id).uuid];
    id_of_uuid = std::max(id_of_uuid, id);
  }
  std::erase_if(batch, [&](std::int64_t id) {
    if (newest.at(queue_.row(id).uuid) == id) return false;
    queue_.drop(id);
    ++report.collapsed;
    return true;
  });
}

bool Scheduler::run_item(std::int64_t id, Moment now, TickReport& report) {
  const QueueRow& row = queue_.row(id);
  if (row.kind == Kind::user && row.operation == Operation::update && profile_.user_diff_breaks_on_mssql &&
      options_.database == Database::mssql) {
    return give_up(id, "Incorrect syntax near 'LIMIT'.", report);  // OS2sync 4.1: MySQL's SQL sent to SQL Server
  }
  if (may_skip(row, queue_, profile_)) return finish(id, true, report);

  std::string trouble;
  const ItemOutcome outcome = evaluate(row, now, trouble);
  if (std::holds_alternative<Busy>(outcome)) {
    ++report.busy;
    keep_busy(id, trouble);
    return true;
  }
  ++report.evaluated;
  if (const auto* refused = std::get_if<Refused>(&outcome)) return give_up(id, refused->text, report);
  if (std::get<Taken>(outcome).wrote) ++report.written;
  return finish(id, false, report);
}

Scheduler::ItemOutcome Scheduler::evaluate(const QueueRow& row, Moment now, std::string& trouble) {
  // A token that cannot be had counts as permanent in 4.x: the row is lost.
  if (profile_.needs_sts) {
    if (const auto fault = faults_.strike(FaultTarget::sts, row.uuid)) {
      return Refused{text_or(*fault, "Token could not be issued by the STS")};
    }
  }
  if (auto text = fk_.stranger(row.cvr)) return Refused{std::move(*text)};
  FkOutcome outcome = Taken{false};
  const auto fault = faults_.strike(FaultTarget::fk, row.uuid);
  if (!fault) {
    outcome = apply(row, now);
  } else if (fault->mode == FaultMode::temporary) {
    trouble = text_or(*fault, "Failed to establish connection to FK Organisation");
    return Busy{};
  } else if (fault->mode == FaultMode::permanent) {
    outcome = Refused{text_or(*fault, "Service 'bruger/6.Importer' returned (40) with message: refused")};
  }
  const auto* taken = std::get_if<Taken>(&outcome);
  // OS2sync lowers the uuid of an UPDATE only.
  fk_.log({row.operation, row.kind, row.cvr, row.operation == Operation::update ? lower(row.uuid) : row.uuid,
           taken != nullptr && taken->wrote});
  if (taken != nullptr) return *taken;
  return std::get<Refused>(std::move(outcome));
}

FkOutcome Scheduler::apply(const QueueRow& row, Moment now) {
  switch (row.operation) {
    case Operation::remove: return fk_.remove(row.kind, row.cvr, row.uuid, now);
    case Operation::passivate: return fk_.passivate(row.kind, row.cvr, row.uuid, now);
    case Operation::update: break;
  }
  if (const auto* unit = std::get_if<Unit>(&row.payload)) return fk_.update(row.cvr, *unit, now);
  return fk_.update(row.cvr, std::get<User>(row.payload), now);
}

/// True when the copy to the success table breaks off, which ends the phase like any thrown error.
bool Scheduler::finish(std::int64_t id, bool skipped, TickReport& report) {
  if (overflows_done_tables(queue_.row(id), profile_)) {
    queue_.half_copy(id, "Data too long for column 'name' at row 1");
    ++report.poisoned;
    return true;
  }
  if (skipped) {
    ++report.skipped;
  } else {
    errors_ = 0;
  }
  queue_.succeed(id, skipped);
  return false;
}

bool Scheduler::give_up(std::int64_t id, const std::string& text, TickReport& report) {
  // OS2sync 3.x on MySQL: the error text lands in a column of 200, and throws when it is longer.
  const bool throws = profile_.long_errors_poison_on_mysql && options_.database == Database::mysql &&
                      characters(text) > kDoneTableWidth;
  if (throws || overflows_done_tables(queue_.row(id), profile_)) {
    ++report.poisoned;
    return true;
  }
  errors_ = 0;
  queue_.fail(id, text);
  ++report.failed;
  return false;
}

void Scheduler::keep_busy(std::int64_t id, const std::string& trouble) {
  if (queue_.row(id).kind != Kind::user) return;
  switch (profile_.busy_user) {
    case BusyUser::stays: return;
    case BusyUser::sinks: return queue_.sink(id, kSunkenPriority);
    case BusyUser::parks_after_rollback:
      if (trouble.find("rollback") != std::string::npos) queue_.sink(id, kParkedPriority);
  }
}

}  // namespace os2sync_model
