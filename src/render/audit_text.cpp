// SPDX-License-Identifier: MPL-2.0
#include "render/audit_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "config/wrap_text.hpp"
#include "render/plan_json.hpp"
#include "render/time_text.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kIndent = 6;

struct FaultRow {
  std::string_view name;
  Text text;
};
constexpr std::array<FaultRow, 7> kFaults{{
    {"none", {"sound", "i orden"}},
    {"not_a_line", {"this is no line that the program wrote", "dette er ikke en linje, programmet har skrevet"}},
    {"changed", {"its content was changed", "dens indhold er ændret"}},
    {"out_of_chain",
     {"it does not follow the line before; lines are missing, were moved or put in",
      "den følger ikke linjen før; linjer mangler, er flyttet eller er sat ind"}},
    {"subject",
     {"its uuids were changed, or taken out without an erasure on record",
      "dens uuid'er er ændret, eller fjernet uden en registreret sletning"}},
    {"unfinished",
     {"it breaks off; a run was killed, and the next one closes it off",
      "den er afbrudt; en kørsel blev slået ihjel, og den næste lukker den"}},
    {"head_missing",
     {"the line with the given hash is not there; the end was cut off, or it is another file",
      "linjen med det angivne hash findes ikke; slutningen er skåret af, eller det er en anden fil"}},
}};

void append_wrapped(std::string& out, std::string_view text, std::size_t width, std::size_t indent) {
  const std::vector<std::string> lines = wrap_text(text, width - indent);
  for (std::size_t i = 0; i < lines.size(); ++i) out += fmt::format("{:{}}{}\n", "", i == 0 ? 0 : indent, lines[i]);
}

Json json_of(const AuditFact& fact) {
  return std::visit([](const auto& value) { return Json(value); }, fact.value);
}

/// The trail's own words, in Danish. Codes, commands, fields and hashes are named alike in both languages.
constexpr std::array<std::pair<std::string_view, std::string_view>, 39> kDanish{{
    {audit::kRunStarted, "kørsel begyndt"},
    {audit::kRefused, "standset"},
    {audit::kPlanned, "planlagt"},
    {audit::kWithheld, "tilbageholdt"},
    {audit::kHeldBack, "holdt tilbage"},
    {audit::kWrite, "skrivning"},
    {audit::kFkAccount, "FK-ORG-konto"},
    {audit::kRunEnded, "kørsel sluttet"},
    {audit::kApproved, "godkendt"},
    {audit::kRevoked, "godkendelse taget tilbage"},
    {audit::kRetryAsked, "nyt forsøg ønsket"},
    {audit::kDropped, "taget ud af karantæne"},
    {audit::kErased, "slettet af sporet"},
    {audit::kMended, "slutningen lukket af"},
    {"accepted", "modtaget"},
    {"action", "handling"},
    {"bytes_taken_away", "byte fjernet"},
    {"changes", "ændringer"},
    {"code", "kode"},
    {"command", "kommando"},
    {"create", "opret"},
    {"delete", "slet"},
    {"end", "afslut"},
    {"exit_code", "slutkode"},
    {"failed", "fejlede"},
    {"field", "felt"},
    {"fields", "felter"},
    {"held", "urørt"},
    {"kind", "slags"},
    {"moved_aside", "flyttet til side"},
    {"reason", "grund"},
    {"rejected", "afvist"},
    {"result", "resultat"},
    {"settings", "indstillinger"},
    {"unit", "enhed"},
    {"update", "ret"},
    {"user", "bruger"},
    {"source", "kilde"},
    {"written", "skrevet"},
}};

std::string_view word_for(std::string_view name, Language language) {
  const auto* found = std::ranges::find(kDanish, name, &std::pair<std::string_view, std::string_view>::first);
  return language == Language::english || found == kDanish.end() ? name : found->second;
}

std::string text_of(const AuditFact& fact, Language language) {
  const std::string_view name = word_for(fact.name, language);
  if (const auto* number = std::get_if<std::int64_t>(&fact.value)) return fmt::format("{} {}", name, *number);
  if (const auto* text = std::get_if<std::string>(&fact.value)) {
    const bool is_word = fact.name == "kind" || fact.name == "action" || fact.name == "result";
    return fmt::format("{} {}", name, is_word ? word_for(*text, language) : *text);
  }
  return fmt::format("{} {}", name, fmt::join(std::get<std::vector<std::string>>(fact.value), ", "));
}

