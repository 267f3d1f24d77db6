// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/reading.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "adapters/os2mo/organisation.hpp"
#include "adapters/os2mo/rows.hpp"
#include "core/error.hpp"

namespace os2sync::os2mo {
namespace {

using By = Selection::By;

template <typename Decide, typename Row>
std::vector<Uuid> ask(const Decide& decide, const std::vector<Row>& rows) {
  return decide ? decide(rows) : std::vector<Uuid>{};
}

}  // namespace

Reading::Reading(const ReadRequest& request, std::size_t page_size, Pager& pager, Observer& observer)
    : request_{request},
      page_size_{std::max<std::size_t>(page_size, 1)},
      pager_{pager},
      observer_{observer},
      rereading_{pager, page_size_} {}

Snapshot Reading::read() {
  // The longest chain that cannot be split comes among the first.
  for (const Kind kind : {Kind::class_, Kind::it_system, Kind::unit}) pager_.add(kind, {});
  if (request_.with_engagements) pager_.add(Kind::engagement, {});
  if (request_.with_managers) pager_.add(Kind::manager, {});
  if (request_.with_kle) pager_.add(Kind::kle, {});
  if (request_.with_template_facts) pager_.add(Kind::organisation, {});
  pager_.run(rows_, *this);
  while (rereading_.ask_for_unknown(rows_, candidates_, wanted_, unknown_suspected_)) {
    const std::size_t units_before = rows_.units.size();
    pager_.run(rows_, *this);
    if (rows_.units.size() == units_before) continue;
    admit_new_units();
    pager_.run(rows_, *this);
  }
  drop_what_nobody_needs();
  // The chain of all accounts brings those of units once more.
  const auto overlapping = request_.with_account_holders ? Overlap::accounts_of_units : Overlap::none;
  if (repetition_suspected_) settle_duplicates(rows_, overlapping);
  return std::move(rows_);
}

void Reading::page_read(Kind kind, std::size_t count) {
  objects_ += count;
  observer_.progress(Stage::reading, objects_, 0);
  look_at_new_rows(kind, count);
  if (kind == Kind::engagement && details_begun_) find_persons();
}

void Reading::look_at_new_rows(Kind kind, std::size_t count) {
  if (kind == Kind::engagement || kind == Kind::manager || kind == Kind::kle) return;  // one chain each, and it ascends
  const auto last = [count](const auto& rows) { return std::span{rows}.last(count); };
  with_rows(rows_, kind, [&](const auto& rows) {
    Repetitions& repetitions = repetitions_[static_cast<std::size_t>(kind)];
    for (const auto& row : last(rows)) repetition_suspected_ |= repetitions.see(row.uuid);
  });
  if (kind == Kind::it_user)
    for (const SourceItUser& row : last(rows_.it_users))
      unknown_suspected_ |= !known_it_systems_.contains(row.it_system);
  if (kind == Kind::address)
    for (const SourceAddress& row : last(rows_.addresses))
      unknown_suspected_ |=
          !known_classes_.contains(row.type) || (row.visibility && !known_classes_.contains(*row.visibility));
}

void Reading::chain_ended(Kind kind) {
  if (kind == Kind::engagement) {
    engagements_ended_ = true;
    if (!details_begun_) return;
    cut_person_batches(1);
    reserve_for_all_persons();
    find_account_holders();
    return;
  }
  if (kind == Kind::it_user) {
    --account_chains_left_;
    find_account_holders();
    return;
  }
  const bool is_catalogue = kind == Kind::class_ || kind == Kind::it_system || kind == Kind::unit;
  if (is_catalogue && !details_begun_ && --catalogues_left_ == 0) begin_details();
}

/// From here on it is known how many persons there will be; growing these vectors step by step would copy and hold
/// large parts of them twice.
void Reading::reserve_for_all_persons() {
  const std::size_t read = rows_.persons.size();
  if (read == 0) return;
  const double growth = 1.05 * static_cast<double>(wanted_.size()) / static_cast<double>(read);
  const auto reserve = [growth](auto& rows) {
    rows.reserve(static_cast<std::size_t>(growth * static_cast<double>(rows.size())));
  };
  rows_.persons.reserve(wanted_.size());
  reserve(rows_.it_users);
  reserve(rows_.addresses);
}

void Reading::begin_details() {
  details_begun_ = true;
  for (const SourceClass& row : rows_.classes) known_classes_.insert(row.uuid);
  for (const SourceItSystem& row : rows_.it_systems) known_it_systems_.insert(row.uuid);
  unit_address_types_ = ask(request_.unit_address_types, rows_.classes);
  person_address_types_ = ask(request_.person_address_types, rows_.classes);
  person_it_systems_ = ask(request_.person_it_systems, rows_.it_systems);
  detach_roots(rows_.units);
  std::vector<Uuid> candidates = ask(request_.candidate_units, rows_.units);
  std::sort(candidates.begin(), candidates.end());
  for (const Uuid& unit : candidates) candidates_.insert(unit);
  read_unit_details(candidates);
  if (request_.with_account_holders && request_.with_engagements) {
    pager_.add(Kind::it_user, {By::all, {}, person_it_systems_});
    ++account_chains_left_;
  }
  find_persons();
}

/// `units` in ascending order, so that the batches do not depend on the order of the rules' answer.
void Reading::read_unit_details(const std::vector<Uuid>& units) {
  for_each_batch(units, page_size_, [this](std::vector<Uuid> ids) {
    const std::vector<Uuid>& batch = batches_.emplace_back(std::move(ids));
    pager_.add(Kind::it_user, {By::units, batch, {}});
    ++account_chains_left_;
    if (!unit_address_types_.empty()) pager_.add(Kind::address, {By::units, batch, unit_address_types_});
  });
}

/// Who is employed in a candidate unit is worth reading. Goes by the order of the engagements alone, so the batches are
/// the same however the answers of other chains arrive.
void Reading::find_persons() {
  for (; engagements_looked_at_ < rows_.engagements.size(); ++engagements_looked_at_) {
    const SourceEngagement& engagement = rows_.engagements[engagements_looked_at_];
    if (candidates_.contains(engagement.unit) && wanted_.insert(engagement.person))
      persons_waiting_.push_back(engagement.person);
  }
  cut_person_batches(engagements_ended_ ? 1 : page_size_);
}

/// Who holds an account is worth reading without any employment. Asked for when all accounts are there and after all
/// who are employed, so that the batches do not depend on which answer came first.
void Reading::find_account_holders() {
  if (!request_.with_account_holders || !engagements_ended_ || account_chains_left_ > 0) return;
  std::vector<Uuid> holders;
  for (const SourceItUser& account : rows_.it_users) {
    if (account.person && wanted_.insert(*account.person)) holders.push_back(*account.person);
  }
  std::sort(holders.begin(), holders.end());
  persons_waiting_.insert(persons_waiting_.end(), holders.begin(), holders.end());
  cut_person_batches(1);
}

void Reading::cut_person_batches(std::size_t smallest) {
  const std::size_t whole = persons_waiting_.size() / page_size_ * page_size_;
  const std::size_t taken = smallest == 1 ? persons_waiting_.size() : whole;
  const auto end = persons_waiting_.begin() + static_cast<std::ptrdiff_t>(taken);
  for_each_batch(std::vector<Uuid>(persons_waiting_.begin(), end), page_size_, [this](std::vector<Uuid> ids) {
    const std::vector<Uuid>& batch = batches_.emplace_back(std::move(ids));
    pager_.add(Kind::person, {By::uuids, batch, {}});
    if (!person_it_systems_.empty() && !request_.with_account_holders) {
      pager_.add(Kind::it_user, {By::persons, batch, person_it_systems_});
      ++account_chains_left_;
    }
    if (!person_address_types_.empty()) pager_.add(Kind::address, {By::persons, batch, person_address_types_});
  });
  persons_waiting_.erase(persons_waiting_.begin(), end);
}

/// A unit that turned up late can be a candidate itself and can join others to the tree.
void Reading::admit_new_units() {
  detach_roots(rows_.units);
  std::vector<Uuid> fresh = ask(request_.candidate_units, rows_.units);
  std::erase_if(fresh, [this](const Uuid& unit) { return candidates_.contains(unit); });
  std::sort(fresh.begin(), fresh.end());
  for (const Uuid& unit : fresh) candidates_.insert(unit);
  read_unit_details(fresh);
  engagements_looked_at_ = 0;
  find_persons();
}

void Reading::drop_what_nobody_needs() {
  std::erase_if(rows_.engagements, [this](const SourceEngagement& row) { return !wanted_.contains(row.person); });
  std::erase_if(rows_.managers, [this](const SourceManager& row) { return !candidates_.contains(row.unit); });
  std::erase_if(rows_.kles, [this](const SourceKle& row) { return !candidates_.contains(row.unit); });
}

}  // namespace os2sync::os2mo
