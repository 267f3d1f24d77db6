// SPDX-License-Identifier: MPL-2.0
/// @file A plan as a file that is read back: the lines of `plan --ndjson`, what they rest on, and a hash over all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/language.hpp"
#include "plan/plan_basis.hpp"
#include "plan/plan_difference.hpp"

namespace os2sync {

/// Same plan, same basis, same bytes: two plans are the same when their files are.
std::string render_plan_file(const Plan& plan, const Wanted& wanted, const PlanBasis& basis, const Digester& digester,
                             bool values);

/// The hash in a file's last line, for those who sign plans.
std::string_view hash_of_plan_file(std::string_view text);

struct PlanFile {
  PlanBasis basis;
  bool values = false;                 ///< written with values
  std::vector<PlannedObject> objects;  ///< by (kind, uuid)
  std::vector<std::string> remarks;    ///< its lines about findings and owners of fields, as they stand
};

/// The lines of a plan file that PlanFile::remarks keeps.
std::vector<std::string> remarks_of_plan_file(std::string_view text);

/// Why a file is not to be obeyed.
enum class PlanFileFault {
  no_plan,             ///< something else altogether
  other_format,        ///< of a later or earlier release's vocabulary
  truncated,           ///< the end is missing
  other_program,       ///< made by another version, whose rules may differ
  other_municipality,  ///< another CVR or top unit
  other_ledger,        ///< made with another ledger, or before this one was made anew
  altered,             ///< the hash does not fit
};
/// Without the file's name.
Text describe(PlanFileFault fault);

/// Reads a file back. `ours` says who asks; its ledger and settings do not matter here: whether the plan still holds is
/// for whoever plans again.
std::variant<PlanFile, PlanFileFault> read_plan_file(std::string_view text, const PlanBasis& ours,
                                                     const Digester& digester);

}  // namespace os2sync
