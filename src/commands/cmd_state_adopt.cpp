// SPDX-License-Identifier: MPL-2.0
#include <memory>

#include <CLI/CLI.hpp>

#include "app/adopt.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "commands/run_context.hpp"
#include "commands/run_identity.hpp"
#include "render/adopt_text.hpp"

namespace os2sync {
namespace {

struct AdoptCommandOptions {
  AdoptOptions adopt;
  bool dry_run = false;
};

int run_adopt(const GlobalOptions& options, const AdoptCommandOptions& given, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open = toolbox.open_ledger(settings, given.dry_run ? LedgerAccess::read_only : LedgerAccess::write);
  return on_record(open.audit.get(), identify_run("state adopt", loaded, open, toolbox), [&] {
    const std::unique_ptr<Source> source = toolbox.open_source(settings);
    const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
    const NewModeTools new_mode = open_new_mode(settings, *sink, false, toolbox);
    const AdoptReport report = adopt(context_of(open, *source, *sink, templates.get(), new_mode, toolbox),
                                     sync_options_of(settings, given.dry_run), given.adopt);
    toolbox.finish_progress();
    toolbox.print(options.format == OutputFormat::text ? render_adoption(report, options.language)
                                                       : render_adoption_json(report));
    return report.exit_code;
  });
}

}  // namespace

void add_adopt_command(CLI::App& state, Invocation& invocation) {
  auto* command = state.add_subcommand("adopt", "Take over what an earlier exporter sent");
  auto given = std::make_shared<AdoptCommandOptions>();
  command->add_flag("-n,--dry-run", given->dry_run, "Show what would be taken over, remember nothing");
  command->add_flag("--fast", given->adopt.fast, "Compare no values: the next sync sends all once");
  command->add_flag("--with-unwanted", given->adopt.with_unwanted, "Also what no rule wants, to be deleted");
  command->add_flag("--add", given->adopt.add, "To a ledger in use: what it does not know");
  command->add_option("--top-unit-name", given->adopt.top_unit_name, "FK-ORG's name of the top unit is right")
      ->type_name("NAME");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, given] {
    invocation.run = [&options = invocation.options, given](Toolbox& toolbox) {
      return run_adopt(options, *given, toolbox);
    };
  });
}

}  // namespace os2sync
