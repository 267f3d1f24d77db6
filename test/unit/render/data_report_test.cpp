// SPDX-License-Identifier: MPL-2.0
/// @file The report for data owners: where a finding stands, what is escaped, and what never gets out.
#include "render/data_report.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/wrap_text.hpp"
#include "render/finding_text.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kCpr = "0101011234";

/// What HTML, CSV and spreadsheets give a meaning to, in every place a name can stand.
Snapshot canaries() {
  test::Town town;
  town.unit("U1", "TOP", " =Skole <b>&\"'\n");
  town.unit("U2", "U1", "Tandpleje");
  town.person("P1", "<script>alert(1)</script>", kCpr);
  town.person("P2", "+Bo", "Æble");
  town.engagement("E1", "P1", "U2");
  town.engagement("E2", "P2", "U2");
  town.engagement("E3", "P2", "U1").is_primary = true;
  return town.rows;
}

std::vector<Finding> every_finding() {
  std::vector<Finding> findings;
  for (int code = 0; code < kFindingCodeCount; ++code)
    findings.push_back({static_cast<FindingCode>(code), ObjectKind::user, id("P1"), ""});
  findings.push_back({FindingCode::text_cut, ObjectKind::user, id("P2"), "@Name"});
  findings.push_back({FindingCode::text_cut, ObjectKind::unit, id("U1"), "Name"});
  findings.push_back({FindingCode::manager_not_transferred, ObjectKind::unit, id("U2"), id("P2").to_string()});
  findings.push_back({FindingCode::text_cut, ObjectKind::user, id("P9"), ""});
  return findings;
}

void expect_same_as_file(const std::string& name, const std::string& made) {
  const std::string path = "test/golden/report/" + name;
  if (std::getenv("ACCEPT_GOLDEN") != nullptr) std::ofstream{path, std::ios::binary} << made;
  std::ifstream in{path, std::ios::binary};
  std::ostringstream content;
  content << in.rdbuf();
  EXPECT_TRUE(content.str() == made) << path << " differs; run with ACCEPT_GOLDEN=1 and read the difference";
}

TEST(MakeDataReport, PutsAPersonUnderTheUnitOfThePrimaryEngagement) {
  const DataReport report = make_data_report(canaries(), every_finding());
  ASSERT_EQ(report.units.size(), 3U);
  EXPECT_EQ(report.units[0].uuid, id("U1"));
  EXPECT_EQ(report.units[1].path, "Kommune / =Skole <b>&\"' / Tandpleje");
  EXPECT_FALSE(report.units[2].uuid.has_value());
  const auto holds = [](const ReportUnit& unit, const char* person) {
    return std::ranges::any_of(unit.lines, [&](const ReportLine& line) { return line.object == id(person); });
  };
  EXPECT_TRUE(holds(report.units[0], "P2"));
  EXPECT_FALSE(holds(report.units[1], "P2"));
  EXPECT_TRUE(holds(report.units[1], "P1"));
  EXPECT_TRUE(holds(report.units[2], "P9"));
}

TEST(MakeDataReport, IsTheSameWhateverTheOrderOfTheRows) {
  Snapshot rows = canaries();
  std::vector<Finding> findings = every_finding();
  const std::string before = render_report_html(make_data_report(rows, findings), Language::danish);
  std::ranges::reverse(rows.units);
  std::ranges::reverse(rows.persons);
  std::ranges::reverse(rows.engagements);
  std::ranges::reverse(findings);
  EXPECT_EQ(render_report_html(make_data_report(rows, findings), Language::danish), before);
}

TEST(MakeDataReport, ShowsTheAddressThatAFindingIsAbout) {
  Snapshot rows = canaries();
  rows.addresses.push_back({id("A1"), id("P1"), {}, {}, {}, id("TE1"), {}, std::string{"a@k.dk "} + kCpr});
  const DataReport report = make_data_report(
      rows, {{FindingCode::address_without_visibility, ObjectKind::user, id("P1"), id("A1").to_string()}});
  EXPECT_EQ(report.units.at(0).lines.at(0).detail, "a@k.dk [cpr] (" + id("A1").to_string() + ")");
}

