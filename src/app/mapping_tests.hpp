// SPDX-License-Identifier: MPL-2.0
/// @file Tries a municipality's own mapping tests: each on a small organisation made for it. Asks nobody.
#pragma once

#include <string>
#include <vector>

#include "config/mapping_test.hpp"
#include "core/language.hpp"
#include "rules/person_templates.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// What the rules made of a test's person or unit, where it is not what was expected; one sentence each.
struct MappingTestResult {
  std::string name;
  std::vector<std::string> differences;  ///< empty = the test passed
};

/// `templates` may be null, as for map_snapshot.
MappingTestResult run_mapping_test(const MappingTest& test, const Rules& rules, const PersonTemplates* templates,
                                   Language language);

}  // namespace os2sync
