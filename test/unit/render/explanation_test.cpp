// SPDX-License-Identifier: MPL-2.0
/// @file What `explain` tells people, in their language and their time.
#include "render/explanation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::AllOf;
using testing::HasSubstr;

/// A user that was sent on a summer evening and is to get another e-mail address.
Explanation example() {
  Explanation explanation;
  explanation.asked = "anna";
  explanation.kind = ObjectKind::user;
  explanation.source = id("P1");
  explanation.in_source = true;
  explanation.steps = {{"user.cpr", "os2sync.xfer_cpr, os2sync.templates", say({"one", "et"}), say({"sent", "sendes"})},
                       {"user.name", "", say({"", ""}), say("'Anna And'")}};
  explanation.settings = {{"os2sync.xfer_cpr", {"true", "settings.json:12"}}, {"os2sync.templates", {"{}", "default"}}};
  LedgerEntry sent;
  sent.changed_at = 1'785'535'140;  // 2026-07-31 21:59 UTC
  Change change;
  change.action = Action::update;
  change.reason = Reason::fields_differ;
  change.fields = {{FieldId::email, FieldChangeKind::changed}};
  explanation.objects = {{id("FP1"), "{\n}", change, std::nullopt, sent, {}}};
  return explanation;
}

TEST(RenderExplanation, TellsWhereEachSettingOfARuleIsSet) {
  EXPECT_THAT(render_explanation(example(), Language::english),
              HasSubstr("  user.cpr\n"
                        "      os2sync.xfer_cpr = true (from settings.json:12)\n"
                        "      os2sync.templates = {} (from default)\n"
                        "      one\n"
                        "    → sent\n"
                        "  user.name\n"
                        "    → 'Anna And'\n"));
}

TEST(RenderExplanation, SpeaksDanish) {
  const std::string text = render_explanation(example(), Language::danish);
  EXPECT_THAT(text, AllOf(HasSubstr("os2sync.templates = {} (fra standard)"), HasSubstr("    → sendes\n"),
                          HasSubstr("  næste kørsel: opdateres ("), HasSubstr("    Email: ændret\n")));
}

TEST(RenderExplanation, TellsWhenItWasSentInDanishTimeAndForProgramsInUtc) {
  EXPECT_THAT(render_explanation(example(), Language::english), HasSubstr("  last sent: 2026-07-31 23:59\n"));
  EXPECT_THAT(render_explanation_json(example(), Language::english), HasSubstr(R"("2026-07-31T21:59:00Z")"));
}

TEST(RenderExplanation, TellsWhatIsHeldBackAndWhatIsKnownOfNobody) {
  Explanation explanation = example();
  explanation.objects[0].withheld = WithheldReason::guard;
  explanation.objects[0].last_sent.reset();
  EXPECT_THAT(render_explanation(explanation, Language::english),
              AllOf(HasSubstr("  last sent: never\n"), HasSubstr("  next sync: not sent (")));
  explanation.in_source = false;
  explanation.objects.clear();
  EXPECT_THAT(render_explanation(explanation, Language::danish), HasSubstr("anna"));
}

TEST(RenderExplanation, SaysOfWhatWasRefusedBeforeThatItWillNotBeSentAndWhoCanMendIt) {
  Explanation explanation = example();
  explanation.objects[0].set_aside = SetAside{
      ObjectKind::user, id("FP1"), id("P1"), RejectionCode::text_too_long, "Positions.Name", 1, 60, 60, {}, false};
  EXPECT_THAT(render_explanation(explanation, Language::english),
              AllOf(HasSubstr("  next sync: not sent, set aside: refused before with the same content\n"
                              "    Positions.Name: the text is longer than OS2sync can file away\n    IT: "),
                    testing::Not(HasSubstr("next sync: update"))));
  EXPECT_THAT(render_explanation(explanation, Language::danish), HasSubstr("sendes ikke, sat til side"));
  const auto object = nlohmann::json::parse(render_explanation_json(explanation, Language::english))["objects"][0];
  EXPECT_EQ(object["next"], "set_aside");
  EXPECT_EQ(object["set_aside"]["code"], "text_too_long");
  const auto other = nlohmann::json::parse(render_explanation_json(example(), Language::english))["objects"][0];
  EXPECT_EQ(other["next"], "update");
  EXPECT_TRUE(other["set_aside"].is_null());
}

}  // namespace
}  // namespace os2sync
