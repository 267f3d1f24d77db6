// SPDX-License-Identifier: MPL-2.0
/// @file Where a municipality's own templates for a user's name and user id are asked (os2sync.templates).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/cpr.hpp"
#include "core/source.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// What a template may say about a person; the texts are OS2MO's own, untrimmed. Borrowed for one call.
struct PersonContext {
  const Uuid& uuid;  ///< OS2MO's
  std::string_view user_key;
  std::string_view given_name;
  std::string_view surname;
  std::string_view nickname_given_name;
  std::string_view nickname_surname;
  const Cpr* cpr;  ///< null unless CPR numbers are transferred and the person has one
  std::optional<Day> seniority;
  const SourceOrganisation* organisation;  ///< null = the source knows neither it nor seniority (LC DB)
};

/// A template that could not be rendered for one person. Holds nothing the source said: `variable` is a word of the
/// template itself, or the kind of the error where no variable is to blame.
struct TemplateFault {
  std::string key;
  std::string variable;
  bool operator==(const TemplateFault&) const = default;
};

/// No such template, its text, or why there is none.
using TemplateAnswer = std::variant<std::monostate, std::string, TemplateFault>;

/// The templates of one run. Same context, same answer.
class PersonTemplates {
 public:
  virtual ~PersonTemplates() = default;

  /// Template person.name.
  virtual TemplateAnswer name(const PersonContext& person) const = 0;
  /// Template person.user_id of the user `fk_uuid`; asked for users without a user name alone.
  virtual TemplateAnswer user_id(const PersonContext& person, const Uuid& fk_uuid) const = 0;
};

}  // namespace os2sync
