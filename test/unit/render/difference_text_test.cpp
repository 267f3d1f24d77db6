// SPDX-License-Identifier: MPL-2.0
#include "render/difference_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "render/rehearsal_text.hpp"
#include "render/settings_comparison.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::HasSubstr;
using testing::Not;

PlannedObject object() {
  PlannedObject object;
  object.kind = ObjectKind::user;
  object.uuid = id("P1");
  object.source = id("P1.mo");
  object.action = Action::update;
  object.reason = Reason::fields_differ;
  object.fields = {{FieldId::email, FieldChangeKind::changed}};
  return object;
}

template <typename Change>
DifferenceKind kind_after(Change change) {
  PlanDifference difference{object(), object()};
  change(*difference.after);
  return kind_of(difference);
}

TEST(DifferenceKind, IsTheFirstThingThatIsNotAlike) {
  EXPECT_EQ(kind_of({std::nullopt, object()}), DifferenceKind::added);
  EXPECT_EQ(kind_of({object(), std::nullopt}), DifferenceKind::gone);
  EXPECT_EQ(kind_after([](auto& after) { after.action = Action::create; }), DifferenceKind::action);
  EXPECT_EQ(kind_after([](auto& after) { after.withheld = WithheldReason::guard; }), DifferenceKind::withheld);
  EXPECT_EQ(kind_after([](auto& after) { after.reason = Reason::uuid_replaced; }), DifferenceKind::reason);
  EXPECT_EQ(kind_after([](auto& after) { after.digest.bytes[0] = 1; }), DifferenceKind::payload);
  EXPECT_EQ(kind_after([](auto& after) { after.source = id("P2.mo"); }), DifferenceKind::source);
}

TEST(RenderDifferences, SaysWhatBothPlansDoAndCountsWhatItLeavesOut) {
  PlannedObject removal = object();
  removal.action = Action::remove;
  removal.reason = Reason::no_longer_wanted;
  removal.withheld = WithheldReason::guard;
  const std::vector<PlanDifference> differences{{object(), removal}, {object(), removal}};
  const std::string text =
      render_differences(differences, {Language::english, 80, 1, [](const PlannedObject&) { return "Anna"; }});
  EXPECT_THAT(text, HasSubstr("2 with another action:\n  ~ user " + id("P1").to_string() + " \"Anna\"\n"));
  EXPECT_THAT(text, HasSubstr("update, differs from what was sent last → delete"));
  EXPECT_THAT(text, HasSubstr("… and 1 more"));
  EXPECT_THAT(render_differences(differences, {Language::danish, 80, 0, {}}), Not(HasSubstr("mere")));
}

TEST(RenderComparedSettings, CallsAnObjectByTheNameOfWhicheverSideHasIt) {
  const Wanted before = wanted_with({unit("U1", "TOP")});
  const Wanted after = wanted_with({});
  const Plan plan_before = plan_of(before, {});
  const Plan plan_after = plan_of(after, {});
  const auto differences = subtract_plans(objects_of(plan_after), objects_of(plan_before));
  const ComparedSettings compared{
      "other.json", {"os2sync.a", "os2sync.b"}, {plan_before, before}, {plan_after, after}, differences};
  const std::string text = render_compared_settings(compared, Language::english, 80);
  EXPECT_EQ(text.find("Settings that differ: os2sync.a, os2sync.b\n"), 0U);
  EXPECT_THAT(text, HasSubstr("- unit " + id("U1").to_string() + " \"Unit U1\""));
  EXPECT_THAT(text, HasSubstr("By other.json:"));
}

/// Everything that can be said about one accident.
struct Example {
  Wanted wanted = wanted_with({}, {user("P1")});
  Plan plan = plan_of(wanted, {});
  Verdict verdict;
  Example() {
    plan.withheld.push_back({plan.waves[0].changes[0], WithheldReason::guard});
    plan.users.held = 2;
    verdict.accident = Accident::wrong_root;
    verdict.damage = Damage{1, 2, 3, {}, {}, "os2sync.top_unit_uuid", "\"old\"", "\"new\""};
    verdict.plan = &plan;
    verdict.wanted = &wanted;
    verdict.exit_code = 4;
  }
};

TEST(RenderVerdicts, TellsDamageWhatIsHeldBackAndWhatGoesThrough) {
  Example example;
  const std::string text = render_verdicts({example.verdict}, Language::english, 80);
  EXPECT_THAT(text, HasSubstr("1 units, 2 persons and 3 IT accounts gone"));
  EXPECT_THAT(text, HasSubstr("os2sync.top_unit_uuid is \"new\" instead of \"old\""));
  EXPECT_THAT(text, HasSubstr("1 unit changes not sent: held back: more deletions"));
  EXPECT_THAT(text, HasSubstr("left alone, unfit record: 0 units, 2 users"));
  EXPECT_THAT(text, HasSubstr("WOULD GO THROUGH: 1 units (1 new, 0 changed, 0 deleted), 1 users (1 new"));
  EXPECT_THAT(text, HasSubstr("exit code 4"));
}

TEST(RenderVerdicts, TellsWhatStopsARunAndWhatCannotHappen) {
  Verdict stopped;
  stopped.accident = Accident::source_empty;
  stopped.damage = Damage{};
  stopped.stop = RunStop{ErrorKind::refused, {"far too little", "alt for lidt"}};
  Verdict impossible;
  impossible.accident = Accident::half;
  const std::string text = render_verdicts({stopped, impossible}, Language::danish, 80);
  EXPECT_THAT(text, HasSubstr("STANDSET før første skrivning: alt for lidt"));
  EXPECT_THAT(text, HasSubstr("kan ikke ske her"));
  EXPECT_THAT(text, Not(HasSubstr("GÅ IGENNEM")));
  const auto json = nlohmann::json::parse(render_verdicts_json({stopped, impossible})).at("rehearsals");
  EXPECT_EQ(json[0].at("stopped").at("by"), "guard");
  EXPECT_TRUE(json[1].at("damage").is_null());
}

TEST(RenderVerdicts, SaysWhenNothingWouldBeSent) {
  Example example;
  example.plan.waves.clear();
  EXPECT_THAT(render_verdicts({example.verdict}, Language::english, 80), HasSubstr("nothing would be sent"));
}

}  // namespace
}  // namespace os2sync::test
