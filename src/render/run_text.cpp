// SPDX-License-Identifier: MPL-2.0
#include "render/run_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plan/approvable.hpp"
#include "render/names.hpp"
#include "render/plan_text.hpp"
#include "render/time_text.hpp"
#include "render/withheld_text.hpp"

namespace os2sync {
namespace {

constexpr Text kSent{
    "sent to OS2sync: {} units ({} new, {} changed, {} deleted), {} users ({} new, {} changed, {} deleted)\n",
    "sendt til OS2sync: {} enheder ({} nye, {} ændrede, {} slettede), {} brugere ({} nye, {} ændrede, {} slettede)\n"};
constexpr Text kWritten{"written to OS2MO: {} FK-ORG accounts made, {} ended\n",
                        "skrevet til OS2MO: {} FK-ORG-konti oprettet, {} afsluttet\n"};
constexpr Text kDryRun{"dry run: nothing was sent\n", "prøvekørsel: intet blev sendt\n"};
constexpr Text kStub{"os2sync.api_url is stub: nothing was sent and nothing is remembered as sent\n",
                     "os2sync.api_url er stub: intet blev sendt, og intet huskes som sendt\n"};
constexpr Text kFailures{"{} changes were not carried out:\n", "{} ændringer blev ikke gennemført:\n"};
constexpr Text kPostponed{" (postponed to the next run)", " (udsat til næste kørsel)"};
constexpr Text kSetAside{"{} of them are set aside and are tried again once they change; see `quarantine list`\n",
                         "{} af dem er sat til side og prøves igen, når de ændres; se `quarantine list`\n"};
constexpr Text kInterrupted{"interrupted: what was accepted is remembered, the next run does the rest\n",
                            "afbrudt: det modtagne er husket, næste kørsel tager resten\n"};
constexpr Text kTimes{"read {:.1f} s ({} requests), decided {:.2f} s, sent {:.1f} s\n",
                      "læst {:.1f} s ({} forespørgsler), afgjort {:.2f} s, sendt {:.1f} s\n"};
constexpr Text kMore{"  … and {} more\n", "  … og {} mere\n"};
constexpr std::size_t kMaxFailureLines = 20;

double seconds(std::chrono::milliseconds duration) { return static_cast<double>(duration.count()) / 1000.0; }
std::size_t total(const ObjectCounts& counts) { return counts.create + counts.update + counts.remove; }

std::size_t count_set_aside(const std::vector<FailureLine>& failures) {
  return static_cast<std::size_t>(std::ranges::count_if(failures, &FailureLine::set_aside));
}

nlohmann::ordered_json json_of(const ObjectCounts& counts) {
  return {{"create", counts.create}, {"update", counts.update}, {"delete", counts.remove}};
}

/// What an operator can let through, and how long its deletions have waited.
nlohmann::ordered_json withheld_of(const Plan& plan, std::int64_t now) {
  std::int64_t oldest = 0;
  std::size_t changes = 0;
  for (const Withheld& withheld : plan.withheld) {
    if (!can_be_approved(withheld.reason)) continue;
    ++changes;
    if (withheld.since != 0 && (oldest == 0 || withheld.since < oldest)) oldest = withheld.since;
  }
  const WithheldAlarm alarm = find_alarm(plan, now);
  const std::string hash = approval_hash(plan);
  using nlohmann::ordered_json;
  return {{"changes", changes},
          {"approval", hash.empty() ? ordered_json{} : ordered_json(hash)},
          {"oldest_since", oldest == 0 ? ordered_json{} : ordered_json(time_for_programs(oldest))},
          {"deletions_over_a_day", alarm.over_a_day},
          {"deletions_over_a_week", alarm.over_a_week}};
}

}  // namespace

std::string render_run(const RunSummary& summary, Language language) {
  constexpr std::size_t kWidth = 80;
  return render_counts(*summary.plan, language) + render_outcome(summary, language) +
         render_guards(*summary.plan, language, kWidth);
}

std::string render_outcome(const RunSummary& summary, Language language) {
  std::string out;
  if (summary.dry_run || summary.stub) {
    out += (summary.stub ? kStub : kDryRun).in(language);
  } else {
    const ObjectCounts& units = summary.sent_units;
    const ObjectCounts& users = summary.sent_users;
    out += fmt::format(fmt::runtime(kSent.in(language)), total(units), units.create, units.update, units.remove,
                       total(users), users.create, users.update, users.remove);
    if (summary.plan->fk_accounts.it_system) {
      out += fmt::format(fmt::runtime(kWritten.in(language)), summary.written_accounts.created,
                         summary.written_accounts.ended);
    }
  }
  if (!summary.failures.empty()) {
    out += fmt::format(fmt::runtime(kFailures.in(language)), summary.failures.size());
    for (std::size_t i = 0; i < summary.failures.size() && i < kMaxFailureLines; ++i) {
      const FailureLine& failure = summary.failures[i];
      out += fmt::format("! {} {}: {}{}\n", text_of(failure.kind).in(language), failure.uuid, failure.why.in(language),
                         failure.postponed ? kPostponed.in(language) : "");
    }
    if (summary.failures.size() > kMaxFailureLines) {
      out += fmt::format(fmt::runtime(kMore.in(language)), summary.failures.size() - kMaxFailureLines);
    }
    if (const std::size_t count = count_set_aside(summary.failures); count > 0) {
      out += fmt::format(fmt::runtime(kSetAside.in(language)), count);
    }
  }
  out += render_withheld_deletions(*summary.plan, summary.now, language);
  if (summary.interrupted) out += kInterrupted.in(language);
  out += fmt::format(fmt::runtime(kTimes.in(language)), seconds(summary.reading), summary.source_requests,
                     seconds(summary.deciding), seconds(summary.sending));
  if (summary.delivery) out += render_delivery_summary(*summary.delivery, language);
  return out;
}

std::string render_run_json(const RunSummary& summary) {
  nlohmann::ordered_json failures = nlohmann::ordered_json::array();
  for (const FailureLine& failure : summary.failures) {
    failures.push_back({{"kind", name_of(failure.kind)},
                        {"uuid", failure.uuid.to_string()},
                        {"why", failure.why.english},
                        {"postponed", failure.postponed},
                        {"set_aside", failure.set_aside}});
  }
  const auto planned = [](const ObjectCounts& counts) {
    nlohmann::ordered_json json = json_of(counts);
    json["wanted"] = counts.wanted;
    json["unchanged"] = counts.unchanged;
    json["held"] = counts.held;
    json["withheld"] = counts.withheld;
    return json;
  };
  nlohmann::ordered_json document{
      {"format_version", 1},
      {"type", "run"},
      {"dry_run", summary.dry_run},
      {"stub", summary.stub},
      {"interrupted", summary.interrupted},
      {"planned", {{"units", planned(summary.plan->units)}, {"users", planned(summary.plan->users)}}},
      {"sent", {{"units", json_of(summary.sent_units)}, {"users", json_of(summary.sent_users)}}},
      {"failures", std::move(failures)},
      {"refusal",
       summary.plan->refusal ? nlohmann::ordered_json(name_of(*summary.plan->refusal)) : nlohmann::ordered_json{}},
      {"withheld", withheld_of(*summary.plan, summary.now)},
      {"set_aside", count_set_aside(summary.failures)},
      {"source_requests", summary.source_requests},
      {"seconds",
       {{"reading", seconds(summary.reading)},
        {"deciding", seconds(summary.deciding)},
        {"sending", seconds(summary.sending)}}},
      {"exit_code", summary.exit_code}};
  if (summary.delivery) document["delivery"] = delivery_json(*summary.delivery);
  if (const FkAccountPlan& accounts = summary.plan->fk_accounts; accounts.it_system) {
    document["planned"]["fk_accounts"] = {
        {"create", accounts.created.size()}, {"end", accounts.ended.size()}, {"withheld", accounts.withheld.size()}};
    document["sent"]["fk_accounts"] = {{"create", summary.written_accounts.created},
                                       {"end", summary.written_accounts.ended}};
  }
  return document.dump() + "\n";
}

}  // namespace os2sync
