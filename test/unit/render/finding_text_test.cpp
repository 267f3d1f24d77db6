// SPDX-License-Identifier: MPL-2.0
#include "render/finding_text.hpp"

#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/wrap_text.hpp"
#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using ::testing::HasSubstr;

TEST(FindingInfo, GivesEveryCodeItsOwnNameAndBothLanguages) {
  std::set<std::string_view> names;
  for (int code = 0; code < kFindingCodeCount; ++code) {
    const FindingInfo& info = finding_info(static_cast<FindingCode>(code));
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_FALSE(info.text.english.empty());
    EXPECT_FALSE(info.text.danish.empty());
    EXPECT_NE(info.text.english, info.text.danish);
    EXPECT_FALSE(info.remedy.english.empty()) << info.name;
    EXPECT_FALSE(info.remedy.danish.empty()) << info.name;
    EXPECT_NE(info.remedy.english, info.remedy.danish);
    EXPECT_FALSE(text_of(info.fixer).danish.empty());
  }
}

TEST(RenderFindingsSummary, CountsPerCodeAndShowsAFewExamples) {
  std::vector<Finding> findings;
  for (const char* name : {"U1", "U2", "U3"})
    findings.push_back({FindingCode::name_missing, ObjectKind::unit, id(name), ""});
  const std::string text = render_findings_summary(findings, Language::english, 2);
  EXPECT_THAT(text, HasSubstr("!     3  the name is empty"));
  EXPECT_THAT(text, HasSubstr(id("U2").to_string()));
  EXPECT_THAT(text, ::testing::Not(HasSubstr(id("U3").to_string())));
  EXPECT_THAT(text, HasSubstr("and 1 more"));
}

TEST(RenderFindingsSummary, FitsEightyColumnsInBothLanguages) {
  std::vector<Finding> findings;
  for (int code = 0; code < kFindingCodeCount; ++code) {
    findings.push_back({static_cast<FindingCode>(code), ObjectKind::user, id("P1"), id("P2").to_string()});
  }
  for (const Language language : {Language::english, Language::danish}) {
    std::istringstream lines{render_findings_summary(findings, language, 3)};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(count_columns(line), 80U) << line;
  }
}

TEST(RenderFindingsSummary, CountsNotesInOneLineEachAfterWhatMatters) {
  const std::string text =
      render_findings_summary({{FindingCode::address_without_visibility, ObjectKind::unit, id("U1"), "Email"},
                               {FindingCode::address_without_visibility, ObjectKind::user, id("P1"), "PhoneNumber"},
                               {FindingCode::account_untied, ObjectKind::user, id("P2"), id("I1").to_string()}},
                              Language::danish, 3);
  EXPECT_THAT(text, HasSubstr("\n.     2  en adresse uden synlighed sendes\n"));
  EXPECT_THAT(text, ::testing::Not(HasSubstr(id("U1").to_string())));
  EXPECT_THAT(text, HasSubstr("*     1  en konto er ikke knyttet"));
  EXPECT_THAT(text, HasSubstr(id("P2").to_string())) << "a person without a user is worth an example";
  EXPECT_LT(text.find("*     1"), text.find(".     2"));
  EXPECT_EQ(render_findings_summary({}, Language::danish, 3), "");
}

}  // namespace
}  // namespace os2sync