Json json_of(const AuditRecord& record) {
  Json facts = Json::object();
  for (const AuditFact& fact : record.facts) facts[fact.name] = json_of(fact);
  return Json{{"n", record.number},
              {"at", record.at},
              {"event", record.event},
              {"uuid", record.subject ? Json(record.subject->uuid.to_string()) : Json(nullptr)},
              {"source_uuid", record.subject ? Json(record.subject->source.to_string()) : Json(nullptr)},
              {"facts", std::move(facts)}};
}

}  // namespace

std::string_view name_of(AuditFault fault) noexcept { return kFaults[static_cast<std::size_t>(fault)].name; }

std::string render_audit_verdict(const AuditVerdict& verdict, Language language, std::size_t width) {
  constexpr Text kNone{"{}: there is no audit trail yet", "{}: der er intet revisionsspor endnu"};
  constexpr Text kSound{"{}: sound, {} lines, {} of them erased", "{}: i orden, {} linjer, {} af dem slettet"};
  constexpr Text kHead{"last hash: {}\n", "sidste hash: {}\n"};
  constexpr Text kBroken{"{}: line {} is at fault: {}", "{}: der er fejl i linje {}: {}"};
  constexpr Text kBrokenWhole{"{}: at fault: {}", "{}: fejl: {}"};
  std::string out;
  if (!verdict.exists) {
    append_wrapped(out, fmt::format(fmt::runtime(kNone.in(language)), verdict.path), width, kIndent);
    return out;
  }
  const std::string_view fault = kFaults[static_cast<std::size_t>(verdict.fault)].text.in(language);
  if (verdict.fault == AuditFault::none) {
    append_wrapped(out, fmt::format(fmt::runtime(kSound.in(language)), verdict.path, verdict.lines, verdict.erased),
                   width, kIndent);
  } else if (verdict.fault_line > 0) {
    append_wrapped(out, fmt::format(fmt::runtime(kBroken.in(language)), verdict.path, verdict.fault_line, fault), width,
                   kIndent);
  } else {
    append_wrapped(out, fmt::format(fmt::runtime(kBrokenWhole.in(language)), verdict.path, fault), width, kIndent);
  }
  if (verdict.lines > 0) out += fmt::format(fmt::runtime(kHead.in(language)), verdict.head);
  return out;
}

std::string render_audit_verdict_json(const AuditVerdict& verdict) {
  const Json document{{"format_version", kFormatVersion},
                      {"type", "audit_verdict"},
                      {"path", verdict.path},
                      {"exists", verdict.exists},
                      {"sound", verdict.fault == AuditFault::none},
                      {"fault", name_of(verdict.fault)},
                      {"fault_line", verdict.fault_line > 0 ? Json(verdict.fault_line) : Json(nullptr)},
                      {"lines", verdict.lines},
                      {"erased", verdict.erased},
                      {"head", verdict.lines > 0 ? Json(verdict.head) : Json(nullptr)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string render_audit_records(const std::vector<AuditRecord>& records, Language language, std::size_t width) {
  constexpr Text kNone{"The audit trail says nothing of it.\n", "Revisionssporet siger intet om det.\n"};
  if (records.empty()) return std::string{kNone.in(language)};
  std::string out;
  for (const AuditRecord& record : records) {
    std::string line =
        fmt::format("{} {} {}", record.number, time_for_people(record.at), word_for(record.event, language));
    for (const AuditFact& fact : record.facts) line += fmt::format("; {}", text_of(fact, language));
    if (record.subject) {
      line +=
          fmt::format("; uuid {}; {} {}", record.subject->uuid, word_for("source", language), record.subject->source);
    }
    append_wrapped(out, line, width, kIndent);
  }
  return out;
}

std::string render_audit_records_json(const std::vector<AuditRecord>& records) {
  Json list = Json::array();
  for (const AuditRecord& record : records) list.push_back(json_of(record));
  return Json{{"format_version", kFormatVersion}, {"type", "audit_records"}, {"records", std::move(list)}}.dump(2) +
         "\n";
}

std::string render_audit_records_ndjson(const std::vector<AuditRecord>& records) {
  std::string out;
  for (const AuditRecord& record : records) {
    Json line{{"type", "audit"}};
    line.update(json_of(record));
    out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return out;
}

}  // namespace os2sync
