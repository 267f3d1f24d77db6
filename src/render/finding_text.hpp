// SPDX-License-Identifier: MPL-2.0
/// @file Findings in words: what is wrong and who can mend it, in Danish and English.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/language.hpp"

namespace os2sync {

/// How much a finding matters.
enum class Severity { note, warning, held };

/// Who can mend a record: those who keep employments and units, those who keep accounts and settings, those who keep a
/// unit's own addresses.
enum class Fixer { hr, it, secretaries };
const Text& text_of(Fixer fixer) noexcept;

struct FindingInfo {
  FindingCode code{};
  std::string_view name;  ///< stable, for programs: "fk_uuid_invalid"
  Severity severity{};
  Text text;
  Fixer fixer{};
  Text remedy;  ///< what to do about it in OS2MO
};
const FindingInfo& finding_info(FindingCode code);

/// "unit 1b2c…: two accounts give different FK uuids (…)".
std::string render_finding(const Finding& finding, Language language);
/// Findings by code with counts and a few examples each, then the notes, which are counted alone; in lines of at most
/// `width` columns. Empty when there are none.
std::string render_findings_summary(const std::vector<Finding>& findings, Language language, std::size_t examples,
                                    std::size_t width = 80);

}  // namespace os2sync
