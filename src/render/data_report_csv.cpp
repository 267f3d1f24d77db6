// SPDX-License-Identifier: MPL-2.0
#include <array>
#include <string_view>

#include "render/data_report.hpp"
#include "render/finding_text.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

constexpr std::string_view kFormulaStarts{"=+-@\t\r"};

std::string cell_of(std::string_view text) {
  std::string cell{"\""};
  if (!text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos) cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

template <std::size_t Count>
std::string row_of(const std::array<std::string_view, Count>& texts) {
  std::string row;
  for (const std::string_view text : texts) row += (row.empty() ? "" : ",") + cell_of(text);
  return row + "\r\n";
}

}  // namespace

std::string render_report_csv(const DataReport& report, Language language) {
  std::string out =
      language == Language::danish
          ? row_of(std::to_array<std::string_view>({"enhed_uuid", "enhed", "slags", "uuid", "navn", "kode",
                                                    "bemærkning", "detalje", "hvem", "hvad_gøres"}))
          : row_of(std::to_array<std::string_view>(
                {"unit_uuid", "unit", "kind", "uuid", "name", "code", "finding", "detail", "who", "remedy"}));
  constexpr Text kPerson{"person", "person"};
  for (const ReportUnit& unit : report.units) {
    const std::string unit_uuid = unit.uuid ? unit.uuid->to_string() : "";
    for (const ReportLine& line : unit.lines) {
      const FindingInfo& info = finding_info(line.code);
      const Text& kind = line.kind == ObjectKind::unit ? text_of(ObjectKind::unit) : kPerson;
      const std::string uuid = line.object.to_string();
      out += row_of(std::to_array<std::string_view>({unit_uuid, unit.path, kind.in(language), uuid, line.name,
                                                     info.name, info.text.in(language), line.detail,
                                                     text_of(info.fixer).in(language), info.remedy.in(language)}));
    }
  }
  return out;
}

}  // namespace os2sync
