// SPDX-License-Identifier: MPL-2.0
/// @file A complete read and what the rules make of it, for commands that neither plan nor send.
#pragma once

#include "core/source.hpp"
#include "core/wanted.hpp"
#include "ports/observer.hpp"
#include "ports/source.hpp"
#include "rules/person_templates.hpp"
#include "rules/rules.hpp"

namespace os2sync {

struct ReadWanted {
  Snapshot snapshot;
  Wanted wanted;
};

/// Throws what the source throws, and Error{refused} when the top unit is not among the units.
ReadWanted read_wanted(Source& source, const Rules& rules, const PersonTemplates* templates, Observer& observer);

/// The same for a report on the records: with the persons who have an account but work nowhere, and findings about
/// them.
ReadWanted read_for_report(Source& source, const Rules& rules, const PersonTemplates* templates, Observer& observer);

}  // namespace os2sync
