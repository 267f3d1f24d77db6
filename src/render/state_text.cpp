// SPDX-License-Identifier: MPL-2.0
#include "render/state_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/wrap_text.hpp"
#include "core/field_id.hpp"
#include "render/names.hpp"
#include "render/plan_json.hpp"
#include "render/quarantine_text.hpp"
#include "render/time_text.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLabelColumns = 14;

void append_line(std::string& out, std::string_view label, std::string_view text) {
  const std::size_t columns = count_columns(label);
  out += fmt::format("{}{:{}}{}\n", label, "", kLabelColumns - std::min(columns, kLabelColumns), text);
}

std::string age_text(std::int64_t seconds, Language language) {
  constexpr Text kHours{"{} h ago", "{} t. siden"};
  constexpr Text kDays{"{} days ago", "{} dage siden"};
  constexpr std::int64_t kHour = 3600;
  constexpr std::int64_t kTwoDays = 48;
  const std::int64_t hours = std::max<std::int64_t>(seconds, 0) / kHour;
  if (hours < kTwoDays) return fmt::format(fmt::runtime(kHours.in(language)), hours);
  return fmt::format(fmt::runtime(kDays.in(language)), hours / 24);
}

std::string counts_text(const StateCounts& counts, Language language) {
  constexpr Text kCounts{"{} sent, {} deleted, {} set aside", "{} sendt, {} slettet, {} sat til side"};
  return fmt::format(fmt::runtime(kCounts.in(language)), counts.sent, counts.deleted, counts.set_aside);
}

Json json_of(const StateCounts& counts) {
  return Json{{"sent", counts.sent}, {"deleted", counts.deleted}, {"set_aside", counts.set_aside}};
}

Json json_of(const std::optional<std::int64_t>& time) { return time ? Json(time_for_programs(*time)) : Json(nullptr); }

Json json_of(const LedgerEntry& entry) {
  Json fields = Json::array();
  for (const FieldDigest& field : entry.fields) fields.push_back(field_name(field.field));
  return Json{{"type", "sent"},
              {"kind", name_of(entry.kind)},
              {"uuid", entry.uuid.to_string()},
              {"source_uuid", entry.source.to_string()},
              {"parent_uuid", entry.parent ? Json(entry.parent->to_string()) : Json(nullptr)},
              {"action", entry.deleted ? "delete" : "post"},
              {"at", time_for_programs(entry.changed_at)},
              {"fields", std::move(fields)}};
}

}  // namespace

std::string render_state(const StateFacts& facts, std::int64_t now, Language language) {
  constexpr Text kNone{"{}: there is no ledger yet; the first run makes it\n",
                       "{}: der er ingen hovedbog endnu; første kørsel laver den\n"};
  if (!facts.exists) return fmt::format(fmt::runtime(kNone.in(language)), facts.path);
  const auto in = [&](Text text) { return text.in(language); };
  std::string out;
  append_line(out, in({"Ledger", "Hovedbog"}), facts.path);
  append_line(
      out, in({"Format", "Format"}),
      fmt::format(
          fmt::runtime(in({"{} (this program knows up to {}), {} KB", "{} (programmet kender op til {}), {} KB"})),
          facts.format, facts.newest_format, (facts.bytes + 1023) / 1024));
  append_line(out, in({"Integrity", "Integritet"}), facts.integrity);
  append_line(out, in({"Key", "Nøgle"}),
              facts.has_key ? in({"in place", "på plads"})
                            : in({"missing; everything will be sent once more", "mangler; alt sendes én gang til"}));
  append_line(out, in({"Units", "Enheder"}), counts_text(facts.units, language));
  append_line(out, in({"Users", "Brugere"}), counts_text(facts.users, language));
  append_line(out, in({"Deletions", "Sletninger"}),
              fmt::format(fmt::runtime(in({"{} logged", "{} i loggen"})), facts.deletions));
  if (facts.first_change && facts.last_change) {
    append_line(out, in({"Accepted", "Modtaget"}),
                fmt::format("{} – {}", time_for_people(*facts.first_change), time_for_people(*facts.last_change)));
  }
  if (!facts.last_run) {
    append_line(out, in({"Last run", "Sidste kørsel"}), in({"none has ended well yet", "ingen er endt godt endnu"}));
    return out;
  }
  append_line(out, in({"Last run", "Sidste kørsel"}),
              fmt::format("{} ({})", time_for_people(facts.last_run->finished_at),
                          age_text(now - facts.last_run->finished_at, language)));
  append_line(out, "",
              fmt::format(fmt::runtime(in({"{} units and {} persons read", "{} enheder og {} personer læst"})),
                          facts.last_run->units_read, facts.last_run->persons_read));
  return out;
}

