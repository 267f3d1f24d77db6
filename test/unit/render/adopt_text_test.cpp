// SPDX-License-Identifier: MPL-2.0
#include "render/adopt_text.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace os2sync::test {
namespace {

using testing::HasSubstr;
using testing::Not;

AdoptReport big() {
  AdoptReport report;
  report.units = {false, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 1};
  report.users = report.units;
  for (int i = 0; i < 25; ++i) report.unwanted.emplace_back(ObjectKind::user, Uuid{});
  report.dry_run = report.interrupted = true;
  return report;
}

TEST(RenderAdoption, FitsEightyColumnsInBothLanguages) {
  for (const Language language : {Language::english, Language::danish}) {
    std::istringstream lines{render_adoption(big(), language)};
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(line.size(), 84U) << line;  // a letter may take two bytes
  }
}

TEST(RenderAdoption, TellsOfTheWayToDeleteStrangersOnlyWhereItWasNotTaken) {
  EXPECT_THAT(render_adoption(big(), Language::english), HasSubstr("--with-unwanted"));
  AdoptReport taken = big();
  taken.with_unwanted = true;
  EXPECT_THAT(render_adoption(taken, Language::english), Not(HasSubstr("--with-unwanted")));
}

TEST(RenderAdoption, TellsProgramsEveryStranger) {
  const auto json = nlohmann::json::parse(render_adoption_json(big()));
  EXPECT_EQ(json["unwanted"].size(), 25U);
  EXPECT_EQ(json["users"]["adopted_equal"], 100'000);
  EXPECT_EQ(json["units"]["unwanted_kept"], 1);
}

}  // namespace
}  // namespace os2sync::test
