// SPDX-License-Identifier: MPL-2.0
#include "rules/user_names.hpp"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include "rules/rule_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr Text kTemplateFails{"{} fails at {}", "{} fejler ved {}"};
constexpr Text kLeftAlone{"the person is left as it is in FK-ORG", "personen bliver, som den er i FK-ORG"};
constexpr Text kNames{"given name '{}', surname '{}', nickname '{}'", "fornavn '{}', efternavn '{}', kaldenavn '{}'"};
constexpr Text kNickname{"the nickname", "kaldenavnet"};
constexpr Text kGivenAndSurname{"given name and surname", "fornavn og efternavn"};
constexpr Text kNameTemplate{"template person.name", "skabelonen person.name"};
constexpr Text kNoTemplate{"no template", "ingen skabelon"};
constexpr Text kNoName{"empty: the person is left as it is in FK-ORG", "tomt: personen bliver, som den er i FK-ORG"};
constexpr Text kAccount{"account '{}'", "konto '{}'"};
constexpr Text kNoAccount{"no account", "ingen konto"};
constexpr Text kUserIdTemplate{"template person.user_id", "skabelonen person.user_id"};
constexpr Text kNoText{"no text from a template", "ingen tekst fra en skabelon"};
constexpr Text kUuidOfUser{"the uuid of the user", "brugerens uuid"};

constexpr std::string_view kTemplates = "os2sync.templates";

PersonContext context_of(const SourcePerson& person, const Mapping& mapping) {
  const std::vector<SourceOrganisation>& organisations = mapping.directory.snapshot.organisations;
  return {person.uuid,
          person.user_key,
          person.given_name,
          person.surname,
          person.nickname_given_name,
          person.nickname_surname,
          mapping.rules.xfer_cpr && person.cpr ? &*person.cpr : nullptr,
          person.seniority,
          organisations.empty() ? nullptr : &organisations.front()};
}

void note_fault(const TemplateFault& fault, std::string_view rule_name, Notes& notes) {
  notes.find(FindingCode::template_failed, fmt::format("{}: {}", fault.key, fault.variable));
  if (!notes.traced()) return;
  notes.step(rule_name, kTemplates, say(kTemplateFails, fault.key, fault.variable), say(kLeftAlone));
}

std::string join_names(std::string_view given, std::string_view surname) {
  const std::string_view first = trim(given);
  const std::string_view last = trim(surname);
  return fmt::format("{}{}{}", first, first.empty() || last.empty() ? "" : " ", last);
}

/// The name of somebody no template speaks of; blank when OS2MO has none.
std::string plain_name_of(const SourcePerson& person, const Rules& rules, Notes& notes) {
  std::string nickname = join_names(person.nickname_given_name, person.nickname_surname);
  const bool uses_nickname = rules.use_nickname && !nickname.empty();
  if (notes.traced()) {
    notes.step(rule::kUserName, "os2sync.use_nickname",
               say(kNames, trim(person.given_name), trim(person.surname), nickname),
               say(uses_nickname ? kNickname : kGivenAndSurname));
  }
  return uses_nickname ? std::move(nickname) : join_names(person.given_name, person.surname);
}

}  // namespace

std::optional<std::string> person_name_of(const SourcePerson& person, const Mapping& mapping, Notes& notes) {
  TemplateAnswer answer;
  if (mapping.templates) answer = mapping.templates->name(context_of(person, mapping));
  if (const auto* fault = std::get_if<TemplateFault>(&answer)) {
    note_fault(*fault, rule::kUserName, notes);
    return std::nullopt;
  }
  const auto* rendered = std::get_if<std::string>(&answer);
  auto name = fit_text(rendered ? *rendered : plain_name_of(person, mapping.rules, notes),
                       mapping.rules.limits.person_name, "Person.Name", notes);
  if (notes.traced()) {
    notes.step(rule::kUserName, rendered ? kTemplates : "", say(rendered ? kNameTemplate : kNoTemplate),
               name ? say(fmt::format("'{}'", *name)) : say(kNoName));
  }
  if (!name) notes.find(FindingCode::name_missing, "Person.Name");
  return name;
}

std::optional<std::string> user_id_of(const SourcePerson& person, const UserGroup& user, const Mapping& mapping,
                                      Notes& notes) {
  auto name = fit_text(user.user_name, mapping.rules.limits.text, "UserId", notes);
  if (notes.traced()) {
    notes.step(rule::kUserUserId, "os2sync.user_key_it_system_name", say(kAccount, user.user_name),
               name ? say(fmt::format("'{}'", *name)) : say(kNoAccount));
  }
  if (name) return name;
  TemplateAnswer answer;
  if (mapping.templates) answer = mapping.templates->user_id(context_of(person, mapping), user.uuid);
  if (const auto* fault = std::get_if<TemplateFault>(&answer)) {
    note_fault(*fault, rule::kUserUserId, notes);
    return std::nullopt;
  }
  if (const auto* rendered = std::get_if<std::string>(&answer)) {
    name = fit_text(*rendered, mapping.rules.limits.text, "UserId", notes);
  }
  if (notes.traced()) {
    notes.step(rule::kUserUserId, kTemplates, say(name ? kUserIdTemplate : kNoText),
               name ? say(fmt::format("'{}'", *name)) : say(kUuidOfUser));
  }
  return name ? std::move(*name) : user.uuid.to_string();
}

}  // namespace os2sync
