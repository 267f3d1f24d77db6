// SPDX-License-Identifier: MPL-2.0
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "render/data_report.hpp"
#include "render/finding_text.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{}</title>
)";
constexpr std::string_view kStyle = R"(<style>
body { font: 1rem/1.4 sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1b1b1b; background: #fff; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { border: 1px solid #767676; padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #eee; }
tbody th { font-weight: normal; }
.uuid { font-family: monospace; font-size: .8rem; color: #4a4a4a; }
.held { font-weight: bold; }
@media print {
  body { margin: 0; max-width: none; font-size: 9pt; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
</style>
</head>
)";

/// Text of an element or of an attribute. Control characters have no place in HTML.
std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return out;
}

std::string head_cell(const Text& text, Language language) {
  return fmt::format("<th scope=\"col\">{}</th>", escape(text.in(language)));
}

std::string render_totals(const DataReport& report, Language language) {
  constexpr Text kTitle{"All in all", "I alt"};
  constexpr Text kCount{"Number", "Antal"};
  constexpr Text kWhat{"What is wrong", "Hvad er galt"};
  constexpr Text kWho{"Who can mend it", "Hvem kan rette det"};
  std::array<std::size_t, kFindingCodeCount> counts{};
  for (const ReportUnit& unit : report.units)
    for (const ReportLine& line : unit.lines) ++counts[static_cast<std::size_t>(line.code)];
  std::string out =
      fmt::format("<h2>{}</h2>\n<table>\n<thead><tr>{}{}{}</tr></thead>\n<tbody>\n", escape(kTitle.in(language)),
                  head_cell(kWhat, language), head_cell(kCount, language), head_cell(kWho, language));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const FindingInfo& info = finding_info(static_cast<FindingCode>(i));
    out += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", escape(info.text.in(language)),
                       counts[i], escape(text_of(info.fixer).in(language)));
  }
  return out + "</tbody>\n</table>\n";
}

std::string render_line(const ReportLine& line, Language language) {
  constexpr Text kPerson{"person", "person"};
  constexpr Text kHeld{"Left as it is in FK-ORG. ", "Røres ikke i FK-ORG. "};
  const FindingInfo& info = finding_info(line.code);
  const Text& kind = line.kind == ObjectKind::unit ? text_of(ObjectKind::unit) : kPerson;
  const std::string detail = line.detail.empty() ? "" : fmt::format(" <span>({})</span>", escape(line.detail));
  const std::string held =
      info.severity == Severity::held ? fmt::format("<span class=\"held\">{}</span>", escape(kHeld.in(language))) : "";
  return fmt::format(
      "<tr><th scope=\"row\">{} ({})<br><span "
      "class=\"uuid\">{}</span></th><td>{}{}{}</td><td>{}</td><td>{}</td></tr>\n",
      escape(line.name), escape(kind.in(language)), line.object, held, escape(info.text.in(language)), detail,
      escape(text_of(info.fixer).in(language)), escape(info.remedy.in(language)));
}

std::string render_unit(const ReportUnit& unit, Language language) {
  constexpr Text kNoUnit{"Without a unit that was read", "Uden en enhed, der er læst"};
  constexpr Text kRecord{"Record", "Registrering"};
  constexpr Text kWhat{"What is wrong", "Hvad er galt"};
  constexpr Text kWho{"Who", "Hvem"};
  constexpr Text kRemedy{"What to do in OS2MO", "Hvad gøres i OS2MO"};
  std::string out = fmt::format("<h2>{}</h2>\n<table>\n<thead><tr>{}{}{}{}</tr></thead>\n<tbody>\n",
                                escape(unit.uuid ? unit.path : kNoUnit.in(language)), head_cell(kRecord, language),
                                head_cell(kWhat, language), head_cell(kWho, language), head_cell(kRemedy, language));
  for (const ReportLine& line : unit.lines) out += render_line(line, language);
  return out + "</tbody>\n</table>\n";
}

}  // namespace

std::string render_report_html(const DataReport& report, Language language) {
  constexpr Text kTitle{"Remarks on records in OS2MO", "Bemærkninger til registreringer i OS2MO"};
  constexpr Text kIntro{
      "What could be better in OS2MO before it is sent to FK-ORG, by unit; persons stand under the unit they work in. "
      "The "
      "page holds personal data: {} remarks.",
      "Hvad der kan rettes i OS2MO, før det sendes til FK-ORG, ordnet efter enhed; personer står under den enhed, de "
      "arbejder i. Siden indeholder personoplysninger: {} bemærkninger."};
  const std::string title = escape(kTitle.in(language));
  std::string out = fmt::format(kHead, language == Language::danish ? "da" : "en", title);
  out += kStyle;
  out += fmt::format("<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n", title,
                     fmt::format(fmt::runtime(kIntro.in(language)), report.findings));
  if (!report.units.empty()) out += render_totals(report, language);
  for (const ReportUnit& unit : report.units) out += render_unit(unit, language);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace os2sync
