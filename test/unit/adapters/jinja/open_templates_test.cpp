// SPDX-License-Identifier: MPL-2.0
#include "adapters/jinja/open_templates.hpp"

#include <csignal>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include <Python.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/builders.hpp"

namespace os2sync {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Anna And, nickname Annie And, unless a test says otherwise.
struct Person {
  Uuid uuid = *Uuid::parse("11111111-0000-4000-8000-000000000001");
  std::string user_key = "AA";
  std::string given_name = "Anna";
  std::string surname = "And";
  std::string nickname_given_name = "Annie";
  std::string nickname_surname = "And";
  std::optional<Cpr> cpr;
  std::optional<Day> seniority = Day::parse("2001-02-03");
  std::optional<SourceOrganisation> organisation;

  PersonContext context() const {
    return {uuid,
            user_key,
            given_name,
            surname,
            nickname_given_name,
            nickname_surname,
            cpr ? &*cpr : nullptr,
            seniority,
            organisation ? &*organisation : nullptr};
  }
};

const Uuid kFkUuid = *Uuid::parse("22222222-0000-4000-8000-000000000002");

TemplateAnswer name_by(const std::string& source, const Person& person = {}, TemplateFacts facts = {}) {
  return open_templates({{"person.name", source}}, facts, Language::english)->name(person.context());
}
TemplateAnswer user_id_by(const std::string& source, const Person& person = {}, TemplateFacts facts = {}) {
  return open_templates({{"person.user_id", source}}, facts, Language::english)->user_id(person.context(), kFkUuid);
}
TemplateAnswer text(const std::string& rendered) { return rendered; }

std::string refusal_of(const std::map<std::string, std::string>& templates, TemplateFacts facts = {},
                       Language language = Language::english) {
  try {
    open_templates(templates, facts, language);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::settings);
    return error.what();
  }
  return "accepted";
}
std::string refusal_of(const std::string& source) { return refusal_of({{"person.name", source}}); }

TEST(OpenTemplates, DoesNotStartPythonWithoutTemplates) {
  EXPECT_EQ(open_templates({}, {}, Language::english), nullptr);
  EXPECT_EQ(Py_IsInitialized(), 0);  // each test is a process of its own under ctest; in one process this is the first
}

TEST(OpenTemplates, LeavesTheSignalsOfTheProgramAlone) {
  const auto mine = [](int) {};
  std::signal(SIGINT, mine);
  (void)name_by("{{ name }}");
  EXPECT_EQ(std::signal(SIGINT, SIG_DFL), static_cast<void (*)(int)>(mine));
  EXPECT_EQ(std::signal(SIGPIPE, SIG_DFL), SIG_DFL);
}

TEST(OpenTemplates, GivesTheNameTemplateEveryVariableOfThePerson) {
  EXPECT_EQ(name_by("{{ name }}|{{ givenname }}|{{ surname }}|{{ nickname }}|{{ nickname_givenname }}|"
                    "{{ nickname_surname }}|{{ uuid }}|{{ user_key }}"),
            text("Anna And|Anna|And|Annie And|Annie|And|11111111-0000-4000-8000-000000000001|AA"));
}

TEST(OpenTemplates, GivesTheUserIdTemplateItsVariables) {
  EXPECT_EQ(user_id_by("{{ uuid }}|{{ user_key }}|{{ candidate_user_id is none }}|{{ person.context.uuid }}|"
                       "{{ person.context.givenname }}"),
            text("22222222-0000-4000-8000-000000000002|AA|True|11111111-0000-4000-8000-000000000001|Anna"));
}

TEST(OpenTemplates, G25RendersTheNicknameTemplateOfTheContract) {
  const std::string source = "{% if nickname -%}{{ nickname }}{%- else %}{{ name }}{%- endif %}";
  EXPECT_EQ(name_by(source), text("Annie And"));
  Person person;
  person.nickname_given_name.clear();
  person.nickname_surname.clear();
  EXPECT_EQ(name_by(source, person), text("Anna And"));
}

TEST(OpenTemplates, KnowsWhatTemplatesInUseAreMadeOf) {
  EXPECT_EQ(name_by("{% if surname == 'And' and not nickname_givenname == 'x' %}{{ givenname | upper | first ~ '. ' ~ "
                    "(surname | lower | title | replace('d', 'D') | trim) }}{% elif true or false %}{% endif %}"),
            text("A. AnD"));
  EXPECT_EQ(name_by("{{ name | truncate(5, true, '', 0) }}{{ surname | last }}{{ surname | length }}"),
            text("Anna d3"));
  EXPECT_EQ(name_by("{{ title | default('ingen') }}"), text("ingen"));
  EXPECT_EQ(name_by("{% if cpr_no is defined %}a{% else %}b{% endif %}"), text("b"));
}

