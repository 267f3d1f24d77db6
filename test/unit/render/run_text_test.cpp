// SPDX-License-Identifier: MPL-2.0
#include "render/run_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::HasSubstr;

class RenderRun : public testing::Test {
 protected:
  RenderRun() {
    summary_.plan = &plan_;
    summary_.failures = {{ObjectKind::user, id("P"), {"OS2sync answered 503", "OS2sync svarede 503"}},
                         {ObjectKind::unit, id("U"), {"name is null", "name is null"}, false, true}};
  }
  Plan plan_;
  RunSummary summary_;
};

TEST_F(RenderRun, SaysInTheReadersLanguageWhyAChangeWasNotCarriedOut) {
  const std::string user = id("P").to_string();
  const std::string unit = id("U").to_string();
  EXPECT_THAT(render_outcome(summary_, Language::english), HasSubstr("! user " + user + ": OS2sync answered 503\n"));
  const std::string danish = render_outcome(summary_, Language::danish);
  EXPECT_THAT(danish, HasSubstr("! bruger " + user + ": OS2sync svarede 503\n"));
  EXPECT_THAT(danish, HasSubstr("! enhed " + unit + ": name is null\n")) << "OS2sync's own words stay as they are";
}

TEST_F(RenderRun, GivesProgramsTheReasonInEnglish) {
  const auto json = nlohmann::json::parse(render_run_json(summary_));
  EXPECT_EQ(json.at("failures").at(0).at("why"), "OS2sync answered 503");
}

}  // namespace
}  // namespace os2sync
