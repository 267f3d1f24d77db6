// SPDX-License-Identifier: MPL-2.0
#include "render/delivery_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/danish_time.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kStateNames{"accepted", "verified", "lost", "overwritten", "not_removed"};
constexpr std::array<std::string_view, 5> kDetailNames{"earlier", "absent", "inactive", "fields", "still_there"};
constexpr std::array<Text, 5> kStateTexts{{{"accepted", "modtaget"},
                                           {"verified", "bekræftet"},
                                           {"lost", "tabt"},
                                           {"overwritten", "overskrevet"},
                                           {"not deleted", "ikke slettet"}}};
constexpr std::array<Text, 5> kDetailTexts{{{"found earlier", "fundet tidligere"},
                                            {"FK-ORG does not hold it", "FK-ORG har det ikke"},
                                            {"FK-ORG holds it as deleted", "FK-ORG har det som slettet"},
                                            {"FK-ORG holds other values: {}", "FK-ORG har andre værdier: {}"},
                                            {"FK-ORG still holds it", "FK-ORG har det stadig"}}};
constexpr Text kSentAgain{", sent again {} times", ", sendt igen {} gange"};
constexpr Text kStuck{" (stuck)", " (sidder fast)"};
constexpr Text kMore{"  … and {} more; `verify` lists them\n", "  … og {} mere; `verify` viser dem\n"};

constexpr Text kCounts{
    "{} objects sent: {} verified in FK-ORG, {} still queued, {} not read yet, {} unclear, {} wrong\n",
    "{} objekter sendt: {} bekræftet i FK-ORG, {} stadig i kø, {} ikke læst endnu, {} uklare, {} forkerte\n"};
constexpr Text kReads{"{} objects were read from FK-ORG\n", "{} objekter blev læst i FK-ORG\n"};
constexpr Text kLevel{"FK-ORG will be level about {}\n", "FK-ORG er ajour omkring {}\n"};
constexpr Text kComplete{"FK-ORG's list of {}: {} held\n", "FK-ORG's liste over {}: {} findes\n"};
constexpr Text kPartial{"FK-ORG's list of {} is never complete on this OS2sync: {} seen, absence proves nothing\n",
                        "FK-ORG's liste over {} er aldrig hel på denne OS2sync: {} set, at mangle beviser intet\n"};
constexpr Text kNoList{"FK-ORG's list of {} could not be used: {}\n", "FK-ORG's liste over {} kunne ikke bruges: {}\n"};
constexpr Text kUnits{"units", "enheder"};
constexpr Text kUsers{"users", "brugere"};
constexpr Text kEndedEarly{"reading from FK-ORG ended early: {}\n", "læsningen i FK-ORG endte før tid: {}\n"};
constexpr Text kInterrupted{"interrupted: what was found is remembered\n", "afbrudt: det fundne er husket\n"};
constexpr Text kNothingArrives{
    "Nothing that was looked at for the first time had arrived. Either OS2sync's queue\n"
    "stands still (one row it cannot file away is enough) or it drops every change, as\n"
    "it does when the STS refuses its certificate. See queue_* and failure_* in its\n"
    "database and its log.\n",
    "Intet af det, der blev set på for første gang, var nået frem. Enten står OS2syncs\n"
    "kø stille (én række, den ikke kan lægge fra sig, er nok), eller også smider den\n"
    "hver ændring væk, som når STS afviser dens certifikat. Se queue_* og failure_* i\n"
    "dens database og dens log.\n"};
constexpr Text kAgain{"The next `sync` sends {} of them again; `verify --repair` does it now.\n",
                      "Den næste `sync` sender {} af dem igen; `verify --repair` gør det nu.\n"};
constexpr Text kStuckChanges{
    "{} are stuck: they were sent again without effect. OS2sync's failure_* tables say\n"
    "why; where they say nothing, OS2sync is set to leave the field alone: leave it to\n"
    "others by os2sync.field_ownership.\n",
    "{} sidder fast: de er sendt igen uden virkning. OS2syncs failure_*-tabeller siger\n"
    "hvorfor; siger de intet, er OS2sync sat til at lade feltet stå: lad det være\n"
    "andres med os2sync.field_ownership.\n"};
