// SPDX-License-Identifier: MPL-2.0
#include "render/plan_text.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "render/field_text.hpp"
#include "render/plan_json.hpp"
#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kCanary = "0101611234";

/// One of everything: a new user with CPR, a changed unit, a removal and a withheld removal.
struct Example {
  Wanted wanted;
  Plan plan;

  Example() {
    WantedUnit unit;
    unit.uuid = unit.source = id("U1");
    unit.name = "Ældrecenter Åbo";
    unit.text(UnitText::email) = "a@k.dk";
    wanted.units.push_back(unit);
    WantedUser user;
    user.uuid = user.source = id("P1");
    user.user_id = "anna";
    user.name = "Anna And";
    user.cpr = Cpr::parse(kCanary);
    user.positions = {{id("U1"), "Lærer", {}, {}}};
    wanted.users.push_back(user);
    wanted.findings.push_back({FindingCode::text_cut, ObjectKind::unit, id("U1"), "Name"});

    Change unit_change{Action::update, ObjectKind::unit, id("U1"), id("U1"), Reason::fields_differ, 0, {}, {}};
    unit_change.fields = {{FieldId::name, FieldChangeKind::changed},
                          {FieldId::email, FieldChangeKind::added},
                          {FieldId::post, FieldChangeKind::removed}};
    Change user_change{Action::create, ObjectKind::user, id("P1"), id("P1"), Reason::never_sent, 0, {}, {}};
    user_change.fields = {{FieldId::person_name, FieldChangeKind::added},
                          {FieldId::person_cpr, FieldChangeKind::added},
                          {FieldId::positions, FieldChangeKind::added}};
    const Change removal{Action::remove, ObjectKind::user, id("P2"), id("P2"), Reason::no_longer_wanted, 0, {}, {}};
    plan.waves = {{{unit_change}}, {{user_change}}, {{removal}}};
    plan.withheld.push_back(
        {{Action::remove, ObjectKind::unit, id("U9"), id("U9"), Reason::no_longer_wanted, 0, {}, {}},
         WithheldReason::autowash_off});
    plan.units = {1, 2, 0, 1, 0, 0, 0, 1};
    plan.users = {1, 1, 1, 0, 1, 0, 0, 0};
  }
};

TEST(RenderPlan, ShowsEachObjectFieldByFieldWithReasons) {
  const Example example;
  const std::string text = render_plan(example.plan, example.wanted, {});
  EXPECT_THAT(text, HasSubstr("~ unit " + id("U1").to_string() + " \"Ældrecenter Åbo\""));
  EXPECT_THAT(text, HasSubstr("    ~ Name: \"Ældrecenter Åbo\"\n"));
  EXPECT_THAT(text, HasSubstr("    + Email: \"a@k.dk\"\n"));
  EXPECT_THAT(text, HasSubstr("    - Post: -\n"));
  EXPECT_THAT(text, HasSubstr("- user " + id("P2").to_string() + "\n    . no longer transferred"));
  EXPECT_THAT(text,
              HasSubstr(". unit " + id("U9").to_string() + "\n    . units are deleted only with os2sync.autowash\n"));
}

TEST(RenderPlan, NeverShowsACprNumber) {
  const Example example;
  PlanTextOptions options;
  options.language = Language::danish;
  for (const std::string& output :
       {render_plan(example.plan, example.wanted, {}), render_plan(example.plan, example.wanted, options),
        render_plan_json(example.plan, example.wanted), render_plan_ndjson(example.plan, example.wanted, "1"),
        render_payload_json(example.wanted.users[0])}) {
    EXPECT_THAT(output, Not(HasSubstr(kCanary)));
  }
  EXPECT_THAT(render_plan(example.plan, example.wanted, {}), HasSubstr("+ Person.Cpr: [cpr]"));
}

TEST(RenderPlan, FitsEightyColumns) {
  Example example;
  example.wanted.units[0].name = std::string(300, 'x');
  for (const Language language : {Language::english, Language::danish}) {
    PlanTextOptions options;
    options.language = language;
    std::istringstream lines{render_plan(example.plan, example.wanted, options)};
    for (std::string line; std::getline(lines, line);) EXPECT_EQ(fit(line, 80), line);
  }
}

TEST(RenderPlan, ShowsOldValuesWhenTheyAreReadBack) {
  const Example example;
  PlanTextOptions options;
  options.old_fields = [](const Change&) { return FkFields{{"Name", std::string{"Gammelt navn"}}}; };
  EXPECT_THAT(render_plan(example.plan, example.wanted, options),
              HasSubstr("~ Name: \"Gammelt navn\" → \"Ældrecenter"));
}

