// SPDX-License-Identifier: MPL-2.0
#include <algorithm>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/sync.hpp"
#include "app/verify.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "commands/run_context.hpp"
#include "core/error.hpp"
#include "render/run_text.hpp"

namespace os2sync {
namespace {

constexpr int kDifferences = 6;
constexpr std::size_t kEverything = std::numeric_limits<std::size_t>::max();

struct VerifyWords {
  bool all = false;
  bool repair = false;
  std::size_t sample = 20;
};

VerifyOptions options_for(const Settings& settings, const VerifyWords& words) {
  VerifyOptions options;
  options.pace = settings.delivery.pace;
  options.unit_fields = compared_unit_fields(settings.rules);
  options.user_fields = compared_user_fields(settings.rules);
  options.top_unit = settings.rules.top_unit;
  options.sample = words.all ? kEverything : words.sample;
  options.max_reposts = settings.delivery.max_reposts;
  return options;
}

int exit_code_for(const DeliveryReport& report) {
  if (report.interrupted) return exit_code_of(ErrorKind::interrupted);
  if (!report.problems.empty()) return kDifferences;
  return report.incomplete() ? exit_code_of(ErrorKind::unavailable) : 0;
}

void print(const DeliveryReport& report, int exit_code, const GlobalOptions& options, Toolbox& toolbox) {
  switch (options.format) {
    case OutputFormat::text: toolbox.print(render_delivery(report, options.language)); break;
    case OutputFormat::json: toolbox.print(render_delivery_json(report, exit_code)); break;
    case OutputFormat::ndjson: toolbox.print(render_delivery_ndjson(report, exit_code)); break;
  }
}

/// The records behind what can be sent again.
Scope scope_of(const DeliveryReport& report) {
  Scope scope;
  for (const DeliveryProblem& problem : report.problems) {
    if (problem.stuck) continue;
    (problem.delivery.kind == ObjectKind::unit ? scope.units : scope.persons).push_back(problem.source);
  }
  for (auto* uuids : {&scope.units, &scope.persons}) {
    std::sort(uuids->begin(), uuids->end());
    uuids->erase(std::unique(uuids->begin(), uuids->end()), uuids->end());
  }
  return scope;
}

/// A run about these records alone, as sync-user and sync-unit make it.
int repair(const Settings& settings, const GlobalOptions& options, const DeliveryReport& report, OpenLedger& open,
           Sink& sink, Toolbox& toolbox) {
  const auto templates = toolbox.open_templates(settings, options.language);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  const NewModeTools new_mode = open_new_mode(settings, sink, true, toolbox);
  SyncOptions sync = sync_options_of(settings, false);
  sync.plan_rules.scope = scope_of(report);
  const std::unique_ptr<SyncOutcome> outcome =
      run_sync(context_of(open, *source, sink, templates.get(), new_mode, toolbox), sync);
  toolbox.finish_progress();
  toolbox.print(options.format == OutputFormat::text ? render_outcome(outcome->summary, options.language)
                                                     : render_run_json(outcome->summary));
  return outcome->summary.exit_code;
}

int verify(const GlobalOptions& options, const VerifyWords& words, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  if (settings.os2sync.is_stub()) {
    throw Error{ErrorKind::settings, Text{"os2sync.api_url is stub: FK-ORG cannot be asked what it holds",
                                          "os2sync.api_url er stub: FK-ORG kan ikke spørges, hvad den har"}};
  }
  OpenLedger open = toolbox.open_ledger(settings, LedgerAccess::write);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
  const DeliveryReport report =
      verify_delivery({*sink, *open.ledger, *open.deliveries, *open.digester, toolbox.clock(), toolbox.observer()},
                      options_for(settings, words));
  toolbox.finish_progress();
  const int found = exit_code_for(report);
  print(report, found, options, toolbox);
  if (!words.repair || report.interrupted || report.can_be_sent_again() == 0) return found;
  const int repaired = repair(settings, options, report, open, *sink, toolbox);
  return repaired == 0 && report.stuck() > 0 ? kDifferences : repaired;
}

}  // namespace

void add_verify_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("verify", "Does FK-ORG hold what was sent?");
  auto words = std::make_shared<VerifyWords>();
  auto* all = command->add_flag("--all", words->all, "Read every object, also those verified before");
  command->add_option("--sample", words->sample, "Verified objects to read once more, 20")
      ->type_name("N")
      ->excludes(all);
  command->add_flag("--repair", words->repair, "Send again what is lost or overwritten");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, words] {
    invocation.run = [&options = invocation.options, words](Toolbox& toolbox) {
      return verify(options, *words, toolbox);
    };
  });
}

}  // namespace os2sync