constexpr Text kStuckDeletions{
    "{} were deleted and are still in FK-ORG. They are not deleted again by themselves:\n"
    "another system may have made them anew. See OS2sync's failure_* tables; clear the\n"
    "object's rows in success_users, or passivate it in OS2sync.\n",
    "{} er slettet og er stadig i FK-ORG. De slettes ikke igen af sig selv: et andet\n"
    "system kan have oprettet dem på ny. Se OS2syncs failure_*-tabeller; ryd objektets\n"
    "rækker i success_users, eller passivér det i OS2sync.\n"};
constexpr std::size_t kSummaryLines = 10;

template <typename Table, typename Enum>
const auto& row(const Table& table, Enum value) {
  return table[static_cast<std::size_t>(value)];
}

std::chrono::sys_seconds instant(std::int64_t time) { return std::chrono::sys_seconds{std::chrono::seconds{time}}; }

std::string field_list(const std::vector<FieldId>& fields) {
  std::string list;
  for (const FieldId field : fields) list.append(list.empty() ? "" : ", ").append(field_name(field));
  return list;
}

std::string render_problem(const DeliveryProblem& problem, Language language) {
  const Delivery& delivery = problem.delivery;
  std::string line = fmt::format("! {} {}: {}; ", text_of(delivery.kind).in(language), delivery.uuid,
                                 row(kStateTexts, delivery.state).in(language));
  line += fill_in(language, row(kDetailTexts, problem.detail), field_list(problem.fields));
  if (delivery.reposts > 0) line += fill_in(language, kSentAgain, delivery.reposts);
  if (problem.stuck) line += kStuck.in(language);
  return line + "\n";
}

std::string render_problems(const DeliveryReport& report, std::size_t most, Language language) {
  std::string out;
  const std::size_t shown = std::min(report.problems.size(), most);
  for (std::size_t i = 0; i < shown; ++i) out += render_problem(report.problems[i], language);
  if (report.problems.size() > shown) out += fill_in(language, kMore, report.problems.size() - shown);
  return out;
}

std::string render_remedies(const DeliveryReport& report, Language language) {
  std::string out;
  if (report.nothing_arrives) out += kNothingArrives.in(language);
  if (const std::size_t again = report.can_be_sent_again()) out += fill_in(language, kAgain, again);
  const auto not_removed = static_cast<std::size_t>(std::count_if(
      report.problems.begin(), report.problems.end(),
      [](const DeliveryProblem& problem) { return problem.delivery.state == DeliveryState::not_removed; }));
  if (const std::size_t changes = report.stuck() - not_removed) out += fill_in(language, kStuckChanges, changes);
  if (not_removed > 0) out += fill_in(language, kStuckDeletions, not_removed);
  return out;
}

std::string render_level(const DeliveryReport& report, Language language) {
  if (!report.level_at) return {};
  return fill_in(language, kLevel, danish_date_and_clock(instant(*report.level_at)));
}

std::string render_list(const ListLook& look, const Text& what, Language language) {
  if (!look.asked) return {};
  if (!look.why_not.empty()) return fill_in(language, kNoList, what, look.why_not);
  return fill_in(language, look.complete ? kComplete : kPartial, what, look.held);
}

ordered_json json_of(const ListLook& look) {
  if (!look.asked) return nullptr;
  if (!look.why_not.empty()) return {{"complete", false}, {"error", look.why_not.english}};
  return {{"complete", look.complete}, {"held", look.held}};
}

