// SPDX-License-Identifier: MPL-2.0
#include "adapters/jinja/template_check.hpp"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace os2sync::jinja {
namespace {

namespace py = pybind11;

constexpr std::string_view kCprVariable = "cpr_no";

constexpr Text kUnknownVariable{"there is no variable '{}'; known are {}",
                                "der er ingen variabel '{}'; de kendte er {}"};
constexpr Text kCprWithheld{"'cpr_no' is withheld because os2sync.xfer_cpr is off; leave it out of the template",
                            "'cpr_no' udleveres ikke, fordi os2sync.xfer_cpr er slået fra; fjern den fra skabelonen"};
constexpr Text kNotInLcDb{"'{}' is not in the LC database; leave it out of the template, or read from OS2MO",
                          "'{}' findes ikke i LC-databasen; fjern den fra skabelonen, eller læs fra OS2MO"};
constexpr Text kUnknownFilter{"Jinja has no filter '{}'; check its spelling",
                              "Jinja har intet filter '{}'; kontrollér stavningen"};
constexpr Text kUnknownTest{"Jinja has no test '{}'; check its spelling",
                            "Jinja har ingen test '{}'; kontrollér stavningen"};
constexpr Text kOtherTemplate{"it reads another template, and there is none; write all in one",
                              "den læser en anden skabelon, og der er ingen; skriv det hele i én"};

template <typename... Args>
std::string say(const Text& text, Language language, const Args&... args) {
  return fmt::format(fmt::runtime(text.in(language)), args...);
}

/// All nodes of one kind.
py::object nodes_of(const py::object& tree, const char* kind) {
  return tree.attr("find_all")(py::module_::import("jinja2.nodes").attr(kind));
}

std::string text_of(const py::handle& value) { return py::str(value).cast<std::string>(); }

/// Variables that stand directly under `x is defined`, `x is undefined`, `x | default(…)`.
std::set<std::string> asked_about(const py::object& tree) {
  std::set<std::string> names;
  const auto add = [&](const char* kind, const std::set<std::string>& askers) {
    for (const py::handle node : nodes_of(tree, kind)) {
      const py::object under = node.attr("node");
      if (askers.contains(text_of(node.attr("name"))) && !under.is_none() && py::hasattr(under, "name")) {
        names.insert(text_of(under.attr("name")));
      }
    }
  };
  add("Test", {"defined", "undefined"});
  add("Filter", {"default", "d"});
  return names;
}

void find_unknown(const py::object& tree, const char* kind, const py::object& known, const Text& text,
                  Language language, std::set<std::string>& flaws) {
  for (const py::handle node : nodes_of(tree, kind)) {
    const py::object name = node.attr("name");
    if (!known.contains(name)) flaws.insert(say(text, language, text_of(name)));
  }
}

std::string explain_unknown(const std::string& variable, const std::set<std::string>& known, Language language) {
  if (variable == kCprVariable) return say(kCprWithheld, language);
  if (variable == "seniority" || variable == "org") return say(kNotInLcDb, language, variable);
  return say(kUnknownVariable, language, variable, fmt::join(known, ", "));
}

}  // namespace

std::set<std::string> words_of(const py::object& syntax_tree) {
  std::set<std::string> words;
  for (const py::handle node : nodes_of(syntax_tree, "Name")) words.insert(text_of(node.attr("name")));
  for (const py::handle node : nodes_of(syntax_tree, "Getattr")) words.insert(text_of(node.attr("attr")));
  return words;
}

std::vector<std::string> find_flaws(const py::object& syntax_tree, const py::object& environment,
                                    const std::set<std::string>& variables, Language language) {
  std::set<std::string> flaws;
  const py::module_ meta = py::module_::import("jinja2.meta");
  const std::set<std::string> may_be_absent = asked_about(syntax_tree);
  for (const py::handle variable : meta.attr("find_undeclared_variables")(syntax_tree)) {
    const std::string name = text_of(variable);
    if (variables.contains(name) || may_be_absent.contains(name)) continue;
    if (environment.attr("globals").contains(variable)) continue;
    flaws.insert(explain_unknown(name, variables, language));
  }
  find_unknown(syntax_tree, "Filter", environment.attr("filters"), kUnknownFilter, language, flaws);
  find_unknown(syntax_tree, "Test", environment.attr("tests"), kUnknownTest, language, flaws);
  if (py::len(py::list(meta.attr("find_referenced_templates")(syntax_tree))) > 0) {
    flaws.insert(say(kOtherTemplate, language));
  }
  return {flaws.begin(), flaws.end()};
}

}  // namespace os2sync::jinja