std::string render_state_json(const StateFacts& facts, std::int64_t now) {
  Json last_run = nullptr;
  if (facts.last_run) {
    last_run = Json{{"finished_at", time_for_programs(facts.last_run->finished_at)},
                    {"age_seconds", now - facts.last_run->finished_at},
                    {"units_read", facts.last_run->units_read},
                    {"persons_read", facts.last_run->persons_read}};
  }
  const Json document{{"format_version", kFormatVersion},
                      {"type", "state"},
                      {"path", facts.path},
                      {"exists", facts.exists},
                      {"format", facts.format},
                      {"newest_format", facts.newest_format},
                      {"bytes", facts.bytes},
                      {"integrity", facts.integrity},
                      {"has_key", facts.has_key},
                      {"units", json_of(facts.units)},
                      {"users", json_of(facts.users)},
                      {"deletions", facts.deletions},
                      {"first_change_at", json_of(facts.first_change)},
                      {"last_change_at", json_of(facts.last_change)},
                      {"last_run", std::move(last_run)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string render_state_ndjson(const StateContent& content) {
  std::string out = Json{{"type", "state"}, {"format_version", kFormatVersion}}.dump() + "\n";
  for (const LedgerEntry& entry : content.entries) out += json_of(entry).dump() + "\n";
  for (const Deletion& deletion : content.deletions) {
    out += Json{{"type", "deletion"},
                {"kind", name_of(deletion.kind)},
                {"uuid", deletion.uuid.is_nil() ? Json(nullptr) : Json(deletion.uuid.to_string())},
                {"at", time_for_programs(deletion.at)}}
               .dump() +
           "\n";
  }
  out += render_quarantine_ndjson(content.set_aside);
  if (content.last_run) {
    out += Json{{"type", "run"},
                {"finished_at", time_for_programs(content.last_run->finished_at)},
                {"units_read", content.last_run->units_read},
                {"persons_read", content.last_run->persons_read}}
               .dump() +
           "\n";
  }
  return out;
}

std::string render_forgotten(const ForgetResult& result, Language language, std::size_t width) {
  const Forgotten& forgotten = result.forgotten;
  constexpr Text kWould{"would be forgotten", "ville blive glemt"};
  constexpr Text kDone{"forgotten", "glemt"};
  constexpr Text kCounts{
      "{}: {} objects sent, {} in the quarantine, {} logged deletions, {} lines of the audit trail\n",
      "{}: {} sendte objekter, {} i karantænen, {} sletninger i loggen, {} linjer i revisionssporet\n"};
  constexpr Text kDeleted{" (deleted)", " (slettet)"};
  constexpr Text kFollows{
      "FK-ORG still holds what was sent and not deleted, and this program will never delete it now. If OS2MO and the "
      "rules still have it, the next run sends it as new and remembers it again. To have somebody removed from FK-ORG "
      "too, let a run delete the user first and forget afterwards.",
      "FK-ORG har stadig det, der er sendt og ikke slettet, og programmet vil aldrig slette det nu. Har OS2MO og "
      "reglerne "
      "det stadig, sender næste kørsel det som nyt og husker det igen. Skal nogen også fjernes fra FK-ORG, så lad "
      "først "
      "en kørsel slette brugeren, og glem bagefter."};
  std::string out;
  for (const LedgerEntry& entry : forgotten.entries) {
    out += fmt::format("- {} {}{}\n", text_of(entry.kind).in(language), entry.uuid,
                       entry.deleted ? kDeleted.in(language) : "");
  }
  const std::string counts =
      fmt::format(fmt::runtime(kCounts.in(language)), (result.dry_run ? kWould : kDone).in(language),
                  forgotten.entries.size(), forgotten.set_aside, forgotten.deletions, result.audit_lines);
  const bool any_live = std::any_of(forgotten.entries.begin(), forgotten.entries.end(),
                                    [](const LedgerEntry& entry) { return !entry.deleted; });
  for (const std::string& line : wrap_text(counts, width)) out += line + "\n";
  if (!any_live) return out;
  for (const std::string& line : wrap_text(kFollows.in(language), width)) out += line + "\n";
  return out;
}

std::string render_forgotten_json(const ForgetResult& result) {
  Json entries = Json::array();
  for (const LedgerEntry& entry : result.forgotten.entries) {
    entries.push_back({{"kind", name_of(entry.kind)},
                       {"uuid", entry.uuid.to_string()},
                       {"source_uuid", entry.source.to_string()},
                       {"deleted", entry.deleted}});
  }
  return Json{{"format_version", kFormatVersion},
              {"type", "forgotten"},
              {"dry_run", result.dry_run},
              {"entries", std::move(entries)},
              {"set_aside", result.forgotten.set_aside},
              {"deletions", result.forgotten.deletions},
              {"audit_lines", result.audit_lines}}
             .dump(2) +
         "\n";
}

}  // namespace os2sync
