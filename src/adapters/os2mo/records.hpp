// SPDX-License-Identifier: MPL-2.0
/// @file From one object of a page to one record. Private to the page reader.
#pragma once

#include "adapters/os2mo/kinds.hpp"
#include "adapters/os2mo/row.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// Appends the record that `row` describes; fields are read in the order kinds.cpp asks for them, the CPR number only
/// `with_cpr`.
void append_record(Kind kind, const Uuid& uuid, Row& row, bool with_cpr, Snapshot& rows);

}  // namespace os2sync::os2mo