TEST(RenderPlan, SaysWhichFieldsAreLeftToOthers) {
  Example example;
  WantedUnit& unit = example.wanted.units[0];
  unit.owners.fill_if_empty.set(bit_of(FieldId::email));
  unit.owners.theirs.set(bit_of(FieldId::ean));
  example.wanted.users[0].owners.theirs.set(bit_of(FieldId::phone_number));
  const std::string text = render_plan(example.plan, example.wanted, {});
  EXPECT_THAT(text, HasSubstr("    + Email: \"a@k.dk\" (only if empty in FK-ORG)\n"));
  EXPECT_THAT(text, HasSubstr("\nLeft to others (os2sync.field_ownership): Unit.Ean, User.PhoneNumber\n"
                              "Sent only while FK-ORG holds nothing there: Unit.Email\n"));
  EXPECT_THAT(render_plan({}, Example{}.wanted, {}), Not(HasSubstr("field_ownership")));
  const auto document = nlohmann::json::parse(render_plan_json(example.plan, example.wanted));
  EXPECT_EQ(document["field_ownership"],
            nlohmann::json({{"Unit.Email", "fill-if-empty"}, {"Unit.Ean", "theirs"}, {"User.PhoneNumber", "theirs"}}));
}

TEST(RenderPlan, SaysWhenThereIsNothingToSend) {
  Plan plan;
  plan.users.unchanged = 1;
  EXPECT_THAT(render_plan(plan, {}, {}), HasSubstr("Nothing to send: FK-ORG was sent all of this before.\n"));
}

TEST(RenderPlan, ClaimsNoEarlierSendingOfWhatTheRulesMakeNothingOf) {
  EXPECT_THAT(render_plan({}, {}, {}), HasSubstr("Nothing to send.\n"));
  Plan plan;
  plan.users.unchanged = 1;
  constexpr Text kFoundNothing{"Nothing found.\n", "Intet fundet.\n"};
  PlanTextOptions options;
  options.nothing = &kFoundNothing;
  const std::string text = render_plan(plan, {}, options);
  EXPECT_THAT(text, HasSubstr("Nothing found.\n"));
  EXPECT_THAT(text, Not(HasSubstr("before")));
}

TEST(RenderPlanJson, HoldsUuidsActionsAndFieldNamesButNoValues) {
  const Example example;
  const auto document = nlohmann::json::parse(render_plan_json(example.plan, example.wanted));
  EXPECT_EQ(document["format_version"], 1);
  ASSERT_EQ(document["changes"].size(), 3U);
  EXPECT_EQ(document["changes"][0]["action"], "update");
  EXPECT_EQ(document["changes"][0]["fields"][2]["change"], "removed");
  EXPECT_EQ(document["changes"][2]["action"], "delete");
  EXPECT_EQ(document["withheld"][0]["withheld"], "autowash_off");
  EXPECT_EQ(document["findings"][0]["code"], "text_cut");
  EXPECT_EQ(document["counts"]["users"]["create"], 1);
  EXPECT_THAT(document.dump(), Not(HasSubstr("Anna")));
}

TEST(RenderPlanNdjson, TellsItsLinesApartByType) {
  const Example example;
  std::istringstream lines{render_plan_ndjson(example.plan, example.wanted, "0.1.0")};
  std::vector<std::string> types;
  for (std::string line; std::getline(lines, line);) types.push_back(nlohmann::json::parse(line)["type"]);
  EXPECT_THAT(types, ::testing::ElementsAre("version", "planned_change", "planned_change", "planned_change",
                                            "withheld_change", "diagnostic", "change_summary"));
}

TEST(Fit, CountsDanishLettersAsOneColumn) {
  EXPECT_EQ(fit("æøå", 3), "æøå");
  EXPECT_EQ(fit("æøåx", 3), "æø…");
  EXPECT_EQ(fit("", 3), "");
}

/// The example with an account to make, one to end, and one that stays because of the guard.
struct AccountsExample : Example {
  AccountsExample() {
    wanted.fk_accounts.it_system = plan.fk_accounts.it_system = id("SYSTEM");
    wanted.fk_accounts.created = plan.fk_accounts.created = {{id("PM"), id("G1"), id("P1"), false, true}};
    plan.fk_accounts.ended = {{id("PX"), id("I2"), id("P2")}};
    plan.fk_accounts.withheld = {{id("PY"), id("I3"), id("P3")}};
  }
};

TEST(RenderPlan, ShowsAccountsWhereTheyAreWrittenAndHidesUuidsThatAreNotDrawnYet) {
  const AccountsExample example;
  for (const Language language : {Language::english, Language::danish}) {
    const std::string text = render_plan(example.plan, example.wanted, {language, false, 100, 0, {}});
    const std::string account = language == Language::english ? "FK-ORG account" : "FK-ORG-konto";
    EXPECT_EQ(text.find("+ " + account + " random"), 0U) << text;
    const std::string user = language == Language::english ? "- user " : "- bruger ";
    EXPECT_LT(text.find("- " + account + " " + id("P2").to_string()), text.find(user + id("P2").to_string())) << text;
    EXPECT_THAT(text, HasSubstr(account + " " + id("P3").to_string()));
    EXPECT_THAT(text, Not(HasSubstr(id("P1").to_string())));
    EXPECT_THAT(text, HasSubstr(language == Language::english ? "1 FK-ORG accounts to make, 1 to end"
                                                              : "1 FK-ORG-konti at oprette, 1 at afslutte"));
  }
}

