// SPDX-License-Identifier: MPL-2.0
#include <memory>

#include <CLI/CLI.hpp>

#include "app/delivery.hpp"
#include "app/explain.hpp"
#include "app/sync.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "config/wrap_text.hpp"

namespace os2sync {
namespace {

int explain(const GlobalOptions& options, const std::string& text, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open = toolbox.open_ledger(settings, LedgerAccess::read_only);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  SyncOptions sync = sync_options_of(settings, true);
  sync.plan_rules.reposts = find_reposts(*open.ledger, open.deliveries->load(), sync.delivery);
  const LookingFactFinder looking = open_looking_fact_finder(settings, toolbox);
  Explanation explanation =
      explain_object({*source, *open.ledger, *open.digester, toolbox.clock(), toolbox.observer(), templates.get(),
                      *open.guard_memory, nullptr, looking.finder.get(), open.quarantine.get()},
                     sync.rules, sync.plan_rules, text);
  for (const LoadedSetting& setting : loaded.values) {
    if (!setting.is_secret) explanation.settings[setting.key] = {setting.value, setting.origin.to_string()};
  }
  toolbox.finish_progress();
  toolbox.print(options.format == OutputFormat::text
                    ? wrap_lines(render_explanation(explanation, options.language), toolbox.width())
                    : render_explanation_json(explanation, options.language));
  return 0;
}

}  // namespace

void add_explain_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("explain", "Why one object is in, out, changed or unchanged");
  auto uuid = std::make_shared<std::string>();
  command->add_option("UUID", *uuid, "OS2MO uuid of a unit or person, FK uuid, or user name")->required();
  add_format_options(*command, invocation.options);
  command->callback([&invocation, uuid] {
    invocation.run = [&options = invocation.options, uuid](Toolbox& toolbox) {
      return explain(options, *uuid, toolbox);
    };
  });
}

}  // namespace os2sync
