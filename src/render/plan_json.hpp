// SPDX-License-Identifier: MPL-2.0
/// @file A plan for programs: one JSON document, or a stream of one object a line. docs/output.md is its specification.
#pragma once

#include <string>

#include "core/payload.hpp"
#include "plan/plan.hpp"

namespace os2sync {

inline constexpr int kFormatVersion = 1;

/// {"format_version":1,"changes":[…],"withheld":[…],"set_aside":[…],"refusal":…,"mass_changes":[…],"approval":…,"findings":[…],"counts":{…}};
/// no personal data unless `values`, and no CPR number even then.
std::string render_plan_json(const Plan& plan, const Wanted& wanted, bool values = false);
/// Lines of type version, planned_change, withheld_change, set_aside_change, refusal, mass_change, approval,
/// diagnostic, field_ownership and change_summary.
std::string render_plan_ndjson(const Plan& plan, const Wanted& wanted, std::string_view program_version,
                               bool values = false);

struct PlanLineOptions {
  bool digests =
      false;  ///< for a file: keyed digests of the payloads, and nothing that changes by waiting or by what was refused
  bool values = false;  ///< what is sent in the changed fields; CPR numbers as "[cpr]"
};
/// The same lines but the first, for files and streams that begin with lines of their own.
std::string render_plan_lines(const Plan& plan, const Wanted& wanted, const PlanLineOptions& options);

/// The payload of one object as JSON, CPR as "[cpr]".
std::string render_payload_json(const WantedUnit& unit);
std::string render_payload_json(const WantedUser& user);

}  // namespace os2sync