TEST(MakeDataReport, NamesTheItSystemOfAnAccountWithoutAnEngagement) {
  Snapshot rows = canaries();
  rows.persons.push_back({id("P7"), "", "Ib", "Ibsen", "", "", {}});
  const DataReport report =
      make_data_report(rows, {{FindingCode::engagement_missing, ObjectKind::user, id("P7"), id("AD").to_string()}});
  EXPECT_FALSE(report.units.at(0).uuid.has_value());
  EXPECT_EQ(report.units.at(0).lines.at(0).name, "Ib Ibsen");
  EXPECT_EQ(report.units.at(0).lines.at(0).detail, "Active Directory (" + id("AD").to_string() + ")");
}

TEST(MakeDataReport, EndsThePathOfAUnitWhoseChainIsCircular) {
  test::Town town;
  town.unit("U1", "U2", "A");
  town.unit("U2", "U1", "B");
  town.unit("U3", "U1", "C");
  for (const char* unit : {"U1", "U3"})
    EXPECT_EQ(make_data_report(town.rows, {{FindingCode::unit_detached, ObjectKind::unit, id(unit), ""}}).units.size(),
              1U);
}

TEST(RenderReport, HoldsNoCprNumberInAnyForm) {
  const DataReport report = make_data_report(canaries(), every_finding());
  for (const Language language : {Language::english, Language::danish}) {
    for (const std::string& text : {render_report_text(report, language, 80), render_report_csv(report, language),
                                    render_report_html(report, language)}) {
      EXPECT_THAT(text, Not(HasSubstr(kCpr)));
      EXPECT_THAT(text, HasSubstr("[cpr]"));
    }
  }
}

TEST(RenderReportHtml, EscapesWhatRecordsHoldAndAsksForNothingElse) {
  const std::string page = render_report_html(make_data_report(canaries(), every_finding()), Language::danish);
  EXPECT_THAT(page, HasSubstr("<html lang=\"da\">"));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(page, HasSubstr("=Skole &lt;b&gt;&amp;&quot;&#39; /"));
  for (const char* outside : {"<script", "<b>", "src=", "href=", "url(", "@import"})
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  EXPECT_THAT(page, HasSubstr("+Bo Æble (" + id("P2").to_string() + ")"));
}

TEST(RenderReportCsv, DefusesFormulasAndQuotesQuotes) {
  const std::string csv = render_report_csv(make_data_report(canaries(), every_finding()), Language::danish);
  EXPECT_THAT(csv, testing::StartsWith("\"enhed_uuid\",\"enhed\",\"slags\","));
  EXPECT_THAT(csv, HasSubstr("\"'+Bo Æble\""));
  EXPECT_THAT(csv, HasSubstr("\"'@Name\""));
  EXPECT_THAT(csv, HasSubstr("\"'=Skole <b>&\"\"'\""));
  EXPECT_THAT(csv, testing::EndsWith("\"\r\n"));
}

TEST(RenderReportText, FitsTheWidthAndSaysWhoCanMendIt) {
  const DataReport report = make_data_report(canaries(), every_finding());
  std::istringstream lines{render_report_text(report, Language::english, 80)};
  for (std::string line; std::getline(lines, line);) EXPECT_LE(count_columns(line), 80U) << line;
  EXPECT_THAT(render_report_text(report, Language::danish, 400), HasSubstr("sekretærer: gør teksten kortere."));
  EXPECT_EQ(render_report_text({}, Language::danish, 80), "Ingen bemærkninger.\n");
}

TEST(RenderReport, IsTheGoldenFiles) {
  const DataReport report = make_data_report(canaries(), every_finding());
  expect_same_as_file("report.da.html", render_report_html(report, Language::danish));
  expect_same_as_file("report.en.csv", render_report_csv(report, Language::english));
  expect_same_as_file("report.da.txt", render_report_text(report, Language::danish, 80));
}

}  // namespace
}  // namespace os2sync
