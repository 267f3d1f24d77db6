// SPDX-License-Identifier: MPL-2.0
/// @file What is wrong with the records, for those who keep them: by unit, with names, in words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/language.hpp"
#include "core/source.hpp"

namespace os2sync {

/// One finding with the names a data owner knows the record by.
struct ReportLine {
  FindingCode code{};
  ObjectKind kind{};
  Uuid object;
  std::string name;
  std::string detail;
};

/// A unit with what was found about itself and about the persons who work there.
struct ReportUnit {
  std::optional<Uuid> uuid;  ///< none: persons whose unit was not read
  std::string path;          ///< "Kommune / Skole"
  std::vector<ReportLine> lines;
};

struct DataReport {
  std::vector<ReportUnit> units;  ///< by path, then uuid; persons without unit last
  std::size_t findings = 0;
};

/// A person stands under the unit of the primary engagement, else of that with the lowest uuid. What looks like a CPR
/// number in a name is masked.
DataReport make_data_report(const Snapshot& snapshot, const std::vector<Finding>& findings);

std::string render_report_text(const DataReport& report, Language language, std::size_t width);
/// RFC 4180 with a header. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
std::string render_report_csv(const DataReport& report, Language language);
/// One page that needs nothing else: no scripts, no other files.
std::string render_report_html(const DataReport& report, Language language);

}  // namespace os2sync
