// SPDX-License-Identifier: MPL-2.0
#include "render/withheld_text.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "plan/approvable.hpp"
#include "render/approval_text.hpp"
#include "render/field_text.hpp"
#include "render/names.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"
#include "render/run_text.hpp"
#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kNow = 1'764'000'000;
constexpr std::int64_t kHour = 3600;

Withheld withheld_removal(const char* symbol, std::int64_t since, WithheldReason reason = WithheldReason::guard) {
  return {{Action::remove, ObjectKind::user, id(symbol), id(symbol), Reason::no_longer_wanted, 0, {}, {}},
          reason,
          0,
          since};
}

/// Two withheld removals, one of them old, and a withheld update.
struct Example {
  Wanted wanted;
  Plan plan;

  Example() {
    WantedUser user;
    user.uuid = user.source = id("P3");
    user.name = "Hanne Hansen";
    wanted.users.push_back(user);
    plan.withheld = {withheld_removal("P1", 0), withheld_removal("P2", kNow - 30 * kHour)};
    Change update{Action::update, ObjectKind::user, id("P3"), id("P3"), Reason::fields_differ, 0, {}, {}};
    update.fields = {{FieldId::email, FieldChangeKind::removed}};
    plan.withheld.push_back({update, WithheldReason::mass_change, 7, 0});
    plan.mass_changes = {{ObjectKind::user, FieldId::email, 320, 900}};
    plan.users.withheld = 3;
  }
};

void expect_80_columns(const std::string& text) {
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) EXPECT_EQ(fit(line, 80), line);
}

TEST(RenderGuards, S6ShowsTheHashAndHowMuchItStandsFor) {
  const Example example;
  const std::string text = render_guards(example.plan, Language::english, 80);
  EXPECT_THAT(text, HasSubstr("3 held-back changes can be let through"));
  EXPECT_THAT(text, HasSubstr("\n  os2sync-export approve " + approval_hash(example.plan) + "\n"));
}

TEST(RenderGuards, S8NamesTheFieldAndTheCount) {
  EXPECT_THAT(render_guards(Example{}.plan, Language::english, 200),
              HasSubstr("Email would change or be blanked on 320 of 900 users"));
  EXPECT_THAT(render_guards(Example{}.plan, Language::danish, 200),
              HasSubstr("Email ville blive ændret eller tømt på 320 af 900 brugere"));
}

TEST(RenderGuards, SaysWhyARunIsStopped) {
  Plan plan;
  plan.refusal = Refusal::first_run;
  EXPECT_THAT(render_guards(plan, Language::english, 300), HasSubstr("Stopped: FK-ORG holds the top unit already"));
  EXPECT_THAT(render_guards(plan, Language::english, 300), HasSubstr("0 held-back changes"));
}

TEST(RenderGuards, SaysNothingWhenNoGuardDid) {
  Plan plan;
  plan.withheld = {withheld_removal("P1", 0, WithheldReason::record_held)};
  EXPECT_EQ(render_guards(plan, Language::english, 80), "");
  EXPECT_EQ(render_withheld_deletions(plan, kNow, Language::english), "");
}

TEST(RenderGuards, PointsToTheWholePlanWhenOnlySomeObjectsWerePlanned) {
  Example example;
  example.plan.is_whole = false;
  const std::string text = render_guards(example.plan, Language::english, 200);
  EXPECT_THAT(text, Not(HasSubstr("approve ")));
  EXPECT_THAT(text, HasSubstr("os2sync-export plan"));
}

TEST(RenderGuards, FitsEightyColumnsInBothLanguages) {
  Example example;
  for (const Refusal refusal : {Refusal::source_empty, Refusal::top_unit_missing, Refusal::no_users_wanted,
                                Refusal::units_shrank, Refusal::persons_shrank, Refusal::first_run}) {
    example.plan.refusal = refusal;
    for (const Language language : {Language::english, Language::danish})
      expect_80_columns(render_guards(example.plan, language, 80));
  }
}

TEST(RenderWithheld, S7ListsDeletionsWithTheirAgeOldestFirst) {
  EXPECT_EQ(render_withheld_deletions(Example{}.plan, kNow, Language::english),
            "deletions held back: 2\n- user " + id("P2").to_string() + " (for 30 h)\n- user " + id("P1").to_string() +
                " (new)\n");
  EXPECT_THAT(render_withheld_deletions(Example{}.plan, kNow, Language::danish), HasSubstr("(i 30 t)"));
}

