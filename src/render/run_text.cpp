// SPDX-License-Identifier: MPL-2.0
#include "render/run_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "render/names.hpp"
#include "render/plan_text.hpp"

namespace os2sync {
namespace {

constexpr Text kSent{
    "sent to OS2sync: {} units ({} new, {} changed, {} deleted), {} users ({} new, {} changed, {} deleted)\n",
    "sendt til OS2sync: {} enheder ({} nye, {} ændrede, {} slettede), {} brugere ({} nye, {} ændrede, {} slettede)\n"};
constexpr Text kDryRun{"dry run: nothing was sent\n", "prøvekørsel: intet blev sendt\n"};
constexpr Text kStub{"os2sync.api_url is stub: nothing was sent and nothing is remembered as sent\n",
                     "os2sync.api_url er stub: intet blev sendt, og intet huskes som sendt\n"};
constexpr Text kFailures{"{} changes were not carried out:\n", "{} ændringer blev ikke gennemført:\n"};
constexpr Text kPostponed{" (postponed to the next run)", " (udsat til næste kørsel)"};
constexpr Text kInterrupted{"interrupted: what was accepted is remembered, the next run does the rest\n",
                            "afbrudt: det modtagne er husket, næste kørsel tager resten\n"};
constexpr Text kTimes{"read {:.1f} s ({} requests), decided {:.2f} s, sent {:.1f} s\n",
                      "læst {:.1f} s ({} forespørgsler), afgjort {:.2f} s, sendt {:.1f} s\n"};
constexpr Text kMore{"  … and {} more\n", "  … og {} mere\n"};
constexpr std::size_t kMaxFailureLines = 20;

double seconds(std::chrono::milliseconds duration) { return static_cast<double>(duration.count()) / 1000.0; }
std::size_t total(const ObjectCounts& counts) { return counts.create + counts.update + counts.remove; }

nlohmann::ordered_json json_of(const ObjectCounts& counts) {
  return {{"create", counts.create}, {"update", counts.update}, {"delete", counts.remove}};
}

}  // namespace

std::string render_run(const RunSummary& summary, Language language) {
  return render_counts(*summary.plan, language) + render_outcome(summary, language);
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
  }
  if (!summary.failures.empty()) {
    out += fmt::format(fmt::runtime(kFailures.in(language)), summary.failures.size());
    for (std::size_t i = 0; i < summary.failures.size() && i < kMaxFailureLines; ++i) {
      const FailureLine& failure = summary.failures[i];
      out += fmt::format("! {} {}: {}{}\n", text_of(failure.kind).in(language), failure.uuid, failure.why,
                         failure.postponed ? kPostponed.in(language) : "");
    }
    if (summary.failures.size() > kMaxFailureLines) {
      out += fmt::format(fmt::runtime(kMore.in(language)), summary.failures.size() - kMaxFailureLines);
    }
  }
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
                        {"why", failure.why},
                        {"postponed", failure.postponed}});
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
      {"source_requests", summary.source_requests},
      {"seconds",
       {{"reading", seconds(summary.reading)},
        {"deciding", seconds(summary.deciding)},
        {"sending", seconds(summary.sending)}}},
      {"exit_code", summary.exit_code}};
  if (summary.delivery) document["delivery"] = delivery_json(*summary.delivery);
  return document.dump() + "\n";
}

}  // namespace os2sync
