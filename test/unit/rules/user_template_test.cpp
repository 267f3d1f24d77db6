// SPDX-License-Identifier: MPL-2.0
// What templates may decide about a user, with the templates as functions: the golden cases G23 to G26.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_templates.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace test;

TemplateAnswer text(std::string_view answer) { return std::string{answer}; }

/// P1 "Anna And" with engagement E1 "Lærer" in U1.
Town anna() {
  Town town;
  town.add_anna();
  return town;
}

std::string field_of_anna(const Town& town, const FakeTemplates& templates, const std::string& field) {
  const auto users = sent_users(town.map(nullptr, &templates), "P1");
  return users.size() == 1 ? value_of(users[0], field) : "not one user";
}

FakeTemplates user_key_as_user_id() {
  FakeTemplates templates;
  templates.answer_user_id = [](const PersonContext& person, const Uuid&) { return text(person.user_key); };
  return templates;
}

FakeTemplates failing_name() {
  FakeTemplates templates;
  templates.answer_name = [](const PersonContext&) { return TemplateFault{"person.name", "fornavn"}; };
  return templates;
}

TEST(MapUserByTemplate, G23PrefersTheAccountToTheTemplate) {
  Town town = anna();
  town.account("P1", "AD", "anna");
  EXPECT_EQ(field_of_anna(town, user_key_as_user_id(), "UserId"), "anna");
}

TEST(MapUserByTemplate, G24AsksTheTemplateForTheUserIdOfAUserWithoutUserName) {
  Town town = anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"));
  EXPECT_EQ(field_of_anna(town, user_key_as_user_id(), "UserId"), "AA");
}

TEST(MapUserByTemplate, G24GivesTheTemplateTheFkUuidAndThePersonsOwn) {
  Town town = anna();
  town.rules.uuid_from_it_systems = {"FK"};
  town.account("P1", "FK", fk("FP1"));
  FakeTemplates templates;
  templates.answer_user_id = [](const PersonContext& person, const Uuid& fk_uuid) {
    return text(symbol_of(fk_uuid) + " of " + symbol_of(person.uuid));
  };
  EXPECT_EQ(field_of_anna(town, templates, "UserId"), "FP1 of P1");
}

TEST(MapUserByTemplate, FallsBackToTheUuidWhenTheUserIdIsBlank) {
  FakeTemplates templates;
  templates.answer_user_id = [](const PersonContext&, const Uuid&) { return text(" \n"); };
  EXPECT_EQ(field_of_anna(anna(), templates, "UserId"), "P1");
}

TEST(MapUserByTemplate, FallsBackToTheUsualNamesWithoutATemplate) {
  EXPECT_EQ(field_of_anna(anna(), FakeTemplates{}, "Person.Name"), "Anna And");
  EXPECT_EQ(field_of_anna(anna(), FakeTemplates{}, "UserId"), "P1");
}

TEST(MapUserByTemplate, G25SendsTheTrimmedNameOfTheTemplate) {
  Town town = anna();
  town.rows.persons[0].nickname_given_name = " Annie";
  town.rows.persons[0].nickname_surname = "And ";
  FakeTemplates templates;
  templates.answer_name = [](const PersonContext& person) {
    return text(std::string{person.nickname_given_name} + " " + std::string{person.nickname_surname});
  };
  EXPECT_EQ(field_of_anna(town, templates, "Person.Name"), "Annie And");
}

TEST(MapUserByTemplate, CutsWhatATemplateSaysAtTheLimits) {
  Town town = anna();
  town.rules.limits.text = 3;
  town.rules.limits.person_name = 4;
  FakeTemplates templates;
  templates.answer_name = [](const PersonContext&) { return text("Ærøskjold"); };
  templates.answer_user_id = [](const PersonContext&, const Uuid&) { return text("annaand"); };
  EXPECT_EQ(field_of_anna(town, templates, "Person.Name"), "Ærøs");
  EXPECT_EQ(field_of_anna(town, templates, "UserId"), "ann");
  EXPECT_THAT(findings_about(town.map(nullptr, &templates), "P1", FindingCode::text_cut),
              ElementsAre("Person.Name", "UserId"));
}