TEST(RenderPlanJson, HasAccountsAmongTheChangesInTheirOrder) {
  const AccountsExample example;
  const auto json = nlohmann::json::parse(render_plan_json(example.plan, example.wanted));
  std::vector<std::string> seen;
  for (const auto& change : json["changes"])
    seen.push_back(std::string{change["action"]} + " " + std::string{change["kind"]});
  EXPECT_EQ(seen, (std::vector<std::string>{"create fk_account", "update unit", "create user", "end fk_account",
                                            "delete user"}));
  EXPECT_EQ(json["changes"][0]["uuid"], "random");
  EXPECT_EQ(json["changes"][0]["guid"], id("G1").to_string());
  EXPECT_EQ(json["changes"][2]["uuid"], "random");
  EXPECT_EQ(json["withheld"].back()["withheld"], "guard");
  EXPECT_EQ(json["counts"]["fk_accounts"], (nlohmann::json{{"create", 1}, {"end", 1}, {"withheld", 1}}));
  const std::string lines = render_plan_ndjson(example.plan, example.wanted, "1");
  EXPECT_THAT(lines, HasSubstr(R"({"type":"planned_change","action":"create","kind":"fk_account","uuid":"random")"));
}

TEST(RenderPlanJson, SaysNothingOfAccountsOutsideNewMode) {
  const Example example;
  EXPECT_FALSE(nlohmann::json::parse(render_plan_json(example.plan, example.wanted))["counts"].contains("fk_accounts"));
}

/// The example, whose new user was refused before.
struct RefusedExample : Example {
  RefusedExample() {
    SetAside object{
        ObjectKind::user, id("P1"), id("P1"), RejectionCode::text_too_long, "Positions.Name", 2, 60, 120, {}, false};
    plan.set_aside = {{Action::create, std::move(object)}};
    plan.users.create = 0;
    plan.users.set_aside = 1;
  }
};

TEST(RenderPlan, NamesWhatIsSetAsideApartWithReasonAndRemedy) {
  const RefusedExample example;
  const std::string text = render_plan(example.plan, example.wanted, {});
  const auto head = text.find("\nSet aside, refused before with the same content:\n. user " + id("P1").to_string());
  ASSERT_NE(head, std::string::npos) << text;
  EXPECT_EQ(text.find(id("P1").to_string()), text.rfind(id("P1").to_string())) << "named once only";
  EXPECT_THAT(text.substr(head),
              HasSubstr("    . Positions.Name: the text is longer than OS2sync can file away\n    . IT: "));
  EXPECT_THAT(text, HasSubstr("1 wanted: 0 new, 0 changed"));
  EXPECT_THAT(text, HasSubstr("       1 set aside"));
  EXPECT_THAT(render_plan(example.plan, example.wanted, {Language::danish, false, 80, 0, {}}),
              HasSubstr("Sat til side, afvist før"));
}

TEST(RenderPlanJson, ListsWhatIsSetAsideApartFromTheChanges) {
  const RefusedExample example;
  const auto document = nlohmann::json::parse(render_plan_json(example.plan, example.wanted));
  EXPECT_EQ(document["changes"].size(), 2U);
  ASSERT_EQ(document["set_aside"].size(), 1U);
  const auto& refused = document["set_aside"][0];
  EXPECT_EQ(refused["uuid"], id("P1").to_string());
  EXPECT_EQ(refused["action"], "create");
  EXPECT_EQ(refused["set_aside"]["code"], "text_too_long");
  EXPECT_EQ(refused["set_aside"]["mender"], "it");
  EXPECT_EQ(refused["set_aside"]["first_at"], "1970-01-01T00:01:00Z");
  EXPECT_EQ(document["counts"]["users"]["create"], 0);
  EXPECT_EQ(document["counts"]["users"]["set_aside"], 1);
  const std::string lines = render_plan_ndjson(example.plan, example.wanted, "1");
  EXPECT_THAT(lines, HasSubstr(R"({"type":"set_aside_change","action":"create")"));
  EXPECT_THAT(lines, Not(HasSubstr(R"({"type":"planned_change","action":"create")")));
}

TEST(RenderPlanLines, MakeTheSameFileWhateverWasRefused) {
  EXPECT_EQ(render_plan_lines(RefusedExample{}.plan, RefusedExample{}.wanted, {true, false}),
            render_plan_lines(Example{}.plan, Example{}.wanted, {true, false}));
}

}  // namespace
}  // namespace os2sync
