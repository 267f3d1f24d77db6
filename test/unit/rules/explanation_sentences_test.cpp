// SPDX-License-Identifier: MPL-2.0
// Every sentence that the rules can say is heard in some municipality, in both languages: no branch goes unexplained.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_random_town.hpp"
#include "support/rules_templates.hpp"

namespace os2sync {
namespace {

using namespace test;

struct Sentence {
  std::string english;
  std::string danish;
  auto operator<=>(const Sentence&) const = default;
};

std::string join_literals(const std::string& code) {
  std::string text;
  bool inside = false;
  for (const char c : code) {
    if (c == '"')
      inside = !inside;
    else if (inside)
      text += c;
  }
  return text;
}

/// All `constexpr Text kName{"…", "…"};` of the room, as its sources have them.
std::set<Sentence> sentences_in_the_code() {
  static const std::regex definition{R"re(constexpr Text k\w+\{\s*((?:"[^"]*"\s*)+),\s*((?:"[^"]*"\s*)+)\})re"};
  std::set<Sentence> all;
  for (const auto& entry : std::filesystem::directory_iterator{"src/rules"}) {
    std::ifstream in{entry.path()};
    const std::string code{std::istreambuf_iterator<char>{in}, {}};
    for (std::sregex_iterator it{code.begin(), code.end(), definition}, end; it != end; ++it)
      all.insert({join_literals((*it)[1]), join_literals((*it)[2])});
  }
  return all;
}

/// Anything may stand where the sentence has a value.
std::regex pattern_of(const std::string& text) {
  static const std::regex special{R"([.^$|()\[\]*+?\\/])"};
  std::string pattern = std::regex_replace(text, special, R"(\$&)");
  for (auto at = pattern.find("{}"); at != std::string::npos; at = pattern.find("{}", at)) pattern.replace(at, 2, ".*");
  return std::regex{pattern};
}

class Ear {
 public:
  explicit Ear(const std::set<Sentence>& sentences) {
    for (const Sentence& sentence : sentences)
      unheard_.emplace(sentence, std::pair{pattern_of(sentence.english), pattern_of(sentence.danish)});
  }
  void hear(const Said& said) {
    std::erase_if(unheard_, [&](const auto& item) {
      return std::regex_match(said.english, item.second.first) && std::regex_match(said.danish, item.second.second);
    });
  }
  void listen(const Town& town, const PersonTemplates* templates) {
    std::vector<Uuid> objects;
    for (const SourceUnit& unit : town.rows.units) objects.push_back(unit.uuid);
    for (const SourcePerson& person : town.rows.persons) objects.push_back(person.uuid);
    for (const Uuid& object : objects) {
      Trace trace{object};
      town.map(&trace, templates);
      for (const TraceStep& step : trace.steps()) {
        hear(step.saw);
        hear(step.decided);
      }
    }
  }
  std::set<std::string> unheard() const {
    std::set<std::string> texts;
    for (const auto& [sentence, patterns] : unheard_) texts.insert(sentence.english);
    return texts;
  }

 private:
  std::map<Sentence, std::pair<std::regex, std::regex>> unheard_;
};

FakeTemplates templates_that_sometimes_fail() {
  FakeTemplates templates;
  templates.answer_name = [](const PersonContext& person) -> TemplateAnswer {
    if (person.given_name == "text 1") return TemplateFault{"person.name", "fornavn"};
    return std::string{person.given_name};
  };
  templates.answer_user_id = [](const PersonContext& person, const Uuid&) -> TemplateAnswer {
    return std::string{person.given_name};
  };
  return templates;
}

/// Too rare a meeting for the drawn ones: two mails of a tied user, one of them tied as well.
Town town_with_a_tied_address() {
  Town town;
  town.add_anna();
  town.account("P1", "AD", "anna", {"E1"});
  town.address("A1", "P1", "TE1", "a@k");
  town.address("A2", "P1", "TE1", "b@k").engagement = id("E1");
  return town;
}

TEST(Explanations, EverySentenceOfTheRulesIsHeardInBothLanguages) {
  const std::set<Sentence> sentences = sentences_in_the_code();
  ASSERT_GT(sentences.size(), 50U);
  Ear ear{sentences};
  const FakeTemplates templates = templates_that_sometimes_fail();
  for (std::uint64_t seed = 1; seed <= 400 && !ear.unheard().empty(); ++seed)
    ear.listen(TownMaker{seed}.make(), seed % 4 == 0 ? &templates : nullptr);
  ear.listen(town_with_a_tied_address(), nullptr);
  EXPECT_THAT(ear.unheard(), testing::IsEmpty());
}

}  // namespace
}  // namespace os2sync
