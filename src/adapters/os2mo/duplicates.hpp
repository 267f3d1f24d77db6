// SPDX-License-Identifier: MPL-2.0
/// @file No object may have been read twice by two chains: it moved from one batch to another while we read.
#pragma once

#include "adapters/os2mo/kinds.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// Throws Error{incomplete} when an object of a kind that several chains read is there twice. Accounts and addresses that
/// belong to a unit and a person at once are found by both of their chains; if the two rows are equal, one is dropped.
void settle_duplicates(Snapshot& rows);

}  // namespace os2sync::os2mo
