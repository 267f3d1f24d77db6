// SPDX-License-Identifier: MPL-2.0
/// @file What settings say together: contradictions and risks that no single value shows.
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "core/language.hpp"

namespace os2sync {

/// Settings that cannot be followed together, one sentence each, beginning with the key.
std::vector<std::string> find_contradictions(const Settings& settings, Language language);

/// Settings that can be followed but should be known to whoever runs the job.
std::vector<std::string> find_risks(const Settings& settings, Language language);

}  // namespace os2sync