TEST(RenderWithheld, ListsNoMoreThanTwenty) {
  Plan plan;
  for (int i = 0; i < 23; ++i) plan.withheld.push_back(withheld_removal(("P" + std::to_string(100 + i)).c_str(), 0));
  EXPECT_THAT(render_withheld_deletions(plan, kNow, Language::english), HasSubstr("and 3 more\n"));
}

TEST(RenderPlan, S7ShowsSinceWhenSomethingIsWithheld) {
  const Example example;
  const std::string text = render_plan(example.plan, example.wanted, {});
  EXPECT_THAT(text, HasSubstr("than the guard allows\n    . since 2025-11-23 11:00\n"));
  EXPECT_THAT(text, HasSubstr(". user " + id("P3").to_string() + " \"Hanne Hansen\"\n"));
  EXPECT_THAT(text, Not(HasSubstr("Nothing to send")));
}

TEST(RenderPlanJson, HoldsWhatIsNeededToApprove) {
  Example example;
  const auto document = nlohmann::json::parse(render_plan_json(example.plan, example.wanted));
  EXPECT_EQ(document["approval"], nlohmann::json({{"hash", approval_hash(example.plan)}, {"changes", 3}}));
  EXPECT_EQ(document["refusal"], nullptr);
  EXPECT_EQ(document["mass_changes"][0],
            nlohmann::json({{"kind", "user"}, {"field", "Email"}, {"changed", 320}, {"held", 900}}));
  EXPECT_EQ(document["withheld"][0]["since"], nullptr);
  EXPECT_EQ(document["withheld"][1]["since"], "2025-11-23T10:00:00Z");
  example.plan.refusal = Refusal::units_shrank;
  EXPECT_EQ(nlohmann::json::parse(render_plan_json(example.plan, example.wanted))["refusal"], "units_shrank");
}

TEST(RenderRunJson, S7HoldsAgesAndAlarms) {
  const Example example;
  RunSummary summary;
  summary.plan = &example.plan;
  summary.now = kNow;
  const auto withheld = nlohmann::json::parse(render_run_json(summary))["withheld"];
  EXPECT_EQ(withheld["changes"], 3);
  EXPECT_EQ(withheld["approval"], approval_hash(example.plan));
  EXPECT_EQ(withheld["oldest_since"], "2025-11-23T10:00:00Z");
  EXPECT_EQ(withheld["deletions_over_a_day"], 1);
  EXPECT_EQ(withheld["deletions_over_a_week"], 0);
}

TEST(RenderApproval, ShowsNamesOnTheTerminalAndNoneInJson) {
  const Example example;
  const Approval approval{approval_hash(example.plan), kNow, find_approvable(example.plan)};
  const std::string text =
      render_approved(approval, example.plan, example.wanted, {{id("P1"), "Lise Lund"}}, Language::english, 80);
  EXPECT_THAT(text, HasSubstr("- user " + id("P1").to_string() + " \"Lise Lund\"\n"));
  EXPECT_THAT(text, HasSubstr("~ user " + id("P3").to_string() + " \"Hanne Hansen\" Email\n"));
  EXPECT_THAT(text, HasSubstr("- user " + id("P2").to_string() + "\n"));
  EXPECT_THAT(text, HasSubstr("approved: " + approval.hash + ", until 2025-11-25 17:00"));
  expect_80_columns(text);
  const auto json = nlohmann::json::parse(render_approval_json(approval));
  EXPECT_EQ(json["changes"].size(), 3U);
  EXPECT_THAT(json.dump(), Not(HasSubstr("Lise")));
}

TEST(RenderApprovals, SaysWhichAreExpired) {
  const std::vector<Approval> approvals{
      {"00000000000000aa", kNow - kApprovalSeconds, {{HeldAction::run, {}, {}, 5}}},
      {"00000000000000bb", kNow, {{HeldAction::remove, ObjectKind::user, id("P"), 0}}}};
  const std::string text = render_approvals(approvals, kNow, Language::english);
  EXPECT_THAT(text, HasSubstr("00000000000000aa  expired 2025-11-24 17:00: +0 ~0 -0, a stopped run\n"));
  EXPECT_THAT(text, HasSubstr("00000000000000bb  until 2025-11-25 17:00: +0 ~0 -1\n"));
  const auto json = nlohmann::json::parse(render_approvals_json(approvals, kNow));
  EXPECT_EQ(json["approvals"][0]["expired"], true);
  EXPECT_EQ(json["approvals"][0]["changes"][0]["refusal"], "first_run");
  EXPECT_EQ(json["approvals"][1]["expired"], false);
}

}  // namespace
}  // namespace os2sync
