// SPDX-License-Identifier: MPL-2.0
/// @file What mapping one unit or person needs to know about all the others.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/wanted.hpp"
#include "rules/accounts.hpp"
#include "rules/address_types.hpp"
#include "rules/directory.hpp"
#include "rules/new_mode.hpp"
#include "rules/person_templates.hpp"
#include "rules/resolved_names.hpp"
#include "rules/rules.hpp"
#include "rules/trace.hpp"
#include "rules/unit_selection.hpp"

namespace os2sync {

/// Filled from top to bottom: names, T, the units' FK uuids, then users, then units.
struct Mapping {
  const Rules& rules;
  const Directory& directory;
  Trace* trace;
  const PersonTemplates* templates;  ///< null = none are configured
  const NewModeFacts& new_mode_facts;
  AccountSystems systems;
  std::optional<NewModeSystems> new_mode_systems;  ///< none outside `new` mode
  std::vector<AddressType> address_types;          ///< by class row
  UnitSelection selection;
  std::vector<Uuid> unit_fk_uuids;              ///< by unit row; OS2MO's uuid where no account says otherwise
  std::vector<bool> held_units;                 ///< by unit row
  std::vector<std::uint32_t> parents;           ///< by unit row
  std::vector<std::optional<Uuid>> lead_users;  ///< by person row: the user a manager is known by, if there is one
};

}  // namespace os2sync
