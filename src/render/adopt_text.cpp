// SPDX-License-Identifier: MPL-2.0
#include "render/adopt_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "render/names.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kMaxUnwantedLines = 20;

constexpr Text kUnits{"units", "enheder"};
constexpr Text kUsers{"users", "brugere"};
constexpr Text kListed{"{}: FK-ORG lists {}, {} of them in the ledger already\n",
                       "{}: FK-ORG oplister {}, {} af dem står allerede i hovedbogen\n"};
constexpr Text kPartial{"  the list may leave some out: those are sent as new, which changes nothing wrongly\n",
                        "  listen kan mangle nogle: de sendes som nye, hvilket ikke gør skade\n"};
constexpr Text kTakenOver{"  taken over {}: {} as wanted, {} that differ, {} not compared\n",
                          "  overtaget {}: {} som ønsket, {} der afviger, {} ikke sammenlignet\n"};
constexpr Text kNotListed{"  wanted but not listed {}: the next sync sends them\n",
                          "  ønsket, men ikke oplistet {}: næste sync sender dem\n"};
constexpr Text kNotShown{"  listed but not shown {}: left alone\n", "  oplistet, men vises ikke {}: urørt\n"};
constexpr Text kNotRead{"  not readable now {}: run `state adopt --add` again\n",
                        "  kan ikke læses nu {}: kør `state adopt --add` igen\n"};
constexpr Text kUnwanted{"  wanted by no rule {}: {} taken over, {} never to be deleted\n",
                         "  ønsket af ingen regel {}: {} overtaget, {} slettes aldrig\n"};
constexpr Text kListHead{"In FK-ORG, wanted by no rule:\n", "I FK-ORG, ønsket af ingen regel:\n"};
constexpr Text kMore{"  … and {} more\n", "  … og {} mere\n"};
constexpr Text kHowToUnwanted{
    "They stay in FK-ORG. With --with-unwanted they are taken over too, and the next\nsync deletes them within its "
    "limits.\n",
    "De bliver i FK-ORG. Med --with-unwanted overtages også de, og næste sync sletter\ndem inden for sine grænser.\n"};
constexpr Text kDryRun{"dry run: nothing is remembered\n", "prøvekørsel: intet huskes\n"};
constexpr Text kInterrupted{"interrupted: what was taken over is remembered; go on with `state adopt --add`\n",
                            "afbrudt: det overtagne er husket; fortsæt med `state adopt --add`\n"};

std::size_t taken_over(const AdoptCounts& counts) { return counts.equal + counts.different + counts.not_compared; }

void add_counts(std::string_view kind, const AdoptCounts& counts, Language language, std::string& out) {
  const auto add = [&](const Text& text, const auto&... values) {
    out += fmt::format(fmt::runtime(text.in(language)), values...);
  };
  add(kListed, kind, counts.listed, counts.known);
  if (!counts.list_complete) add(kPartial);
  add(kTakenOver, taken_over(counts), counts.equal, counts.different, counts.not_compared);
  if (counts.not_listed > 0) add(kNotListed, counts.not_listed);
  if (counts.not_shown > 0) add(kNotShown, counts.not_shown);
  if (counts.not_read > 0) add(kNotRead, counts.not_read);
  if (counts.unwanted > 0) add(kUnwanted, counts.unwanted, counts.unwanted_adopted, counts.unwanted_kept);
}

nlohmann::ordered_json json_of(const AdoptCounts& counts) {
  return {{"listed", counts.listed},
          {"list_complete", counts.list_complete},
          {"known", counts.known},
          {"adopted_equal", counts.equal},
          {"adopted_different", counts.different},
          {"adopted_not_compared", counts.not_compared},
          {"not_shown", counts.not_shown},
          {"not_read", counts.not_read},
          {"not_listed", counts.not_listed},
          {"unwanted", counts.unwanted},
          {"unwanted_adopted", counts.unwanted_adopted},
          {"unwanted_kept", counts.unwanted_kept}};
}

}  // namespace

std::string render_adoption(const AdoptReport& report, Language language) {
  std::string out;
  add_counts(kUnits.in(language), report.units, language, out);
  add_counts(kUsers.in(language), report.users, language, out);
  if (!report.unwanted.empty()) {
    out += kListHead.in(language);
    for (std::size_t i = 0; i < report.unwanted.size() && i < kMaxUnwantedLines; ++i)
      out += fmt::format("  {} {}\n", text_of(report.unwanted[i].first).in(language), report.unwanted[i].second);
    if (report.unwanted.size() > kMaxUnwantedLines)
      out += fmt::format(fmt::runtime(kMore.in(language)), report.unwanted.size() - kMaxUnwantedLines);
    if (!report.with_unwanted) out += kHowToUnwanted.in(language);
  }
  if (report.interrupted) out += kInterrupted.in(language);
  if (report.dry_run) out += kDryRun.in(language);
  return out;
}

std::string render_adoption_json(const AdoptReport& report) {
  nlohmann::ordered_json unwanted = nlohmann::ordered_json::array();
  for (const auto& [kind, uuid] : report.unwanted)
    unwanted.push_back({{"kind", name_of(kind)}, {"uuid", uuid.to_string()}});
  const nlohmann::ordered_json document{{"format_version", 1},
                                        {"type", "adoption"},
                                        {"dry_run", report.dry_run},
                                        {"interrupted", report.interrupted},
                                        {"with_unwanted", report.with_unwanted},
                                        {"units", json_of(report.units)},
                                        {"users", json_of(report.users)},
                                        {"unwanted", std::move(unwanted)},
                                        {"exit_code", report.exit_code}};
  return document.dump() + "\n";
}

}  // namespace os2sync
