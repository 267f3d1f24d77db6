// SPDX-License-Identifier: MPL-2.0
/// @file The pieces that all JSON about plans is made of. Only for render's own .cpp files: it brings the JSON library.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/digest.hpp"
#include "core/finding.hpp"
#include "core/payload.hpp"
#include "plan/plan.hpp"

namespace os2sync {

nlohmann::ordered_json json_of(const Change& change);
nlohmann::ordered_json json_of(const Finding& finding);
nlohmann::ordered_json json_of(const ObjectCounts& counts);
nlohmann::ordered_json json_of(const FieldValue& value);
/// {"code":…,"field":…,"mender":…,"attempts":…,"first_at":…,"last_at":…}
nlohmann::ordered_json refusal_json(const SetAside& object);
/// [{"field": …, "change": …}, …]
nlohmann::ordered_json json_of(const std::vector<FieldChange>& fields);

/// Whatever looks like a CPR number in any text of `json` becomes "[cpr]".
nlohmann::ordered_json mask_texts(nlohmann::ordered_json json);

std::string to_hex(const Digest& digest);

/// One line of a stream: "type" first, then the members of `body`.
std::string line_of(std::string_view type, const nlohmann::ordered_json& body);
/// The line every stream begins with.
std::string version_line(std::string_view program_version);

}  // namespace os2sync
