// SPDX-License-Identifier: MPL-2.0
#include "adapters/jinja/open_templates.hpp"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pybind11/embed.h>

#include "adapters/jinja/python.hpp"
#include "adapters/jinja/template_check.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

namespace py = pybind11;

constexpr const char* kName = "person.name";
constexpr const char* kUserId = "person.user_id";

/// OS2MO's bytes as Python text; a broken one becomes a question mark in a box instead of an error.
py::str text(std::string_view bytes) {
  return py::reinterpret_steal<py::str>(
      PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "replace"));
}

/// What a template made; a half character it may hold becomes a question mark.
std::string bytes(const py::object& rendered) {
  return py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(rendered.ptr(), "utf-8", "replace"));
}

std::set<std::string> names_in(const py::dict& context) {
  std::set<std::string> names;
  for (const auto& [name, value] : context) names.insert(name.cast<std::string>());
  return names;
}

std::string joined(std::string_view first, std::string_view second) {
  return fmt::format("{}{}{}", first, first.empty() || second.empty() ? "" : " ", second);
}

py::dict name_context(const PersonContext& person) {
  py::dict context;
  context["name"] = text(joined(person.given_name, person.surname));
  context["givenname"] = text(person.given_name);
  context["surname"] = text(person.surname);
  context["nickname"] = text(joined(person.nickname_given_name, person.nickname_surname));
  context["nickname_givenname"] = text(person.nickname_given_name);
  context["nickname_surname"] = text(person.nickname_surname);
  context["uuid"] = text(person.uuid.to_string());
  context["user_key"] = text(person.user_key);
  if (person.cpr) context["cpr_no"] = text(person.cpr->reveal_for_sending());
  if (person.organisation == nullptr) return context;
  context["seniority"] = person.seniority ? py::object{text(person.seniority->to_string())} : py::none();
  py::dict organisation;
  organisation["name"] = text(person.organisation->name);
  organisation["user_key"] = text(person.organisation->user_key);
  organisation["uuid"] = text(person.organisation->uuid.to_string());
  context["org"] = organisation;
  return context;
}

py::dict user_id_context(const PersonContext& person, const Uuid& fk_uuid) {
  py::dict context;
  context["uuid"] = text(fk_uuid.to_string());
  context["user_key"] = text(person.user_key);
  context["candidate_user_id"] = py::none();
  const py::object holder = py::module_::import("types").attr("SimpleNamespace");
  context["person"] = holder(py::arg("context") = name_context(person));
  return context;
}

/// The words between single quotes, in the order of the text.
std::vector<std::string> quoted_words(const std::string& message) {
  std::vector<std::string> words;
  std::size_t from = 0;
  for (std::size_t open = 0; (open = message.find('\'', from)) != std::string::npos;) {
    const std::size_t close = message.find('\'', open + 1);
    if (close == std::string::npos) break;
    words.push_back(message.substr(open + 1, close - open - 1));
    from = close + 1;
  }
  return words;
}

/// One compiled template. Everything here wants Python's lock.
class Template {
 public:
  Template(std::string key, const py::object& environment, const py::object& tree, const std::string& source)
      : key_{std::move(key)},
        words_{jinja::words_of(tree)},
        render_{environment.attr("from_string")(source).attr("render")} {}

  std::string render(const py::dict& context) const { return bytes(render_(context)); }

  TemplateAnswer answer(const py::dict& context) const {
    try {
      return render(context);
    } catch (const py::error_already_set& fault) {
      return TemplateFault{key_, blame(fault)};
    }
  }

 private:
  /// A word of the template itself, else the kind of the error: never what the message says, it may quote a name.
  std::string blame(const py::error_already_set& fault) const {
    for (const std::string& word : quoted_words(py::str(fault.value()).cast<std::string>())) {
      if (words_.contains(word)) return word;
    }
    return py::str(fault.type().attr("__name__")).cast<std::string>();
  }

  std::string key_;
  std::set<std::string> words_;
  py::object render_;
};

struct Templates {
  std::optional<Template> name;
  std::optional<Template> user_id;
};

class JinjaTemplates final : public PersonTemplates {
 public:
  explicit JinjaTemplates(Templates templates) : templates_{std::move(templates)} {}
  ~JinjaTemplates() override {
    const py::gil_scoped_acquire lock;
    templates_ = {};
  }
  JinjaTemplates(const JinjaTemplates&) = delete;
  JinjaTemplates& operator=(const JinjaTemplates&) = delete;

  TemplateAnswer name(const PersonContext& person) const override {
    if (!templates_.name) return {};
    const py::gil_scoped_acquire lock;
    return templates_.name->answer(name_context(person));
  }
  TemplateAnswer user_id(const PersonContext& person, const Uuid& fk_uuid) const override {
    if (!templates_.user_id) return {};
    const py::gil_scoped_acquire lock;
    return templates_.user_id->answer(user_id_context(person, fk_uuid));
  }