TEST(OpenTemplates, NeitherEscapesNorKeepsTheLastLineBreak) {
  Person person;
  person.surname = "O'Brien <&> Ærø";
  EXPECT_EQ(name_by("{{ surname }}\n", person), text("O'Brien <&> Ærø"));
}

TEST(OpenTemplates, JoinsOnlyNamesThatAreThere) {
  Person person;
  person.surname.clear();
  person.nickname_given_name.clear();
  EXPECT_EQ(name_by("[{{ name }}][{{ nickname }}]", person), text("[Anna][And]"));
}

TEST(OpenTemplates, SurvivesTextThatIsNotUtf8) {
  Person person;
  person.given_name = "A\xFF";
  EXPECT_EQ(name_by("{{ givenname }}", person), text("A\uFFFD"));
  EXPECT_EQ(name_by("{{ '\\ud800' }}"), text("?"));
}

TEST(OpenTemplates, AnswersNothingForATemplateThatIsNotConfigured) {
  const auto templates = open_templates({{"person.name", "x"}}, {}, Language::english);
  EXPECT_EQ(templates->user_id(Person{}.context(), kFkUuid), TemplateAnswer{});
}

TEST(OpenTemplates, ShowsTheCprNumberToBothTemplatesWhenItIsTransferred) {
  Person person;
  person.cpr = Cpr::parse("0101010000");
  EXPECT_EQ(name_by("{{ cpr_no[:4] }}", person, {.cpr = true}), text("0101"));
  EXPECT_EQ(user_id_by("{{ person.context.cpr_no[:4] }}", person, {.cpr = true}), text("0101"));
}

TEST(OpenTemplates, HoldsAPersonWithoutCprNumberWhenTheTemplateWantsOne) {
  EXPECT_EQ(name_by("{{ cpr_no }}", {}, {.cpr = true}), TemplateAnswer(TemplateFault{"person.name", "cpr_no"}));
}

TEST(OpenTemplates, RefusesTheCprNumberWhenItIsNotTransferred) {
  EXPECT_THAT(refusal_of("{{ cpr_no }}"),
              AllOf(HasSubstr("person.name: 'cpr_no' is withheld"), HasSubstr("os2sync.xfer_cpr")));
  EXPECT_THAT(refusal_of({{"person.user_id", "{{ person.context.cpr_no }}"}}),
              HasSubstr("person.user_id: it fails for an invented person: 'dict object' has no attribute 'cpr_no'"));
}

TEST(OpenTemplates, G26RefusesAVariableThatDoesNotExistEvenInABranchNotTaken) {
  EXPECT_THAT(refusal_of("{% if false %}{{ fornavn }}{% endif %}"),
              AllOf(StartsWith("os2sync.templates: person.name: there is no variable 'fornavn'; known are givenname, "),
                    Not(HasSubstr("\n"))));
}

TEST(OpenTemplates, G26RefusesATemplateWithASyntaxErrorAndSaysWhere) {
  EXPECT_THAT(refusal_of("\n{{ name"), StartsWith("os2sync.templates: person.name: line 2: "));
}

TEST(OpenTemplates, RefusesFiltersTestsAndTemplatesThatDoNotExist) {
  EXPECT_THAT(refusal_of("{% if false %}{{ name | stor }}{% endif %}"), HasSubstr("no filter 'stor'"));
  EXPECT_THAT(refusal_of("{% if false %}{{ name is stor }}{% endif %}"), HasSubstr("no test 'stor'"));
  EXPECT_THAT(refusal_of("{% if false %}{% include 'other' %}{% endif %}"), HasSubstr("another template"));
}

TEST(OpenTemplates, RefusesUnknownTemplatesAndReportsAllFaultsAtOnce) {
  EXPECT_EQ(
      refusal_of({{"person.nmae", "x"}, {"person.user_id", "{{ initialer | default }}{{ x }}"}}),
      "os2sync.templates: person.nmae: there is no such template; known are person.name and person.user_id\n"
      "os2sync.templates: person.user_id: there is no variable 'x'; known are candidate_user_id, person, user_key, "
      "uuid");
}

TEST(OpenTemplates, TellsFaultsInDanish) {
  EXPECT_THAT(refusal_of({{"person.name", "{{ fornavn }}"}}, {}, Language::danish), HasSubstr("der er ingen variabel"));
}

