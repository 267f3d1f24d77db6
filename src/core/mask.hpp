// SPDX-License-Identifier: MPL-2.0
/// @file The second net under CPR numbers: whatever looks like one is masked before it leaves the process as text.
#pragma once

#include <string>
#include <string_view>

namespace os2sync {

/// Replaces everything shaped like a CPR number by "[cpr]": six digits that can be a date, perhaps a hyphen, four
/// digits. The first net is that messages never hold one; docs/decisions/0018-no-cpr.md says what is masked by mistake.
///
/// Left alone: parts of longer numbers, uuids and hexadecimal digests, and a P-number behind its field's name (PNR).
/// A bare JSON number becomes the text "[cpr]", so that JSON stays JSON. Mask first, cut afterwards: half a number is
/// not recognised. The result has the length of `text` only when nothing was masked.
std::string mask_cpr(std::string_view text);

}  // namespace os2sync
