// SPDX-License-Identifier: MPL-2.0
/// @file From the body of a single read to FK-ORG's fields.
#pragma once

#include <optional>
#include <string_view>

#include "core/finding.hpp"
#include "core/fk_object.hpp"

namespace os2sync {

/// The object, its fields by OS2sync's spelling whatever the letter case. Null and empty ones are absent and unknown
/// ones ignored; the texts OS2sync puts in for parts it cannot read are dropped and their fields named. The CPR number
/// is never among the fields. None when the body is no JSON object.
std::optional<FkObject> parse_fk_object(std::string_view body, ObjectKind kind);

/// True for the member names of OS2sync 2.x. Works on the echo of a post too.
bool is_written_by_version_2(std::string_view body);

}  // namespace os2sync
