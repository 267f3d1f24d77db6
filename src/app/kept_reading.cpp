// SPDX-License-Identifier: MPL-2.0
#include "app/kept_reading.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace os2sync {
namespace {

template <typename Decide, typename Row>
std::vector<Uuid> decide(const Decide& function, const std::vector<Row>& rows) {
  std::vector<Uuid> uuids = function ? function(rows) : std::vector<Uuid>{};
  std::sort(uuids.begin(), uuids.end());
  return uuids;
}

}  // namespace

std::optional<KeptReading::Asked> KeptReading::ask(const ReadRequest& request, const Snapshot& rows) {
  try {
    return Asked{request, decide(request.unit_address_types, rows.classes),
                 decide(request.person_address_types, rows.classes), decide(request.person_it_systems, rows.it_systems),
                 decide(request.candidate_units, rows.units)};
  } catch (const Error&) {  // the settings name something the source does not have; reading says so
    return std::nullopt;
  }
}

bool KeptReading::Asked::is_same_as(const Asked& other) const {
  // All members by name: a new one does not compile until somebody has thought of it here.
  const auto& [with_engagements, scope, top_unit, with_cpr, with_position_dates, with_future_engagements,
               with_account_holders, with_unplaced_persons, with_managers, with_kle, with_template_facts,
               with_work_addresses, f1, f2, f3, f4] = request;
  const ReadRequest& theirs = other.request;
  return with_engagements == theirs.with_engagements && scope.is_all() && theirs.scope.is_all() &&
         top_unit == theirs.top_unit && with_cpr == theirs.with_cpr &&
         with_position_dates == theirs.with_position_dates &&
         with_future_engagements == theirs.with_future_engagements &&
         with_account_holders == theirs.with_account_holders && with_unplaced_persons == theirs.with_unplaced_persons &&
         with_managers == theirs.with_managers && with_kle == theirs.with_kle &&
         with_template_facts == theirs.with_template_facts && with_work_addresses == theirs.with_work_addresses &&
         unit_address_types == other.unit_address_types && person_address_types == other.person_address_types &&
         person_it_systems == other.person_it_systems && candidate_units == other.candidate_units;
}

Snapshot KeptReading::read(const ReadRequest& request, Observer& observer) {
  if (kept_) {
    const std::optional<Asked> asked = ask(request, *kept_);
    if (asked && asked_ && asked->is_same_as(*asked_)) return *kept_;
  }
  Snapshot rows = source_.read(request, observer);
  if (!kept_) {
    kept_ = rows;
    asked_ = ask(request, rows);
  }
  return rows;
}

Scope KeptReading::find_owners(const std::string& user_key, Observer& observer) {
  return source_.find_owners(user_key, observer);
}

}  // namespace os2sync
