// SPDX-License-Identifier: MPL-2.0
#include "app/compare_settings.hpp"

#include <tuple>

#include "core/error.hpp"

namespace os2sync {

SettingsComparison compare_settings(const PlanningSide& in_force, const PlanningSide& other, std::string_view name) {
  SettingsComparison comparison;
  comparison.before = prepare_run(in_force.inputs, in_force.options.rules, in_force.options.plan_rules);
  comparison.after =
      doing(name, [&] { return prepare_run(other.inputs, other.options.rules, other.options.plan_rules); });
  comparison.differences = subtract_plans(objects_of(comparison.after.plan), objects_of(comparison.before.plan));
  return comparison;
}

namespace {

auto everything_in(const Os2moSettings& settings) {
  // All members by name: a new one does not compile until it is compared as well.
  const auto& [base_url, version, auth_server, realm, client_id, secret, renewal, verify, ca, certificate, key,
               page_size, connections, timeout, attempts] = settings;
  return std::make_tuple(base_url, version, auth_server, realm, client_id, secret.reveal(), renewal, verify, ca,
                         certificate, key, page_size, connections, timeout, attempts);
}

}  // namespace

bool share_a_source(const Settings& left, const Settings& right) {
  return !left.use_lc_db && !right.use_lc_db && everything_in(left.os2mo) == everything_in(right.os2mo) &&
         left.new_mode == right.new_mode;
}

}  // namespace os2sync
