// SPDX-License-Identifier: MPL-2.0
#include "render/delivery_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::HasSubstr;
using testing::Not;

DeliveryReport report() {
  DeliveryReport made;
  made.sent = 100;
  made.verified = 90;
  made.waiting = 5;
  made.units = {true, true, 30, {}};
  made.users = {true, false, 0, {"OS2sync answered 400", "OS2sync svarede 400"}};
  made.level_at = 1'784'117'100;  // 2026-07-15 14:05 in Denmark
  made.problems = {{{ObjectKind::unit, id("U"), 10, DeliveryState::overwritten, 20, 15, 1},
                    id("U"),
                    DeliveryDetail::fields,
                    {FieldId::name, FieldId::ean},
                    false},
                   {{ObjectKind::user, id("P"), 10, DeliveryState::not_removed, 20, 0, 0},
                    id("P"),
                    DeliveryDetail::still_there,
                    {},
                    true}};
  return made;
}

TEST(RenderDelivery, SaysWhatIsWrongWhereAndWhatToDo) {
  const std::string text = render_delivery(report(), Language::english);
  EXPECT_THAT(text, HasSubstr("! unit " + id("U").to_string() +
                              ": overwritten; FK-ORG holds other values: Name, Ean, sent again 1 times\n"));
  EXPECT_THAT(text, HasSubstr("! user " + id("P").to_string() + ": not deleted; FK-ORG still holds it (stuck)\n"));
  EXPECT_THAT(text, HasSubstr("list of units: 30 held"));
  EXPECT_THAT(text, HasSubstr("list of users could not be used: OS2sync answered 400"));
  EXPECT_THAT(text, HasSubstr("100 objects sent: 90 verified"));
  EXPECT_THAT(text, HasSubstr("FK-ORG will be level about 2026-07-15 14:05\n"));
  EXPECT_THAT(text, HasSubstr("sends 1 of them again"));
  EXPECT_THAT(text, HasSubstr("success_users"));
}

TEST(RenderDelivery, SpeaksDanish) {
  DeliveryReport ended = report();
  ended.ended_early = {"no answer in time", "intet svar i tide"};
  const std::string text = render_delivery(ended, Language::danish);
  EXPECT_THAT(text, HasSubstr("FK-ORG's liste over brugere kunne ikke bruges: OS2sync svarede 400\n"));
  EXPECT_THAT(text, HasSubstr("læsningen i FK-ORG endte før tid: intet svar i tide\n"));
  EXPECT_THAT(text, HasSubstr("overskrevet; FK-ORG har andre værdier: Name, Ean"));
  EXPECT_THAT(text, HasSubstr("FK-ORG er ajour omkring 2026-07-15 14:05"));
  EXPECT_THAT(text, HasSubstr("er slettet og er stadig i FK-ORG"));
}

TEST(RenderDelivery, TellsAPartialListFromACompleteOne) {
  DeliveryReport partial;
  partial.users = {true, false, 7, {}};
  EXPECT_THAT(render_delivery(partial, Language::english), HasSubstr("absence proves nothing"));
}

TEST(RenderDelivery, NamesTheTwoCausesWhenNothingArrives) {
  DeliveryReport silent;
  silent.nothing_arrives = true;
  EXPECT_THAT(render_delivery(silent, Language::english), testing::AllOf(HasSubstr("queue"), HasSubstr("STS")));
}

TEST(RenderDeliverySummary, IsSilentWhenAllIsWellAndNothingWaits) {
  DeliveryReport fine;
  fine.sent = fine.verified = 10;
  EXPECT_EQ(render_delivery_summary(fine, Language::english), "");
}

TEST(RenderDeliverySummary, ShowsTenProblemsAtMost) {
  DeliveryReport many;
  many.problems.assign(15, report().problems[0]);
  const std::string text = render_delivery_summary(many, Language::english);
  EXPECT_THAT(text, HasSubstr("… and 5 more"));
  EXPECT_THAT(render_delivery(many, Language::english), Not(HasSubstr("more;")));
}

TEST(RenderDeliveryJson, HoldsEverything) {
  DeliveryReport ended = report();
  ended.ended_early = {"no answer in time", "intet svar i tide"};
  const auto json = nlohmann::json::parse(render_delivery_json(ended, 6));
  EXPECT_EQ(json.at("ended_early"), "no answer in time");
  EXPECT_EQ(json.at("type"), "verify");
  EXPECT_EQ(json.at("wrong"), 2);
  EXPECT_EQ(json.at("stuck"), 1);
  EXPECT_EQ(json.at("level_at"), 1'784'117'100);
  EXPECT_EQ(json.at("level_at_danish"), "2026-07-15 14:05");
  EXPECT_EQ(json.at("lists").at("units"), (nlohmann::json{{"complete", true}, {"held", 30}}));
  EXPECT_EQ(json.at("lists").at("users").at("error"), "OS2sync answered 400");
  EXPECT_EQ(json.at("problems").at(0).at("fields"), (nlohmann::json{"Name", "Ean"}));
  EXPECT_EQ(json.at("problems").at(1).at("state"), "not_removed");
  EXPECT_EQ(json.at("exit_code"), 6);
}

TEST(RenderDeliveryNdjson, HasALineForEachProblemAndOneForTheSum) {
  std::istringstream lines{render_delivery_ndjson(report(), 6)};
  std::vector<nlohmann::json> documents;
  for (std::string line; std::getline(lines, line);) documents.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].at("type"), "problem");
  EXPECT_EQ(documents[2].at("type"), "verify_summary");
  EXPECT_EQ(documents[2].at("exit_code"), 6);
}

}  // namespace
}  // namespace os2sync