ordered_json json_of(const DeliveryProblem& problem) {
  ordered_json fields = ordered_json::array();
  for (const FieldId field : problem.fields) fields.push_back(field_name(field));
  return {{"kind", name_of(problem.delivery.kind)},      {"uuid", problem.delivery.uuid.to_string()},
          {"source_uuid", problem.source.to_string()},   {"state", name_of(problem.delivery.state)},
          {"detail", name_of(problem.detail)},           {"fields", std::move(fields)},
          {"accepted_at", problem.delivery.accepted_at}, {"checked_at", problem.delivery.checked_at},
          {"reposts", problem.delivery.reposts},         {"stuck", problem.stuck}};
}

ordered_json counts_json(const DeliveryReport& report) {
  return {{"sent", report.sent},
          {"verified", report.verified},
          {"queued", report.waiting},
          {"unread", report.unread},
          {"unclear", report.unclear},
          {"wrong", report.problems.size()},
          {"stuck", report.stuck()},
          {"reads", report.reads},
          {"lists", {{"units", json_of(report.units)}, {"users", json_of(report.users)}}},
          {"level_at", report.level_at ? ordered_json(*report.level_at) : ordered_json(nullptr)},
          {"level_at_danish",
           report.level_at ? ordered_json(danish_date_and_clock(instant(*report.level_at))) : ordered_json(nullptr)},
          {"nothing_arrives", report.nothing_arrives},
          {"ended_early", report.ended_early.empty() ? ordered_json() : ordered_json(report.ended_early.english)},
          {"interrupted", report.interrupted}};
}

}  // namespace

std::string_view name_of(DeliveryState state) noexcept { return row(kStateNames, state); }
std::string_view name_of(DeliveryDetail detail) noexcept { return row(kDetailNames, detail); }

std::size_t DeliveryReport::stuck() const noexcept {
  return static_cast<std::size_t>(
      std::count_if(problems.begin(), problems.end(), [](const DeliveryProblem& problem) { return problem.stuck; }));
}
std::size_t DeliveryReport::can_be_sent_again() const noexcept { return problems.size() - stuck(); }
bool DeliveryReport::incomplete() const noexcept {
  return !ended_early.empty() || !units.why_not.empty() || !users.why_not.empty() || (reads > 0 && unclear >= reads);
}

std::string render_delivery(const DeliveryReport& report, Language language) {
  std::string out = render_problems(report, report.problems.size(), language);
  out += render_list(report.units, kUnits, language) + render_list(report.users, kUsers, language);
  if (!report.ended_early.empty()) out += fill_in(language, kEndedEarly, report.ended_early);
  if (report.interrupted) out += kInterrupted.in(language);
  out += fill_in(language, kReads, report.reads);
  out += fill_in(language, kCounts, report.sent, report.verified, report.waiting, report.unread, report.unclear,
                 report.problems.size());
  return out + render_level(report, language) + render_remedies(report, language);
}

std::string render_delivery_summary(const DeliveryReport& report, Language language) {
  return render_level(report, language) + render_problems(report, kSummaryLines, language) +
         render_remedies(report, language);
}

ordered_json delivery_json(const DeliveryReport& report) {
  ordered_json json = counts_json(report);
  ordered_json problems = ordered_json::array();
  for (const DeliveryProblem& problem : report.problems) problems.push_back(json_of(problem));
  json["problems"] = std::move(problems);
  return json;
}

std::string render_delivery_json(const DeliveryReport& report, int exit_code) {
  ordered_json document{{"format_version", 1}, {"type", "verify"}};
  document.update(delivery_json(report));
  document["exit_code"] = exit_code;
  return document.dump() + "\n";
}

std::string render_delivery_ndjson(const DeliveryReport& report, int exit_code) {
  std::string out;
  for (const DeliveryProblem& problem : report.problems) {
    ordered_json line{{"type", "problem"}};
    line.update(json_of(problem));
    out += line.dump() + "\n";
  }
  ordered_json summary{{"format_version", 1}, {"type", "verify_summary"}};
  summary.update(counts_json(report));
  summary["exit_code"] = exit_code;
  return out + summary.dump() + "\n";
}

}  // namespace os2sync