TEST(OpenTemplates, RefusesChance) {
  EXPECT_THAT(refusal_of("{{ name | random }}"), HasSubstr("line 1: No filter named 'random'; correct"));
  EXPECT_THAT(refusal_of("{{ lipsum() }}"), HasSubstr("no variable 'lipsum'"));
}

TEST(OpenTemplates, NamesTheVariableOfAnErrorOfOnePersonButNothingOfThePerson) {
  Person person;
  person.nickname_given_name.clear();
  EXPECT_EQ(name_by("{{ {'Annie': 1}[nickname_givenname] if false else name }}", person), text("Anna And"));
  EXPECT_EQ(
      name_by(
          "{% set kort = {'Anne': 'A'} %}{{ kort[nickname_givenname].x.y if nickname_givenname != 'Anne' else 1 }}"),
      TemplateAnswer(TemplateFault{"person.name", "UndefinedError"}));
  EXPECT_EQ(name_by("{% if givenname == 'Anna' %}{{ surname.initialer }}{% endif %}"),
            TemplateAnswer(TemplateFault{"person.name", "initialer"}));
  EXPECT_EQ(name_by("{% if givenname == 'Anna' %}{{ 1 / 0 }}{% endif %}"),
            TemplateAnswer(TemplateFault{"person.name", "ZeroDivisionError"}));
}

TEST(OpenTemplates, KeepsTemplatesInsideTheSandbox) {
  for (const char* const escape :
       {"{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ name.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{{ self.__init__.__globals__ }}",
        "{{ ''['__class__'] }}", "{{ (name | attr('__class__')) }}", "{{ '{0.__class__}'.format(name) }}",
        "{{ namespace.__init__.__globals__ }}", "{% for x in range(1000000) %}{% endfor %}",
        "{% import 'os' as os %}{{ os }}"}) {
    EXPECT_THAT(refusal_of(escape), StartsWith("os2sync.templates: person.name: ")) << escape;
  }
}

TEST(OpenTemplates, KeepsTheSandboxForPersonsWhoseTemplatesTryLater) {
  const TemplateAnswer answer = name_by("{% if givenname == 'Anna' %}{{ name.__class__.__mro__ }}{% endif %}");
  ASSERT_TRUE(std::holds_alternative<TemplateFault>(answer));
}

TEST(OpenTemplates, RendersForSeveralThreads) {
  const auto templates = open_templates({{"person.name", "{{ surname }}, {{ givenname }}"}}, {}, Language::english);
  std::vector<std::future<bool>> workers;
  for (int worker = 0; worker < 4; ++worker) {
    workers.push_back(std::async(std::launch::async, [&templates, worker] {
      Person person;
      person.given_name = "A" + std::to_string(worker);
      bool right = true;
      for (int i = 0; i < 200; ++i) right &= templates->name(person.context()) == text("And, " + person.given_name);
      return right;
    }));
  }
  for (auto& worker : workers) EXPECT_TRUE(worker.get());
}

TEST(OpenTemplates, G25GivesBothContextsSeniorityAndTheOrganisationOfOs2mo) {
  Person person;
  person.organisation = {*Uuid::parse("33333333-0000-4000-8000-000000000003"), "by", "Byen"};
  const TemplateFacts facts{.organisation = true};
  EXPECT_EQ(name_by("{{ seniority }}|{{ org.name }}|{{ org.user_key }}|{{ org['uuid'] }}", person, facts),
            text("2001-02-03|Byen|by|33333333-0000-4000-8000-000000000003"));
  EXPECT_EQ(user_id_by("{{ person.context.seniority }}|{{ person.context.org.name }}", person, facts),
            text("2001-02-03|Byen"));
  person.seniority.reset();
  EXPECT_EQ(name_by("{{ seniority is none }}", person, facts), text("True"));
}

TEST(OpenTemplates, RefusesSeniorityAndTheOrganisationWhereTheSourceKnowsNeither) {
  EXPECT_THAT(refusal_of("{{ seniority }}"), HasSubstr("'seniority' is not in the LC database"));
  EXPECT_THAT(refusal_of({{"person.name", "{{ org.name }}"}}, {}, Language::danish),
              HasSubstr("'org' findes ikke i LC-databasen"));
  EXPECT_EQ(name_by("{% if org is defined %}a{% else %}b{% endif %}"), text("b"));
}

}  // namespace
}  // namespace os2sync
