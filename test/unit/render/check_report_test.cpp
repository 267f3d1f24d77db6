// SPDX-License-Identifier: MPL-2.0
/// @file Lists of checks as text and JSON, and the checks that settings become.
#include "render/check_report.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "config/wrap_text.hpp"
#include "render/settings_checks.hpp"
#include "support/config_builders.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Text kGood{"Good.", "Godt."};
constexpr Text kBad{"Bad.", "Skidt."};

const std::vector<Check> kChecks{{"a", "First", "seen", {}, {}, false},
                                 {"b", "Second", "", {}, {"look out"}, false},
                                 {"c", "Third", "", {"it is broken; mend it"}, {"and this"}, false},
                                 {"d", "Fourth", "not asked", {}, {}, true}};

TEST(RenderChecks, PutsEveryCheckOnALineWithItsFaultsAndWarningsBelow) {
  EXPECT_EQ(render_checks(kChecks, kGood, kBad, Language::english, 80),
            "ok     First: seen\n"
            "warn   Second\n"
            "       ! look out\n"
            "fail   Third\n"
            "       x it is broken; mend it\n"
            "       ! and this\n"
            "skip   Fourth: not asked\n"
            "Bad.\n");
  EXPECT_THAT(render_checks({kChecks[0], kChecks[1]}, kGood, kBad, Language::danish, 80), EndsWith("\nGodt.\n"));
}

TEST(RenderChecks, StaysWithinTheWidth) {
  std::vector<Check> checks = kChecks;
  for (int i = 0; i < 30; ++i) checks[2].faults[0] += " and so on";
  std::istringstream in{render_checks(checks, kGood, kBad, Language::english, 60)};
  for (std::string line; std::getline(in, line);) EXPECT_LE(count_columns(line), 60U) << line;
}

TEST(RenderChecksJson, HoldsStatesAndAllFaultsTogether) {
  const auto document = nlohmann::json::parse(render_checks_json(kChecks));
  EXPECT_EQ(document.at("ok"), false);
  EXPECT_EQ(document.at("checks").at(1).at("state"), "warn");
  EXPECT_EQ(document.at("checks").at(2).at("errors"), nlohmann::json::array({"it is broken; mend it"}));
  EXPECT_EQ(document.at("checks").at(3).at("state"), "skip");
  EXPECT_EQ(document.at("errors").size(), 1U);
  EXPECT_EQ(document.at("warnings").size(), 2U);
  EXPECT_EQ(nlohmann::json::parse(render_checks_json({kChecks[1]})).at("ok"), true);
}

TEST(CheckSettingsAlone, CountsWhereGoodSettingsComeFromAndSortsTheirWarnings) {
  const SettingsResult good = test::load(R"({"os2sync.ca_verify_os2mo": false, "os2sync.log_file": "x"})");
  const std::vector<Check> checks = check_settings_alone(good, Language::english);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_THAT(checks[0].detail, HasSubstr("1 from the file, 3 from the environment, "));
  EXPECT_THAT(checks[0].warnings, ElementsAre(HasSubstr("os2sync.log_file has no effect")));
  EXPECT_THAT(checks[1].warnings, ElementsAre(HasSubstr("os2sync.ca_verify_os2mo is false")));
}

TEST(CheckSettingsAlone, TellsWrongValuesFromContradictions) {
  const SettingsResult wrong =
      try_load_settings(test::sources(R"({"os2sync.xfer_cpr": "maybe", "os2sync.colour": 1})"));
  const std::vector<Check> values = check_settings_alone(wrong, Language::english);
  ASSERT_EQ(values.size(), 1U);
  EXPECT_EQ(values[0].id, "syntax");
  EXPECT_EQ(values[0].faults.size(), 2U);
  const SettingsResult contradiction = try_load_settings(test::sources(R"({"mora.client_key": "k"})"));
  const std::vector<Check> meaning = check_settings_alone(contradiction, Language::english);
  ASSERT_EQ(meaning.size(), 2U);
  EXPECT_THAT(meaning[0].faults, IsEmpty());
  EXPECT_EQ(meaning[1].id, "meaning");
  EXPECT_THAT(meaning[1].faults, ElementsAre(HasSubstr("mora.client_key")));
}

}  // namespace
}  // namespace os2sync
