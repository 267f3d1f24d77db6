// SPDX-License-Identifier: MPL-2.0
/// @file What the settings name, held against what the source really has.
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "core/language.hpp"
#include "core/source.hpp"

namespace os2sync {

struct NameFindings {
  std::vector<std::string> faults;    ///< no run can be made with these
  std::vector<std::string> warnings;  ///< a run goes on, but hardly as it was meant
};

/// Looks up the top unit, it-systems, hierarchies, classes and units the settings name. Needs the snapshot's classes,
/// it-systems and units; each sentence begins with the key and says what to do.
NameFindings check_names(const Settings& settings, const Snapshot& snapshot, Language language);

}  // namespace os2sync
