// SPDX-License-Identifier: MPL-2.0
#include "render/explanation.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "render/finding_text.hpp"
#include "render/json_lines.hpp"
#include "render/names.hpp"
#include "render/quarantine_text.hpp"
#include "render/time_text.hpp"
#include "render/undrawn.hpp"

namespace os2sync {
namespace {

constexpr Text kHead{"{} {} in OS2MO\n", "{} {} i OS2MO\n"};
constexpr Text kUnknown{
    "OS2MO did not return {} and nothing was ever sent for it. It may be no unit or person of today, lie outside the\n"
    "top unit, or have no engagement there.\n",
    "OS2MO leverede ikke {}, og intet er nogensinde sendt for det. Det er måske ikke en nuværende enhed eller person,\n"
    "ligger uden for topenheden eller har intet engagement dér.\n"};
constexpr Text kNotInSource{"OS2MO did not return it among the units and persons that can be transferred.\n",
                            "OS2MO leverede det ikke blandt de enheder og personer, der kan overføres.\n"};
constexpr Text kDefault{"default", "standard"};
constexpr Text kSetting{"{} = {} (from {})\n", "{} = {} (fra {})\n"};
constexpr Text kRules{"Rules, in order:\n", "Regler, i rækkefølge:\n"};
constexpr Text kFindings{"Remarks on the record:\n", "Bemærkninger til registreringen:\n"};
constexpr Text kNoObject{"The rules make no object in FK-ORG from it.\n",
                         "Reglerne danner intet objekt i FK-ORG af det.\n"};
constexpr Text kObject{"{} {} in FK-ORG\n", "{} {} i FK-ORG\n"};
constexpr Text kPayload{"  payload: {}\n", "  indhold: {}\n"};
constexpr Text kNever{"  last sent: never\n", "  sidst sendt: aldrig\n"};
constexpr Text kSent{"  last sent: {}\n", "  sidst sendt: {}\n"};
constexpr Text kDeleted{"  deleted: {}\n", "  slettet: {}\n"};
constexpr Text kNothing{"  next sync: nothing, it is as it was sent\n", "  næste kørsel: intet, det er som sendt\n"};
constexpr Text kNext{"  next sync: {} ({})\n", "  næste kørsel: {} ({})\n"};
constexpr Text kWithheld{"  next sync: not sent ({})\n", "  næste kørsel: sendes ikke ({})\n"};

constexpr Text kSetAside{"  next sync: not sent, set aside: refused before with the same content\n",
                         "  næste kørsel: sendes ikke, sat til side: afvist før med samme indhold\n"};

std::string fill(const Text& text, Language language, auto&&... values) {
  return fmt::format(fmt::runtime(text.in(language)), values...);
}

constexpr std::array<Text, 3> kActions{{{"create", "oprettes"}, {"update", "opdateres"}, {"delete", "slettes"}}};
constexpr std::array<Text, 3> kFieldChanges{{{"added", "ny"}, {"changed", "ændret"}, {"removed", "fjernes"}}};
template <typename Value>
std::string_view word_for(const std::array<Text, 3>& words, Value value, Language language) {
  return words.at(static_cast<std::size_t>(value)).in(language);
}

std::string indent(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out;
}

std::string render_object(const Explanation& explanation, const ExplainedObject& object, Language language) {
  std::string out = "\n" + fill(kObject, language, text_of(explanation.kind).in(language), object.uuid);
  if (!object.payload.empty()) out += fill(kPayload, language, indent(object.payload));
  if (!object.last_sent) {
    out += kNever.in(language);
  } else {
    out += fill(object.last_sent->deleted ? kDeleted : kSent, language, time_for_people(object.last_sent->changed_at));
  }
  if (object.withheld) return out + fill(kWithheld, language, text_of(*object.withheld).in(language));
  if (object.set_aside) {
    return out + std::string{kSetAside.in(language)} +
           fmt::format("    {}\n    {}\n", describe_refusal(*object.set_aside, language),
                       describe_remedy(*object.set_aside, language));
  }
  if (!object.change) return object.payload.empty() ? out : out + std::string{kNothing.in(language)};
  out += fill(kNext, language, word_for(kActions, object.change->action, language),
              text_of(object.change->reason).in(language));
  for (const FieldChange& field : object.change->fields) {
    out += fmt::format("    {}: {}\n", field_name(field.field), word_for(kFieldChanges, field.kind, language));
  }
  return out;
}

std::string_view next_of(const ExplainedObject& object) {
  if (object.set_aside) return "set_aside";
  return object.change && !object.withheld ? name_of(object.change->action) : "nothing";
}

/// A step may depend on several settings, divided by commas.
std::vector<std::string> split_keys(std::string_view setting) {
  std::vector<std::string> keys;
  while (!setting.empty()) {
    const std::size_t comma = std::min(setting.find(','), setting.size());
    keys.emplace_back(setting.substr(0, comma));
    setting.remove_prefix(std::min(comma + 2, setting.size()));
  }
  return keys;
}

nlohmann::ordered_json setting_json(const std::string& key, const Explanation& explanation) {
  const auto note = explanation.settings.find(key);
  if (note == explanation.settings.end()) return nullptr;
  return {{"value", nlohmann::ordered_json::parse(note->second.value, nullptr, false)},
          {"origin", note->second.origin}};
}

std::string render_setting(const std::string& key, const Explanation& explanation, Language language) {
  const auto note = explanation.settings.find(key);
  if (note == explanation.settings.end()) return fmt::format("      {}\n", key);
  const std::string& origin = note->second.origin;
  const std::string_view where = origin == "default" ? kDefault.in(language) : std::string_view{origin};
  return "      " + fill(kSetting, language, key, note->second.value, where);
}

}  // namespace

std::string render_explanation(const Explanation& explanation, Language language) {
  if (!explanation.in_source && explanation.objects.empty()) return fill(kUnknown, language, explanation.asked);
  std::string out = fill(kHead, language, text_of(explanation.kind).in(language), explanation.source);
  if (!explanation.in_source) out += kNotInSource.in(language);
  if (!explanation.steps.empty()) {
    out += "\n";
    out += kRules.in(language);
    for (const TraceStep& step : explanation.steps) {
      out += fmt::format("  {}\n", step.rule);
      for (const std::string& key : split_keys(step.setting)) out += render_setting(key, explanation, language);
      if (!step.saw.empty()) out += fmt::format("      {}\n", step.saw.in(language));
      out += fmt::format("    → {}\n", step.decided.in(language));
    }
  }
  if (!explanation.findings.empty()) {
    out += "\n";
    out += kFindings.in(language);
    for (const Finding& finding : explanation.findings) out += "  " + render_finding(finding, language) + "\n";
  }
  if (explanation.objects.empty()) out += "\n" + std::string{kNoObject.in(language)};
  for (const ExplainedObject& object : explanation.objects) out += render_object(explanation, object, language);
  return hide_undrawn(std::move(out), explanation.fk_accounts);
}

std::string render_explanation_json(const Explanation& explanation, Language language) {
  using nlohmann::ordered_json;
  ordered_json steps = ordered_json::array();
  for (const TraceStep& step : explanation.steps) {
    ordered_json settings = ordered_json::object();
    for (const std::string& key : split_keys(step.setting)) settings[key] = setting_json(key, explanation);
    steps.push_back({{"rule", step.rule},
                     {"settings", std::move(settings)},
                     {"saw", step.saw.in(language)},
                     {"decided", step.decided.in(language)}});
  }
  ordered_json findings = ordered_json::array();
  for (const Finding& finding : explanation.findings) {
    findings.push_back({{"code", finding_info(finding.code).name}, {"detail", finding.detail}});
  }
  ordered_json objects = ordered_json::array();
  for (const ExplainedObject& object : explanation.objects) {
    ordered_json json{{"uuid", object.uuid.to_string()}};
    json["payload"] = object.payload.empty() ? ordered_json{} : ordered_json::parse(object.payload);
    json["last_sent"] =
        object.last_sent ? ordered_json(time_for_programs(object.last_sent->changed_at)) : ordered_json{};
    json["deleted"] = object.last_sent && object.last_sent->deleted;
    json["next"] = next_of(object);
    json["reason"] = object.change ? ordered_json(name_of(object.change->reason)) : ordered_json{};
    json["withheld"] = object.withheld ? ordered_json(name_of(*object.withheld)) : ordered_json{};
    json["set_aside"] = object.set_aside ? refusal_json(*object.set_aside) : ordered_json{};
    objects.push_back(std::move(json));
  }
  const ordered_json document{{"format_version", 1},
                              {"asked", explanation.asked},
                              {"kind", name_of(explanation.kind)},
                              {"source_uuid", explanation.source.to_string()},
                              {"in_source", explanation.in_source},
                              {"rules", std::move(steps)},
                              {"findings", std::move(findings)},
                              {"objects", std::move(objects)}};
  return hide_undrawn(document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n",
                      explanation.fk_accounts);
}

}  // namespace os2sync
