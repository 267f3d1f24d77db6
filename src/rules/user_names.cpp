// SPDX-License-Identifier: MPL-2.0
#include "rules/user_names.hpp"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include "rules/rule_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr std::string_view kTemplates = "os2sync.templates";

PersonContext context_of(const SourcePerson& person, const Rules& rules) {
  return {person.uuid,
          person.user_key,
          person.given_name,
          person.surname,
          person.nickname_given_name,
          person.nickname_surname,
          rules.xfer_cpr && person.cpr ? &*person.cpr : nullptr};
}

void note_fault(const TemplateFault& fault, std::string_view rule_name, Notes& notes) {
  notes.find(FindingCode::template_failed, fmt::format("{}: {}", fault.key, fault.variable));
  if (!notes.traced()) return;
  notes.step(rule_name, kTemplates, fmt::format("{} fails at {}", fault.key, fault.variable),
             "the person is left as it is in FK-ORG");
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
               fmt::format("given name '{}', surname '{}', nickname '{}'", trim(person.given_name),
                           trim(person.surname), nickname),
               uses_nickname ? "the nickname" : "given name and surname");
  }
  return uses_nickname ? std::move(nickname) : join_names(person.given_name, person.surname);
}

}  // namespace

std::optional<std::string> person_name_of(const SourcePerson& person, const Mapping& mapping, Notes& notes) {
  TemplateAnswer answer;
  if (mapping.templates) answer = mapping.templates->name(context_of(person, mapping.rules));
  if (const auto* fault = std::get_if<TemplateFault>(&answer)) {
    note_fault(*fault, rule::kUserName, notes);
    return std::nullopt;
  }
  const auto* rendered = std::get_if<std::string>(&answer);
  auto name = fit_text(rendered ? *rendered : plain_name_of(person, mapping.rules, notes),
                       mapping.rules.limits.person_name, "Person.Name", notes);
  if (notes.traced()) {
    notes.step(rule::kUserName, rendered ? kTemplates : "", rendered ? "template person.name" : "no template",
               name ? fmt::format("'{}'", *name) : "empty: the person is left as it is in FK-ORG");
  }
  if (!name) notes.find(FindingCode::name_missing, "Person.Name");
  return name;
}

std::optional<std::string> user_id_of(const SourcePerson& person, const UserGroup& user, const Mapping& mapping,
                                      Notes& notes) {
  auto name = fit_text(user.user_name, mapping.rules.limits.text, "UserId", notes);
  if (notes.traced()) {
    notes.step(rule::kUserUserId, "os2sync.user_key_it_system_name", fmt::format("account '{}'", user.user_name),
               name ? fmt::format("'{}'", *name) : "no account");
  }
  if (name) return name;
  TemplateAnswer answer;
  if (mapping.templates) answer = mapping.templates->user_id(context_of(person, mapping.rules), user.uuid);
  if (const auto* fault = std::get_if<TemplateFault>(&answer)) {
    note_fault(*fault, rule::kUserUserId, notes);
    return std::nullopt;
  }
  if (const auto* rendered = std::get_if<std::string>(&answer)) {
    name = fit_text(*rendered, mapping.rules.limits.text, "UserId", notes);
  }
  if (notes.traced()) {
    notes.step(rule::kUserUserId, kTemplates, name ? "template person.user_id" : "no text from a template",
               name ? fmt::format("'{}'", *name) : "the uuid of the user");
  }
  return name ? std::move(*name) : user.uuid.to_string();
}

}  // namespace os2sync
