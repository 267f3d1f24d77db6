// SPDX-License-Identifier: MPL-2.0
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cleanup.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "commands/run_context.hpp"
#include "commands/run_identity.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"
#include "render/run_text.hpp"

namespace os2sync {
namespace {

int clean_up(const GlobalOptions& options, bool dry_run, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open = toolbox.open_ledger(settings, dry_run ? LedgerAccess::read_only : LedgerAccess::write);
  return on_record(open.audit.get(), identify_run("cleanup-mo-uuids", loaded, open, toolbox), [&] {
    const std::unique_ptr<Source> source = toolbox.open_source(settings);
    const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
    const NewModeTools new_mode = open_new_mode(settings, *sink, !dry_run, toolbox);
    const std::unique_ptr<SyncOutcome> outcome = clean_up_mo_uuids(
        context_of(open, *source, *sink, templates.get(), new_mode, toolbox), sync_options_of(settings, dry_run));
    toolbox.finish_progress();
    const PreparedRun& run = outcome->run;
    switch (options.format) {
      case OutputFormat::text:
        toolbox.print(render_plan(run.plan, run.wanted, {options.language, toolbox.colour(), toolbox.width(), 0, {}}));
        toolbox.print(render_outcome(outcome->summary, options.language));
        break;
      case OutputFormat::json: toolbox.print(render_run_json(outcome->summary)); break;
      case OutputFormat::ndjson: toolbox.print(render_plan_ndjson(run.plan, run.wanted, toolbox.version())); break;
    }
    return outcome->summary.exit_code;
  });
}

}  // namespace

void add_cleanup_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("cleanup-mo-uuids", "Delete what stands under OS2MO's uuids in FK-ORG");
  auto dry_run = std::make_shared<bool>(false);
  command->add_flag("-n,--dry-run", *dry_run, "Show what would be deleted, delete nothing");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, dry_run] {
    invocation.run = [&options = invocation.options, dry_run](Toolbox& toolbox) {
      return clean_up(options, *dry_run, toolbox);
    };
  });
}

}  // namespace os2sync
