// SPDX-License-Identifier: MPL-2.0
/// @file Where the organisation is read from.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/scope.hpp"
#include "core/source.hpp"
#include "ports/observer.hpp"

namespace os2sync {

/// What a run can use. The functions are pure decisions of the rules, asked as soon as their input is complete.
struct ReadRequest {
  bool with_engagements = true;  ///< false: classes, it-systems and units are enough, a source may leave out the rest
  /// All that the scope's objects are mapped from has to be read: their own rows, the top unit, every unit they are or
  /// work in with the units above it and all their accounts, and the managers of units. More may be read.
  Scope scope;
  Uuid top_unit;
  bool with_cpr = false;
  bool with_position_dates = false;      ///< when engagements began, and when they end
  bool with_future_engagements = false;  ///< those that have not begun too
  /// A whole read: persons with an account in one of `person_it_systems` are read although they work nowhere.
  bool with_account_holders = false;
  /// A whole read: besides, for whoever has such an account and works in no candidate unit, what remarks need: the
  /// person without CPR number, the accounts, and all engagements that have not ended. More may be read.
  bool with_unplaced_persons = false;
  bool with_managers = false;
  bool with_kle = false;
  bool with_template_facts = false;  ///< what templates alone show: seniority and the organisation, where it has them
  bool with_work_addresses = false;  ///< a scope needs the addresses of the units its persons work in as well
  /// Address types some rule can pick, for units and for persons; empty = do not read those addresses.
  std::function<std::vector<Uuid>(const std::vector<SourceClass>&)> unit_address_types;
  std::function<std::vector<Uuid>(const std::vector<SourceClass>&)> person_address_types;
  /// It-systems whose accounts of persons matter; empty = read none. Accounts of units are read for every system.
  std::function<std::vector<Uuid>(const std::vector<SourceItSystem>&)> person_it_systems;
  /// Units that may be transferred: details and persons are read for these alone.
  std::function<std::vector<Uuid>(const std::vector<SourceUnit>&)> candidate_units;
};

/// Reads a whole organisation as it is now.
class Source {
 public:
  virtual ~Source() = default;

  /// Complete or nothing: throws Error (unavailable, incomplete, unauthorised) rather than return part of it.
  /// Row order is unspecified. `observer` hears of the progress.
  virtual Snapshot read(const ReadRequest& request, Observer& observer) = 0;

  /// Whose account is called `user_key`: a user name, or a FK uuid. Exact, in every it-system; nobody's = an empty
  /// scope.
  virtual Scope find_owners(const std::string& user_key, Observer& observer) = 0;

  /// How many requests the source needed so far, for the summary.
  virtual std::size_t requests_made() const = 0;
};

}  // namespace os2sync
