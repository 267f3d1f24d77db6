// SPDX-License-Identifier: MPL-2.0
#include <memory>

#include <CLI/CLI.hpp>

#include "app/sync.hpp"
#include "commands/invocation.hpp"
#include "render/finding_text.hpp"
#include "render/run_text.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kFindingExamples = 3;

void print_result(const SyncOutcome& outcome, const GlobalOptions& options, Toolbox& toolbox) {
  if (options.format != OutputFormat::text) {
    toolbox.print(render_run_json(outcome.summary));
    return;
  }
  toolbox.print(
      render_findings_summary(outcome.run.wanted.findings, options.language, kFindingExamples, toolbox.width()));
  toolbox.print(render_run(outcome.summary, options.language));
}

int sync(const GlobalOptions& options, bool dry_run, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const bool writes = !dry_run && !settings.os2sync.is_stub();
  const OpenLedger open = toolbox.open_ledger(settings, writes ? LedgerAccess::write : LedgerAccess::read_only);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
  const std::unique_ptr<SyncOutcome> outcome =
      run_sync({{*source, *open.ledger, *open.digester, toolbox.clock(), toolbox.observer(), templates.get(),
                 *open.guard_memory, sink.get(), settings.wash_foreign ? sink.get() : nullptr},
                *sink,
                open.repairs.get()},
               sync_options_of(settings, dry_run));
  toolbox.finish_progress();
  print_result(*outcome, options, toolbox);
  return outcome->summary.exit_code;
}

/// As the job runner of the Python programs did: no word about settings until the job is switched on.
int sync_if_enabled(const GlobalOptions& options, bool dry_run, Toolbox& toolbox) {
  if (is_switched_on(toolbox.settings_sources(options))) return sync(options, dry_run, toolbox);
  constexpr Text kOff{"sync is not switched on (crontab.RUN_OS2SYNC is not true); nothing was done\n",
                      "sync er ikke slået til (crontab.RUN_OS2SYNC er ikke true); intet blev gjort\n"};
  toolbox.say(kOff.in(options.language));
  return 0;
}

}  // namespace

void add_sync_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("sync", "The nightly job: read, plan, send, remember");
  auto dry_run = std::make_shared<bool>(false);
  command->add_flag("-n,--dry-run", *dry_run, "Decide all, send and remember nothing");
  auto if_enabled = std::make_shared<bool>(false);
  command->add_flag("--if-enabled", *if_enabled, "Do nothing unless crontab.RUN_OS2SYNC is true");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, dry_run, if_enabled] {
    invocation.run = [&options = invocation.options, dry_run, if_enabled](Toolbox& toolbox) {
      return (*if_enabled ? sync_if_enabled : sync)(options, *dry_run, toolbox);
    };
  });
}

}  // namespace os2sync
