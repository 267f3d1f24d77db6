// SPDX-License-Identifier: MPL-2.0
/// @file What rehearsed accidents would do, for people and programs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.hpp"
#include "plan/rehearsal.hpp"

namespace os2sync {

std::string_view name_of(Accident accident) noexcept;  ///< "source_empty", …

std::string render_verdicts(const std::vector<Verdict>& verdicts, Language language, std::size_t width);
/// One document; the plans in full, without values.
std::string render_verdicts_json(const std::vector<Verdict>& verdicts);
/// Lines of type version, then per accident its planned_change and withheld_change lines and one rehearsal line.
std::string render_verdicts_ndjson(const std::vector<Verdict>& verdicts, std::string_view program_version);

}  // namespace os2sync