TEST(MapUserByTemplate, G26HoldsAPersonWhoseNameCannotBeRendered) {
  const FakeTemplates templates = failing_name();
  const Wanted wanted = anna().map(nullptr, &templates);
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::template_failed), ElementsAre("person.name: fornavn"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::name_missing), IsEmpty());
}

TEST(MapUserByTemplate, G26HoldsAPersonWhoseUserIdCannotBeRendered) {
  FakeTemplates templates;
  templates.answer_user_id = [](const PersonContext&, const Uuid&) {
    return TemplateFault{"person.user_id", "initialer"};
  };
  const Wanted wanted = anna().map(nullptr, &templates);
  EXPECT_THAT(wanted.users, IsEmpty());
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::template_failed), ElementsAre("person.user_id: initialer"));
}

TEST(MapUserByTemplate, HoldsAPersonWhoseTemplateSaysNothing) {
  FakeTemplates templates;
  templates.answer_name = [](const PersonContext&) { return text("  "); };
  const Wanted wanted = anna().map(nullptr, &templates);
  EXPECT_THAT(symbols_of(wanted.held_persons), ElementsAre("P1"));
  EXPECT_THAT(findings_about(wanted, "P1", FindingCode::name_missing), ElementsAre("Person.Name"));
}

TEST(MapUserByTemplate, DoesNotAskAboutPersonsWhoAreNotSent) {
  Town town;
  town.unit("U9", "");
  town.person("P1");
  town.engagement("E1", "P1", "U9");
  const FakeTemplates templates = failing_name();
  EXPECT_THAT(town.map(nullptr, &templates).findings, IsEmpty());
}

TEST(MapUserByTemplate, ShowsTheCprNumberToTemplatesOnlyWhenItIsTransferred) {
  Town town = anna();
  town.rows.persons[0].cpr = Cpr::parse("0101010000");
  FakeTemplates templates;
  templates.answer_name = [](const PersonContext& person) { return text(person.cpr ? "shown" : "withheld"); };
  EXPECT_EQ(field_of_anna(town, templates, "Person.Name"), "withheld");
  town.rules.xfer_cpr = true;
  EXPECT_EQ(field_of_anna(town, templates, "Person.Name"), "shown");
  town.rows.persons[0].cpr.reset();
  EXPECT_EQ(field_of_anna(town, templates, "Person.Name"), "withheld");
}

TEST(MapUserByTemplate, TracesWhatATemplateSaid) {
  Trace trace{id("P1")};
  FakeTemplates templates = user_key_as_user_id();
  templates.answer_name = [](const PersonContext&) { return text("Annie"); };
  (void)anna().map(&trace, &templates);
  std::string told;
  for (const TraceStep& step : trace.steps()) {
    if (step.setting == "os2sync.templates") told += step.rule + " " + step.decided.english + "\n";
  }
  EXPECT_EQ(told, "user.name 'Annie'\nuser.user-id 'AA'\n");
}

TEST(MapUserByTemplate, TracesATemplateThatFailed) {
  Trace trace{id("P1")};
  const FakeTemplates templates = failing_name();
  (void)anna().map(&trace, &templates);
  EXPECT_EQ(trace.steps().back().saw.english, "person.name fails at fornavn");
}

TEST(MapUserByTemplate, G25GivesTemplatesSeniorityAndTheOrganisationWhereTheSourceKnowsThem) {
  Town town = anna();
  FakeTemplates templates;
  templates.answer_name = [](const PersonContext& person) {
    return text(person.organisation ? person.organisation->name + " " + person.seniority->to_string() : "unknown");
  };
  EXPECT_EQ(field_of_anna(town, templates, "Person.Name"), "unknown");
  town.rows.organisations = {{id("ORG"), "by", "Byen"}};
  town.rows.persons[0].seniority = Day::parse("2001-02-03");
  EXPECT_EQ(field_of_anna(town, templates, "Person.Name"), "Byen 2001-02-03");
}

}  // namespace
}  // namespace os2sync
