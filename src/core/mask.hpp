// SPDX-License-Identifier: MPL-2.0
/// @file The second net under CPR numbers: whatever looks like one is masked before it leaves the process as text.
#pragma once

#include <string>
#include <string_view>

namespace os2sync {

/// Replaces everything shaped like a CPR number (six digits that can be a date, perhaps a hyphen, four digits, standing
/// alone) by "[cpr]". The day may be raised by 60, as replacement numbers are. The first net is that messages never
/// hold one.
std::string mask_cpr(std::string_view text);

}  // namespace os2sync
