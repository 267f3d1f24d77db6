// SPDX-License-Identifier: MPL-2.0
/// @file From one object of a page to one record. Private to the page reader.
#pragma once

#include "adapters/os2mo/kinds.hpp"
#include "adapters/os2mo/row.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// Appends the record that `row` describes; fields are read in the order kinds.cpp asks for them, `extras` as there.
void append_record(Kind kind, const Uuid& uuid, Row& row, const Extras& extras, Snapshot& rows);
/// One period of an engagement, from and to as OS2MO wrote them.
SourceEngagement read_engagement(const Uuid& uuid, Row& row);
/// The days of a period and nothing else.
SourceEngagement read_days(Row& row);

}  // namespace os2sync::os2mo
