// SPDX-License-Identifier: MPL-2.0
/// @file Accidents and what would become of a run that meets one, as values.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "plan/plan.hpp"

namespace os2sync {

enum class Accident {
  none,           ///< for comparison: all is as it is
  source_empty,   ///< OS2MO answers 200 and holds no unit and no person
  half,           ///< about half of the units under the top unit are gone, with all that is in them
  wrong_root,     ///< the top unit is set to a unit below the real one
  ad_gone,        ///< no account is left in the it-systems that give FK uuids and user names
  settings_typo,  ///< one character of a setting is wrong
};
inline constexpr std::size_t kAccidentCount = 6;

/// What was damaged, so that anybody can do the same for real.
struct Damage {
  std::size_t units = 0;         ///< rows taken away
  std::size_t persons = 0;       ///< who are not employed any more
  std::size_t accounts = 0;      ///< rows taken away
  std::vector<Uuid> branches;    ///< half: OS2MO uuids of the units that went with all below them
  std::vector<Uuid> it_systems;  ///< ad_gone
  std::string setting;           ///< wrong_root, settings_typo: its key
  std::string was;               ///< as JSON
  std::string became;            ///< as JSON
  bool operator==(const Damage&) const = default;
};

/// What ended a run before its first write.
struct RunStop {
  ErrorKind kind{};
  Said why;
};

/// How `sync` would fare.
struct Verdict {
  Accident accident{};
  std::optional<Damage> damage;  ///< none = there is nothing that could be damaged
  std::optional<RunStop> stop;   ///< none = the run would go on
  const Plan* plan = nullptr;    ///< null when stopped, or when nothing could be damaged
  const Wanted* wanted = nullptr;
  int exit_code = 0;
};

}  // namespace os2sync
