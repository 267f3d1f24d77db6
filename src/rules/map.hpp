// SPDX-License-Identifier: MPL-2.0
/// @file From what the source knows to what FK-ORG should hold. Pure: same rows in any order, same bytes out.
#pragma once

#include <vector>

#include "core/source.hpp"
#include "core/wanted.hpp"
#include "rules/new_mode.hpp"
#include "rules/person_templates.hpp"
#include "rules/rules.hpp"
#include "rules/shared_fk_uuid.hpp"
#include "rules/trace.hpp"

namespace os2sync {

/// Who was sent which FK uuid before; of several who claim one, the holder keeps it.
struct Holders {
  FkHolders units;
  FkHolders users;
};

/// Maps a whole snapshot. `trace`, if given, hears of every decision about the objects it asks for; `templates`, if
/// given, are asked for names and user ids.
/// `facts` are for `new` mode.
/// Throws Error{settings} when a setting names something the source does not have (hierarchy title, it-system),
/// Error{refused} when the top unit is not in the snapshot.
Wanted map_snapshot(const Snapshot& snapshot, const Rules& rules, Trace* trace = nullptr,
                    const PersonTemplates* templates = nullptr, const Holders& holders = {},
                    const NewModeFacts& facts = {});

/// Address types some rule can pick for units / for persons.
std::vector<Uuid> unit_address_types(const std::vector<SourceClass>& classes, const Rules& rules);
std::vector<Uuid> person_address_types(const std::vector<SourceClass>& classes, const Rules& rules);
/// It-systems whose accounts of persons the rules look at.
std::vector<Uuid> person_it_systems(const std::vector<SourceItSystem>& systems, const Rules& rules);
/// A superset of the transferred set T that needs no accounts: units below the top unit that no filter rules out for
/// good.
std::vector<Uuid> candidate_units(const std::vector<SourceUnit>& units, const Rules& rules);

}  // namespace os2sync
