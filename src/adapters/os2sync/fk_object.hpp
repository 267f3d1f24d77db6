// SPDX-License-Identifier: MPL-2.0
/// @file From the body of a single read to FK-ORG's fields.
#pragma once

#include <optional>
#include <string_view>

#include "core/finding.hpp"
#include "core/payload.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// The fields of the object, by OS2sync's spelling whatever the letter case. Null and empty ones are absent, unknown
/// ones ignored, the texts OS2sync puts in for missing parts dropped, and the CPR number never looked at.
/// None when the body is no JSON object.
std::optional<FkFields> parse_fk_object(std::string_view body, ObjectKind kind);

/// All that a read says: those fields, and for comparing also what is no field to be kept.
std::optional<FkObject> parse_fk_read(std::string_view body, ObjectKind kind);

/// True for the member names of OS2sync 2.x. Works on the echo of a post too.
bool is_written_by_version_2(std::string_view body);

}  // namespace os2sync
