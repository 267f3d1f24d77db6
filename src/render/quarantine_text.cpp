// SPDX-License-Identifier: MPL-2.0
#include "render/quarantine_text.hpp"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/wrap_text.hpp"
#include "render/json_lines.hpp"
#include "render/names.hpp"
#include "render/plan_json.hpp"
#include "render/time_text.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kIndent = 6;

constexpr std::array<RejectionInfo, kRejectionCodeCount> kRejections{{
    {RejectionCode::value_missing,
     "value_missing",
     Mender::hr,
     {"a mandatory value is empty", "en obligatorisk værdi er tom"},
     {"fill it in in OS2MO", "udfyld den i OS2MO"}},
    {RejectionCode::text_too_long,
     "text_too_long",
     Mender::it,
     {"the text is longer than OS2sync can file away", "teksten er længere, end OS2sync kan arkivere"},
     {"have it shortened in OS2MO, or let os2sync.truncate_length cut it",
      "få den afkortet i OS2MO, eller lad os2sync.truncate_length gøre det"}},
    {RejectionCode::text_unsendable,
     "text_unsendable",
     Mender::hr,
     {"the text holds characters that cannot be sent", "teksten indeholder tegn, der ikke kan sendes"},
     {"write the text anew in OS2MO; it was often pasted from another program",
      "skriv teksten på ny i OS2MO; den er ofte indsat fra et andet program"}},
    {RejectionCode::reference_broken,
     "reference_broken",
     Mender::us,
     {"a reference leads nowhere", "en henvisning fører ingen steder hen"},
     {"report it with what `explain UUID` says", "meld det sammen med, hvad `explain UUID` siger"}},
    {RejectionCode::refused_by_os2sync,
     "refused_by_os2sync",
     Mender::us,
     {"OS2sync's own validation refuses it", "OS2syncs egen kontrol afviser det"},
     {"report it with what `explain UUID` says", "meld det sammen med, hvad `explain UUID` siger"}},
    {RejectionCode::no_room_in_os2sync,
     "no_room_in_os2sync",
     Mender::it,
     {"OS2sync's database has no room for it", "OS2syncs database har ikke plads til det"},
     {"check os2sync.server_version and OS2sync's database, and have the text shortened in OS2MO",
      "kontrollér os2sync.server_version og OS2syncs database, og få teksten afkortet i OS2MO"}},
    {RejectionCode::row_incomplete,
     "row_incomplete",
     Mender::it,
     {"OS2sync's database misses a mandatory value", "OS2syncs database savner en obligatorisk værdi"},
     {"check that OS2sync's database is of its version", "kontrollér, at OS2syncs database passer til dens version"}},
}};

constexpr std::array<std::string_view, 3> kMenderNames{"hr", "it", "us"};
constexpr std::array<Text, 3> kMenders{
    {{"HR", "HR"}, {"IT", "IT"}, {"the makers of os2sync-export", "os2sync-exports udviklere"}}};

constexpr Text kNone{"Nothing is set aside.\n", "Intet er sat til side.\n"};
constexpr Text kHead{"{} objects are set aside:\n", "{} objekter er sat til side:\n"};
constexpr Text kRetry{" It is tried once more in the next run.", " Det prøves igen i næste kørsel."};
constexpr Text kHistory{"refused {} times, first {}, last {}; OS2MO's uuid {}",
                        "afvist {} gange, første gang {}, senest {}; OS2MO's uuid {}"};

void append_wrapped(std::string& out, std::string_view text, std::size_t width) {
  for (const std::string& line : wrap_text(text, width - kIndent)) out += fmt::format("{:{}}{}\n", "", kIndent, line);
}

Json json_of(const SetAside& object) {
  Json json{
      {"kind", name_of(object.kind)}, {"uuid", object.uuid.to_string()}, {"source_uuid", object.source.to_string()}};
  json.update(refusal_json(object));
  json["retry"] = object.retry;
  return json;
}

}  // namespace

const RejectionInfo& rejection_info(RejectionCode code) noexcept { return kRejections[static_cast<std::size_t>(code)]; }
std::string_view name_of(Mender mender) noexcept { return kMenderNames[static_cast<std::size_t>(mender)]; }
const Text& text_of(Mender mender) noexcept { return kMenders[static_cast<std::size_t>(mender)]; }

std::string describe_refusal(const SetAside& object, Language language) {
  return fmt::format("{}{}{}", object.field, object.field.empty() ? "" : ": ",
                     rejection_info(object.code).text.in(language));
}

std::string describe_remedy(const SetAside& object, Language language) {
  const RejectionInfo& info = rejection_info(object.code);
  return fmt::format("{}: {}.", text_of(info.mender).in(language), info.remedy.in(language));
}

std::string render_quarantine(const std::vector<SetAside>& objects, Language language, std::size_t width) {
  if (objects.empty()) return std::string{kNone.in(language)};
  std::string out = fmt::format(fmt::runtime(kHead.in(language)), objects.size());
  for (const SetAside& object : objects) {
    out += fmt::format("! {} {}\n", text_of(object.kind).in(language), object.uuid);
    append_wrapped(out, describe_refusal(object, language), width);
    append_wrapped(out, describe_remedy(object, language).append(object.retry ? kRetry.in(language) : ""), width);
    append_wrapped(out,
                   fmt::format(fmt::runtime(kHistory.in(language)), object.attempts, time_for_people(object.first_at),
                               time_for_people(object.last_at), object.source),
                   width);
  }
  return out;
}

std::string render_quarantine_json(const std::vector<SetAside>& objects) {
  Json list = Json::array();
  for (const SetAside& object : objects) list.push_back(json_of(object));
  return Json{{"format_version", kFormatVersion}, {"type", "quarantine"}, {"objects", std::move(list)}}.dump(2) + "\n";
}

std::string render_quarantine_ndjson(const std::vector<SetAside>& objects) {
  std::string out;
  for (const SetAside& object : objects) {
    Json line{{"type", "set_aside"}};
    line.update(json_of(object));
    out += line.dump() + "\n";
  }
  return out;
}

}  // namespace os2sync
