// SPDX-License-Identifier: MPL-2.0
/// @file A list of checks with their verdicts: what `config check` and `doctor` print.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/language.hpp"

namespace os2sync {

enum class CheckState { ok, warn, fail, skipped };

/// One thing that was looked at. Every fault and warning says what to do about it.
struct Check {
  std::string id;      ///< for programs: "os2mo.login"
  std::string title;   ///< for people
  std::string detail;  ///< what was found
  std::vector<std::string> faults;
  std::vector<std::string> warnings;
  bool skipped = false;

  CheckState state() const {
    if (skipped) return CheckState::skipped;
    if (!faults.empty()) return CheckState::fail;
    return warnings.empty() ? CheckState::ok : CheckState::warn;
  }
};

bool any_failed(const std::vector<Check>& checks);

/// A line for each check, its faults (x) and warnings (!) below it, then the verdict. No line is longer than `width`
/// unless a single word is.
std::string render_checks(const std::vector<Check>& checks, Text good, Text bad, Language language, std::size_t width);
/// {"ok", "checks": [{id, state, title, detail, errors, warnings}], "errors", "warnings"}
std::string render_checks_json(const std::vector<Check>& checks);

}  // namespace os2sync
