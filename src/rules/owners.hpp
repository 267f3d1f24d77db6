// SPDX-License-Identifier: MPL-2.0
/// @file Tells `explain` which fields the settings leave to others.
#pragma once

#include "core/ownership.hpp"
#include "rules/notes.hpp"

namespace os2sync {

/// One step per field that is not simply ours (docs/rules.md, field.owner).
void trace_owners(const FieldOwners& owners, Notes& notes);

}  // namespace os2sync