 private:
  Templates templates_;
};

py::object make_environment() {
  const py::module_ jinja2 = py::module_::import("jinja2");
  py::object environment = py::module_::import("jinja2.sandbox")
                               .attr("SandboxedEnvironment")(py::arg("undefined") = jinja2.attr("StrictUndefined"));
  // Chance would send somebody another name every night.
  environment.attr("globals").attr("pop")("lipsum");
  environment.attr("filters").attr("pop")("random");
  return environment;
}

/// Makes the templates one by one and gathers what is wrong with them.
class Maker {
 public:
  Maker(TemplateFacts facts, Language language)
      : facts_{facts}, language_{language}, environment_{make_environment()} {}

  std::optional<Template> make(const std::string& key, const std::string& source) {
    const py::dict context = key == kName ? name_context(example()) : user_id_context(example(), example_uuid_);
    try {
      const py::object tree = environment_.attr("parse")(source);
      const std::vector<std::string> flaws = jinja::find_flaws(tree, environment_, names_in(context), language_);
      for (const std::string& flaw : flaws) fault(key, flaw);
      if (!flaws.empty()) return std::nullopt;
      Template made{key, environment_, tree, source};
      (void)made.render(context);
      return made;
    } catch (const py::error_already_set& error) {
      fault(key, describe(error));
      return std::nullopt;
    }
  }

  void refuse_key(const std::string& key) {
    constexpr Text kUnknown{"there is no such template; known are {} and {}",
                            "den skabelon findes ikke; de kendte er {} og {}"};
    fault(key, fmt::format(fmt::runtime(kUnknown.in(language_)), kName, kUserId));
  }

  void throw_faults() const {
    if (!faults_.empty()) throw Error{ErrorKind::settings, say(fmt::format("{}", fmt::join(faults_, "\n")))};
  }

 private:
  /// Invented, with everything a person can have.
  PersonContext example() const {
    return {example_uuid_,
            "eksempel",
            "Ane Marie",
            "Eksempel",
            "Anne",
            "E.",
            facts_.cpr ? &*example_cpr_ : nullptr,
            Day::parse("2001-02-03"),
            facts_.organisation ? &example_organisation_ : nullptr};
  }

  /// The message of an error that no person's data went into.
  std::string describe(const py::error_already_set& error) const {
    constexpr Text kSyntax{"line {}: {}; correct the template", "linje {}: {}; ret skabelonen"};
    constexpr Text kTrial{"it fails for an invented person: {}; correct the template",
                          "den fejler for en opdigtet person: {}; ret skabelonen"};
    const py::object line = py::getattr(error.value(), "lineno", py::none());
    // Jinja's text of a syntax error is several lines long; its first sentence is this member.
    const py::object what = line.is_none() ? error.value() : py::getattr(error.value(), "message", error.value());
    std::string message = bytes(py::str(what));
    if (message.ends_with('.')) message.pop_back();
    if (line.is_none()) return fmt::format(fmt::runtime(kTrial.in(language_)), message);
    return fmt::format(fmt::runtime(kSyntax.in(language_)), line.cast<int>(), message);
  }

  void fault(const std::string& key, const std::string& what) {
    faults_.push_back(fmt::format("os2sync.templates: {}: {}", key, what));
  }

  TemplateFacts facts_;
  Language language_;
  py::object environment_;
  Uuid example_uuid_{*Uuid::parse("00000000-0000-4000-8000-000000000000")};
  std::optional<Cpr> example_cpr_{Cpr::parse("0000000000")};
  SourceOrganisation example_organisation_{example_uuid_, "eksempel", "Eksempel Kommune"};
  std::vector<std::string> faults_;
};

}  // namespace

std::unique_ptr<PersonTemplates> open_templates(const std::map<std::string, std::string>& templates,
                                                TemplateFacts facts, Language language) {
  if (templates.empty()) return nullptr;
  jinja::start_python();
  const py::gil_scoped_acquire lock;
  try {
    Maker maker{facts, language};
    Templates made;
    for (const auto& [key, source] : templates) {
      if (key == kName) {
        made.name = maker.make(key, source);
      } else if (key == kUserId) {
        made.user_id = maker.make(key, source);
      } else {
        maker.refuse_key(key);
      }
    }
    maker.throw_faults();
    return std::make_unique<JinjaTemplates>(std::move(made));
  } catch (const py::error_already_set& error) {
    constexpr Text kNoJinja{"os2sync.templates: Jinja2 cannot be loaded ({}); install the package python3-jinja2",
                            "os2sync.templates: Jinja2 kan ikke indlæses ({}); installér pakken python3-jinja2"};
    throw Error{ErrorKind::settings, kNoJinja, error.what()};
  }
}

}  // namespace os2sync
