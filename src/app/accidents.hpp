// SPDX-License-Identifier: MPL-2.0
/// @file Accidents to be rehearsed: what each would do to what is read or to the settings. Pure.
#pragma once

#include <optional>

#include "config/settings.hpp"
#include "core/source.hpp"
#include "plan/rehearsal.hpp"

namespace os2sync {

struct StagedAccident {
  Settings settings;             ///< damaged or not
  std::optional<Snapshot> rows;  ///< what a damaged source gives; none = the source is whole and has to be asked
  Damage damage;
};

/// None when there is nothing that could be damaged: no unit below the top unit, no account. `whole` was read under
/// `settings`. The same input gives the same damage.
std::optional<StagedAccident> stage_accident(Accident accident, const Snapshot& whole, const Settings& settings);

}  // namespace os2sync
